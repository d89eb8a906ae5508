package io.sextant.sigma.translate;

import io.sextant.sigma.ValueTest;
import java.util.List;

/// What a rule asks, as a tree over single questions: the common ground of all targets.
///
/// It is two-valued: a question about a field that is missing is answered no.
public sealed interface Query {
  record And(List<Query> parts) implements Query {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(List<Query> parts) implements Query {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Query part) implements Query {}

  /// A question asked of a field.
  ///
  /// @param line where the rule asks it
  record Ask(String field, ValueTest test, int line, int column) implements Query {}

  /// A question asked of every value of the event.
  record AskAll(ValueTest test, int line, int column) implements Query {}

  /// All of them; the thing itself when it is one.
  static Query and(List<Query> parts) {
    return parts.size() == 1 ? parts.getFirst() : new And(parts);
  }

  /// One of them; the thing itself when it is one.
  static Query or(List<Query> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Or(parts);
  }
}
