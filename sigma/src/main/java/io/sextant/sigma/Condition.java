package io.sextant.sigma;

import java.util.List;

/// A condition over the search identifiers of a rule. Sigma specification 2.1.0, "Condition".
public sealed interface Condition {
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Condition part) implements Condition {}

  /// A selection by its name.
  record Named(String selection) implements Condition {}

  /// At least `least` of the selections that the pattern names; `written` is `1`, `any`, `all` or a
  /// number.
  record Quantified(String written, int least, String pattern, List<String> selections)
      implements Condition {
    public Quantified {
      selections = List.copyOf(selections);
    }
  }
}
