package io.sextant.sigma;

/// Something quickly seen in a field of every event that can pass a test.
///
/// @param field the index of the field
/// @param kind what is seen
/// @param text folded, but for [Kind#EXPRESSION]; empty for [Kind#PRESENT]
record Witness(int field, Kind kind, String text) {
  enum Kind {
    /// A value contains the text.
    CONTAINED,
    /// A value starts with the text.
    START,
    /// A value ends with the text.
    END,
    /// A value is the text.
    EQUAL,
    /// A value is the number.
    NUMBER,
    /// The field is there.
    PRESENT,
    /// An expression, which is the text, may match a value: its [Trail] is there.
    EXPRESSION
  }

  /// Whether seeing it proves it, rather than only making it likely.
  boolean isExact() {
    return Projection.isExact(text)
        && (kind != Kind.CONTAINED || text.length() <= LiteralAutomaton.MAX_LITERAL);
  }
}
