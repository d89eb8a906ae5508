package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.Optional;

/// One scalar value of a field, with what matchers need derived from it at most once. Reused from
/// event to event by its [FieldValues].
final class FieldValue {
  /// The JSON type.
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  private Kind kind = Kind.NULL;
  private String text = "";
  private String folded = "";
  private boolean isFolded;
  private Optional<BigDecimal> number = Optional.empty();
  private boolean isNumberKnown;

  void set(Kind newKind, String newText) {
    kind = newKind;
    text = newText;
    isFolded = false;
    isNumberKnown = false;
  }

  Kind kind() {
    return kind;
  }

  boolean isNull() {
    return kind == Kind.NULL;
  }

  /// The value as text; a number as JSON writes it.
  String text() {
    return text;
  }

  /// The text without regard to case.
  String folded() {
    if (!isFolded) {
      folded = CaseFold.fold(text);
      isFolded = true;
    }
    return folded;
  }

  /// The number it is, or that its text is.
  Optional<BigDecimal> number() {
    if (!isNumberKnown) {
      boolean possible = kind == Kind.NUMBER || kind == Kind.TEXT;
      number = possible ? Numbers.parse(text) : Optional.empty();
      isNumberKnown = true;
    }
    return number;
  }
}
