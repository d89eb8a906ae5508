package io.sextant.sigma;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// A detection item made ready for matching: the index of its field and what its values are asked.
final class ItemMatcher {
  /// A value and the test that it passed.
  record Hit(String value, String expected) {}

  private final int field;
  private final boolean all;
  private final boolean negated;
  private final List<ValueTest> tests;
  private final Question[] questions;

  /// @param fields finds the index of a field by name
  ItemMatcher(DetectionItem item, ToIntFunction<String> fields, GateTexts gates) {
    this.field = fields.applyAsInt(item.field());
    this.all = item.all();
    this.negated = item.negated();
    this.tests = item.tests();
    this.questions =
        item.tests().stream()
            .map(test -> Question.of(test, field, fields, gates))
            .toArray(Question[]::new);
  }

  int field() {
    return field;
  }

  boolean isAll() {
    return all;
  }

  boolean isNegated() {
    return negated;
  }

  Question[] questions() {
    return questions;
  }

  boolean holds(EventFrame frame) {
    return asked(frame) != negated;
  }

  private boolean asked(EventFrame frame) {
    FieldValues values = frame.values(field);
    for (Question question : questions) {
      if (question.holds(values, frame) != all) {
        return !all;
      }
    }
    return all;
  }

  /// The first value that passed a test; for a test of absence the value is empty.
  Optional<Hit> hit(EventFrame frame) {
    FieldValues values = frame.values(field);
    for (int i = 0; i < questions.length; i++) {
      String expected = (negated ? "not " : "") + tests.get(i).describe();
      if (negated) {
        return Optional.of(new Hit(values.size() > 0 ? values.get(0).text() : "", expected));
      }
      if (questions[i].holds(values, frame)) {
        return Optional.of(new Hit(questions[i].witness(values), expected));
      }
    }
    return Optional.empty();
  }

  /// What one test asks of a field as a whole.
  sealed interface Question {
    boolean holds(FieldValues values, EventFrame frame);

    /// The value that made it hold.
    default String witness(FieldValues values) {
      return values.size() > 0 ? values.get(0).text() : "";
    }

    static Question of(ValueTest test, int field, ToIntFunction<String> fields, GateTexts gates) {
      return switch (test) {
        case ValueTest.Null _ -> new IsNull();
        case ValueTest.Exists(boolean expected) -> new IsThere(expected);
        case ValueTest.SameAs(String other, ValueTest.Placement placement, boolean cased) ->
            new Same(fields.applyAsInt(other), placement, cased);
        case ValueTest.Text _,
            ValueTest.Regex _,
            ValueTest.Numeric _,
            ValueTest.Bool _,
            ValueTest.Compare _,
            ValueTest.Calendar _,
            ValueTest.Network _ ->
            new AnyValue(ValueMatcher.of(test), Gate.OPEN);
      };
    }
  }

  record AnyValue(ValueMatcher matcher, Gate gate) implements Question {
    @Override
    public boolean holds(FieldValues values, EventFrame frame) {
      if (!gate.isOpen() && !frame.admits(gate)) {
        return false;
      }
      for (int i = 0; i < values.size(); i++) {
        if (matcher.matches(values.get(i))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String witness(FieldValues values) {
      for (int i = 0; i < values.size(); i++) {
        if (matcher.matches(values.get(i))) {
          return values.get(i).text();
        }
      }
      return "";
    }
  }

  record IsNull() implements Question {
    @Override
    public boolean holds(FieldValues values, EventFrame frame) {
      if (!values.isPresent()) {
        return true;
      }
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).isNull()) {
          return true;
        }
      }
      return false;
    }
  }

  record IsThere(boolean expected) implements Question {
    @Override
    public boolean holds(FieldValues values, EventFrame frame) {
      return values.isPresent() == expected;
    }
  }

  record Same(int other, ValueTest.Placement placement, boolean cased) implements Question {
    @Override
    public boolean holds(FieldValues values, EventFrame frame) {
      FieldValues others = frame.values(other);
      for (int i = 0; i < values.size(); i++) {
        for (int j = 0; j < others.size(); j++) {
          if (same(values.get(i), others.get(j))) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean same(FieldValue a, FieldValue b) {
      return !a.isNull()
          && !b.isNull()
          && ValueMatcher.stands(
              placement, cased ? a.text() : a.folded(), cased ? b.text() : b.folded());
    }
  }
}
