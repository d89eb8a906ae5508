package io.sextant.sigma;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that rules look for in one field, found in one pass over its values.
final class FieldIndex {
  /// Something to be seen, by its number, and the rules to try when it is.
  static final class Target {
    private final int number;
    private final int[] rules;

    private Target(int number, int[] rules) {
      this.number = number;
      this.rules = rules;
    }

    int number() {
      return number;
    }

    int[] rules() {
      return rules;
    }
  }

  /// Receives what was seen; the same may come more than once.
  interface Sink {
    void seen(Target target);
  }

  private final LiteralAutomaton automaton;
  private final boolean searches;
  private final Target[] contained;
  private final Map<String, Target> equal;
  private final Map<String, Target> numbers;
  private final List<Target> present;

  private FieldIndex(Builder builder) {
    Map<String, Target> literals = builder.of(Witness.Kind.CONTAINED);
    this.searches = !literals.isEmpty();
    this.automaton = new LiteralAutomaton(List.copyOf(literals.keySet()));
    this.contained = literals.values().toArray(Target[]::new);
    this.equal = Map.copyOf(builder.of(Witness.Kind.EQUAL));
    this.numbers = Map.copyOf(builder.of(Witness.Kind.NUMBER));
    this.present = List.copyOf(builder.of(Witness.Kind.PRESENT).values());
  }

  /// Reports everything that may follow from the values.
  void search(FieldValues values, Sink sink) {
    if (!values.isPresent()) {
      return;
    }
    present.forEach(sink::seen);
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      if (!value.isNull()) {
        search(value, sink);
      }
    }
  }

  private void search(FieldValue value, Sink sink) {
    if (searches) {
      automaton.scan(value.text(), literal -> sink.seen(contained[literal]));
    }
    if (!equal.isEmpty()) {
      found(equal.get(value.folded()), sink);
    }
    if (!numbers.isEmpty()) {
      if (value.kind() == FieldValue.Kind.NUMBER && !isPlain(value.text())) {
        numbers.values().forEach(sink::seen);
      } else {
        found(numbers.get(value.text()), sink);
      }
    }
  }

  private static void found(@org.jspecify.annotations.Nullable Target target, Sink sink) {
    if (target != null) {
      sink.seen(target);
    }
  }

  /// Whether the number can only be written so.
  private static boolean isPlain(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return number.length() == 1 || number.charAt(0) != '0';
  }

  /// Collects what is looked for in one field.
  static final class Builder {
    private final Map<Witness.Kind, Map<String, Target>> targets = new HashMap<>();

    private Map<String, Target> of(Witness.Kind kind) {
      return targets.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
    }

    /// Adds a witness with its number and the rules that it makes candidates.
    void add(Witness witness, int number, List<Integer> rules) {
      of(witness.kind())
          .put(
              witness.text(),
              new Target(number, rules.stream().mapToInt(Integer::intValue).toArray()));
    }

    FieldIndex build() {
      return new FieldIndex(this);
    }
  }
}
