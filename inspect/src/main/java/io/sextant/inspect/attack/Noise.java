package io.sextant.inspect.attack;

import io.sextant.inspect.view.Costs;
import io.sextant.inspect.view.Readability;

/// Tells which stretches of a text are letters in no order, as of encoded bytes: words and letter
/// groups that happen to stand in one say nothing, and in long texts some always do. Immutable.
public final class Noise {
  /// Nats a letter; ordinary words take about 2, random letters over 4.
  private static final double MOST_COST = 3.6;

  /// Of so many letters of hexadecimal numbers less than one is another.
  private static final int FEW_OTHER = 20;

  private final String text;
  private final Costs costs;

  Noise(String text, Readability letters) {
    this.text = text;
    this.costs = letters.costs(text);
  }

  Costs costs() {
    return costs;
  }

  boolean isAt(int from, int to) {
    return costs.of(from, to) > MOST_COST || isHex(from, to);
  }

  /// Hexadecimal digits, with few other letters among them, or numbers.
  private boolean isHex(int from, int to) {
    int digits = 0;
    int low = 0;
    int other = 0;
    int mostOther = (to - from + FEW_OTHER - 1) / FEW_OTHER;
    for (int i = from; i < to && other < mostOther; i++) {
      char c = text.charAt(i);
      boolean hex = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      digits += c >= '0' && c <= '9' ? 1 : 0;
      low += hex ? 1 : 0;
      other += !hex && Character.isLetter(c) ? 1 : 0;
    }
    boolean numbers = other == 0 && digits > 0;
    return numbers || (digits * 2 > low && low > 4 && other * FEW_OTHER < low);
  }
}
