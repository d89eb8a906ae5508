package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Every atom that rules ask of one field, found in one pass over its values.
final class FieldIndex {
  /// A number, and the atom of a value that is it.
  private record NumberAtom(ValueMatcher.Equal matcher, int atom) {}

  private final LiteralAutomaton inside;
  private final boolean searches;
  private final boolean costly;
  private final EndTrie starts;
  private final EndTrie ends;
  private final EqualTable equal;
  private final EqualTable numbers;
  private final NumberAtom[] numberAtoms;
  private final int[] present;

  private FieldIndex(Builder builder) {
    List<Literal> contained = builder.of(Witness.Kind.CONTAINED);
    this.searches = !contained.isEmpty();
    this.costly =
        searches
            || !builder.of(Witness.Kind.START).isEmpty()
            || !builder.of(Witness.Kind.END).isEmpty();
    this.inside = new LiteralAutomaton(contained);
    this.starts = new EndTrie(builder.of(Witness.Kind.START), false);
    this.ends = new EndTrie(builder.of(Witness.Kind.END), true);
    this.equal = new EqualTable(builder.of(Witness.Kind.EQUAL));
    this.numbers = new EqualTable(builder.of(Witness.Kind.NUMBER));
    this.numberAtoms = builder.numbers.toArray(NumberAtom[]::new);
    this.present = builder.of(Witness.Kind.PRESENT).stream().mapToInt(Literal::atom).toArray();
  }

  /// How many states of the automaton report something; a search keeps of each what was reported.
  int reports() {
    return inside.reports();
  }

  /// Whether searching a value takes longer than to find out whether it came before.
  boolean isCostly() {
    return costly;
  }

  /// Prepares for the values of a field that is there.
  void begin(FieldValues values, EventFrame frame) {
    for (int atom : present) {
      frame.see(atom);
    }
    int length = 0;
    for (int i = 0; i < values.size(); i++) {
      values.get(i).setBase(length);
      length += values.get(i).length() + 1;
    }
    frame.occurrences().begin(length);
  }

  /// Reports every atom that holds for a value that is not null.
  ///
  /// @param met by report of the automaton, the pass in which its texts were reported
  void search(FieldValue value, int[] met, int pass, EventFrame frame) {
    byte[] bytes = value.bytes();
    int from = value.from();
    int to = value.to();
    if (searches) {
      inside.scan(value, met, pass, frame);
    }
    starts.scan(bytes, from, to, frame);
    ends.scan(bytes, from, to, frame);
    equal.find(bytes, from, to, frame);
    if (numberAtoms.length > 0) {
      number(value, bytes, from, to, frame);
    }
  }

  private void number(FieldValue value, byte[] bytes, int from, int to, EventFrame frame) {
    switch (value.kind()) {
      case TEXT -> numbers.find(bytes, from, to, frame);
      case NUMBER -> {
        if (isPlain(bytes, from, to)) {
          numbers.find(bytes, from, to, frame);
        } else {
          for (NumberAtom number : numberAtoms) {
            if (number.matcher.matches(value)) {
              frame.see(number.atom);
            }
          }
        }
      }
      case BOOLEAN, NULL -> {}
    }
  }

  /// Whether the number can only be written so.
  private static boolean isPlain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return to - from == 1 || bytes[from] != '0';
  }

  /// Collects what is looked for in one field.
  static final class Builder {
    private final Map<Witness.Kind, List<Literal>> literals = new EnumMap<>(Witness.Kind.class);
    private final List<NumberAtom> numbers = new ArrayList<>();

    private List<Literal> of(Witness.Kind kind) {
      return literals.computeIfAbsent(kind, _ -> new ArrayList<>());
    }

    /// @param place see [Literal]
    void add(Witness witness, int atom, int place) {
      of(witness.kind()).add(new Literal(Projection.folded(witness.text()), atom, place));
      if (witness.kind() == Witness.Kind.NUMBER) {
        BigDecimal number = new BigDecimal(witness.text());
        numbers.add(new NumberAtom(new ValueMatcher.Equal(number, witness.text()), atom));
      }
    }

    FieldIndex build() {
      return new FieldIndex(this);
    }
  }
}
