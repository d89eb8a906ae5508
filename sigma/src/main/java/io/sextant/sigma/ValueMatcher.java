package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// A [ValueTest] made ready to be asked of many values.
sealed interface ValueMatcher
    permits ValueMatcher.Literal,
        ValueMatcher.Pieces,
        ValueMatcher.Equal,
        ValueMatcher.Truth,
        ValueMatcher.Compared,
        ValueMatcher.OnCalendar,
        ValueMatcher.InNetwork {
  boolean matches(FieldValue value);

  /// Sets of texts; of each set one text, whatever the case of letters, occurs in every value that
  /// matches. The set that tells most comes first; empty when nothing is known.
  default List<List<String>> mandatory() {
    return List.of();
  }

  /// A text, and where it stands.
  ///
  /// @param text folded
  record Placed(Witness.Kind kind, String text) {
    Witness witness(int field) {
      return new Witness(field, kind, text);
    }
  }

  /// A text that stands so in every value that matches, whatever the case of letters and the way to
  /// write a number.
  default Optional<Placed> placed() {
    return Optional.empty();
  }

  /// Whether also every value matches in which [#placed] stands so.
  default boolean isFolded() {
    return false;
  }

  /// The matcher of a test that asks a single value.
  static ValueMatcher of(ValueTest test) {
    return switch (test) {
      case ValueTest.Text(SigmaString pattern, boolean cased) -> text(pattern, cased);
      case ValueTest.Numeric(BigDecimal number) ->
          new Equal(number, number.stripTrailingZeros().toPlainString());
      case ValueTest.Bool(boolean expected) -> new Truth(expected ? "true" : "false");
      case ValueTest.Compare(Comparison comparison, BigDecimal bound) ->
          new Compared(comparison, bound);
      case ValueTest.Calendar(CalendarPart part, Comparison comparison, long number) ->
          new OnCalendar(part, comparison, number);
      case ValueTest.Network(IpNetwork network) -> new InNetwork(network);
      case ValueTest.Regex _,
          ValueTest.Null _,
          ValueTest.Exists _,
          ValueTest.SameAs _,
          ValueTest.Members _ ->
          throw new IllegalArgumentException("not asked of a single value alone: " + test);
    };
  }

  private static ValueMatcher text(SigmaString pattern, boolean cased) {
    boolean openStart =
        !pattern.parts().isEmpty() && pattern.parts().getFirst() == SigmaString.Wildcard.ANY;
    boolean openEnd =
        !pattern.parts().isEmpty() && pattern.parts().getLast() == SigmaString.Wildcard.ANY;
    List<SigmaString.Part> inner =
        pattern.parts().stream().filter(part -> part != SigmaString.Wildcard.ANY).toList();
    int wildcards = pattern.parts().size() - inner.size();
    boolean simple =
        inner.size() <= 1
            && wildcards == (openStart ? 1 : 0) + (openEnd && pattern.parts().size() > 1 ? 1 : 0)
            && inner.stream().allMatch(part -> part instanceof SigmaString.Plain);
    if (!simple || (inner.isEmpty() && wildcards > 0)) {
      return new Pieces(new Glob(pattern, cased), cased);
    }
    String text = inner.isEmpty() ? "" : ((SigmaString.Plain) inner.getFirst()).text();
    ValueTest.Placement placement =
        openStart && openEnd
            ? ValueTest.Placement.INSIDE
            : openStart
                ? ValueTest.Placement.END
                : openEnd ? ValueTest.Placement.START : ValueTest.Placement.EQUAL;
    return new Literal(placement, cased ? text : CaseFold.fold(text), cased);
  }

  /// Whether a text stands so to another.
  static boolean stands(ValueTest.Placement placement, String text, String other) {
    return switch (placement) {
      case EQUAL -> text.equals(other);
      case START -> text.startsWith(other);
      case END -> text.endsWith(other);
      case INSIDE -> text.contains(other);
    };
  }

  /// A plain text at a place.
  record Literal(ValueTest.Placement placement, String text, boolean cased)
      implements ValueMatcher {
    @Override
    public boolean matches(FieldValue value) {
      return !value.isNull() && stands(placement, cased ? value.text() : value.folded(), text);
    }

    @Override
    public Optional<Placed> placed() {
      Witness.Kind kind =
          switch (placement) {
            case EQUAL -> Witness.Kind.EQUAL;
            case START -> Witness.Kind.START;
            case END -> Witness.Kind.END;
            case INSIDE -> Witness.Kind.CONTAINED;
          };
      return Optional.of(new Placed(kind, CaseFold.fold(text)));
    }

    @Override
    public boolean isFolded() {
      return !cased;
    }
  }

  /// A pattern with wildcards.
  record Pieces(Glob glob, boolean cased) implements ValueMatcher {
    @Override
    public boolean matches(FieldValue value) {
      return !value.isNull() && glob.matches(cased ? value.text() : value.folded());
    }

    @Override
    public List<List<String>> mandatory() {
      return glob.mandatory().stream()
          .sorted(java.util.Comparator.comparingInt(String::length).reversed())
          .map(List::of)
          .toList();
    }
  }

  record Equal(BigDecimal number, String text) implements ValueMatcher {
    @Override
    public Optional<Placed> placed() {
      return Optional.of(new Placed(Witness.Kind.NUMBER, text));
    }

    @Override
    public boolean isFolded() {
      return true;
    }

    @Override
    public boolean matches(FieldValue value) {
      return switch (value.kind()) {
        case TEXT -> value.text().equals(text);
        case NUMBER ->
            value.text().equals(text)
                || value.number().map(other -> other.compareTo(number) == 0).orElse(false);
        case BOOLEAN, NULL -> false;
      };
    }
  }

  record Truth(String text) implements ValueMatcher {
    @Override
    public Optional<Placed> placed() {
      return Optional.of(new Placed(Witness.Kind.EQUAL, text));
    }

    @Override
    public boolean matches(FieldValue value) {
      return switch (value.kind()) {
        case BOOLEAN -> value.text().equals(text);
        case TEXT -> value.text().equalsIgnoreCase(text);
        case NUMBER, NULL -> false;
      };
    }
  }

  record Compared(Comparison comparison, BigDecimal bound) implements ValueMatcher {
    @Override
    public boolean matches(FieldValue value) {
      return value.number().map(n -> comparison.holds(n.compareTo(bound))).orElse(false);
    }
  }

  record OnCalendar(CalendarPart part, Comparison comparison, long number) implements ValueMatcher {
    @Override
    public boolean matches(FieldValue value) {
      return Timestamps.parse(value)
          .map(time -> comparison.holds(Long.compare(part.of(time), number)))
          .orElse(false);
    }
  }

  record InNetwork(IpNetwork network) implements ValueMatcher {
    @Override
    public boolean matches(FieldValue value) {
      return value.kind() == FieldValue.Kind.TEXT && network.contains(value.text().strip());
    }
  }
}
