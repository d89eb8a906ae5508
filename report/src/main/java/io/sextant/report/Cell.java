package io.sextant.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/// The content of a cell of a table.
public sealed interface Cell {
  record Words(Text text) implements Cell {}

  record Amount(BigDecimal value) implements Cell {}

  /// A part of a whole, 1 for all of it.
  record Share(BigDecimal value) implements Cell {}

  record Day(LocalDate value) implements Cell {}

  /// Nothing is known or applies. Fits every column.
  record Empty() implements Cell {}

  static Cell of(String text) {
    return of(Text.of(text));
  }

  static Cell of(Text text) {
    return text.plain().isEmpty() ? new Empty() : new Words(text);
  }

  static Cell linked(String text, Link link) {
    return of(Text.linked(text, link));
  }

  static Cell of(long number) {
    return new Amount(BigDecimal.valueOf(number));
  }

  /// @throws NumberFormatException when the number is infinite or none
  static Cell of(double number) {
    return new Amount(BigDecimal.valueOf(number));
  }

  /// @throws NumberFormatException when the number is infinite or none
  static Cell share(double part) {
    return new Share(BigDecimal.valueOf(part));
  }

  static Cell of(LocalDate day) {
    return new Day(day);
  }

  static Cell empty() {
    return new Empty();
  }
}
