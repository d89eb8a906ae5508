package io.sextant.sigma;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One scalar value of a field, with what matchers need derived from it at most once. Reused from
/// event to event by its [FieldValues].
///
/// Its bytes are for searching, one for each UTF-16 unit: of a text in ASCII the characters, of any
/// other text what [Projection] makes of it.
final class FieldValue {
  /// The JSON type.
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  private Kind kind = Kind.NULL;
  private byte[] bytes = {};
  private int from;
  private int to;
  private byte[] projected = {};
  private boolean hasBytes;
  private String text = "";
  private boolean hasText;
  private String folded = "";
  private boolean isFolded;
  private boolean isAscii;
  private int base;
  private Optional<BigDecimal> number = Optional.empty();
  private boolean isNumberKnown;

  void set(Kind newKind, String newText) {
    kind = newKind;
    text = newText;
    hasText = true;
    hasBytes = false;
    isAscii = false;
    isFolded = false;
    isNumberKnown = false;
  }

  /// @param ascii where the text is; must not change while the value is used
  void set(Kind newKind, byte[] ascii, int start, int end) {
    kind = newKind;
    bytes = ascii;
    from = start;
    to = end;
    hasBytes = true;
    isAscii = true;
    hasText = false;
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
    if (!hasText) {
      text = JsonText.ascii(bytes, from, to);
      hasText = true;
    }
    return text;
  }

  /// How many UTF-16 units the text has.
  int length() {
    return hasText ? text.length() : to - from;
  }

  /// The text without regard to case.
  String folded() {
    if (!isFolded) {
      folded = CaseFold.fold(text());
      isFolded = true;
    }
    return folded;
  }

  /// The number it is, or that its text is.
  Optional<BigDecimal> number() {
    if (!isNumberKnown) {
      boolean possible = kind == Kind.NUMBER || kind == Kind.TEXT;
      number = possible ? Numbers.parse(text()) : Optional.empty();
      isNumberKnown = true;
    }
    return number;
  }

  /// What to search, from [#from] to [#to].
  byte[] bytes() {
    if (!hasBytes) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      isAscii = Projection.isAscii(text, encoded);
      bytes = isAscii ? encoded : projected();
      from = 0;
      to = text.length();
      hasBytes = true;
    }
    return bytes;
  }

  private byte[] projected() {
    if (projected.length < text.length()) {
      projected = new byte[text.length() * 2];
    }
    Projection.of(text, projected);
    return projected;
  }

  /// Valid after [#bytes].
  int from() {
    return from;
  }

  /// Valid after [#bytes].
  int to() {
    return to;
  }

  /// Whether [#bytes] are its text, all ASCII, rather than made of it for searching.
  boolean isAscii() {
    bytes();
    return isAscii;
  }

  /// Where it begins among the values of its field, in units; see [#setBase].
  int base() {
    return base;
  }

  /// Notes where it begins, so that places in different values of a field are different.
  void setBase(int newBase) {
    base = newBase;
  }
}
