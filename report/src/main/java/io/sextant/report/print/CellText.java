package io.sextant.report.print;

import io.sextant.report.Cell;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a cell reads as.
public final class CellText {
  private static final int PERCENT = 2;

  private CellText() {}

  public static String of(Cell cell) {
    return switch (cell) {
      case Cell.Words words -> words.text().plain();
      case Cell.Amount amount -> number(amount.value());
      case Cell.Share share ->
          share.value().movePointRight(PERCENT).setScale(1, RoundingMode.HALF_UP).toPlainString()
              + " %";
      case Cell.Day day -> day.value().toString();
      case Cell.Empty _ -> "";
    };
  }

  public static String number(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
