package io.sextant.sigma;

import io.sextant.sigma.regex.StateRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// A detection item made ready for matching: the index of its field and what its values are asked.
final class ItemMatcher {
  /// A value and the test that it passed.
  record Hit(String value, String expected) {}

  private final int field;
  private final boolean all;
  private final boolean negated;
  private final List<ValueTest> tests;
  private final Question[] questions;
  private final List<Set<Witness>> witnesses;

  /// The questions that seeing an atom answers, as atoms.
  private final AtomSet atoms;

  /// The others.
  private final Question[] open;

  /// Of which one was seen when one of the others holds; empty when that is not known.
  private final AtomSet openHint;

  /// @param fields finds the index of a field by name
  /// @param room for the states of expressions
  ItemMatcher(DetectionItem item, ToIntFunction<String> fields, Atoms atoms, StateRoom room) {
    this.field = fields.applyAsInt(item.field());
    this.all = item.all();
    this.negated = item.negated();
    this.tests = item.tests();
    this.questions = new Question[tests.size()];
    int[] answered = new int[questions.length];
    int answers = 0;
    List<Question> others = new ArrayList<>();
    for (int i = 0; i < questions.length; i++) {
      questions[i] = Question.of(tests.get(i), field, fields, atoms, room);
      Optional<Witness> atom = questions[i].atom(field);
      if (atom.isPresent()) {
        answered[answers++] = atoms.number(atom.get());
      } else {
        others.add(questions[i]);
      }
    }
    this.witnesses = witnesses(field, all, questions);
    this.atoms = new AtomSet(Arrays.copyOf(answered, answers));
    this.open = others.toArray(Question[]::new);
    this.openHint = openHint(atoms);
  }

  private AtomSet openHint(Atoms numbers) {
    Set<Witness> union = new HashSet<>();
    for (Question question : open) {
      Set<Witness> set = question.witnesses(field);
      if (all || set.isEmpty()) {
        return new AtomSet(new int[0]);
      }
      union.addAll(set);
    }
    return numbers.set(union);
  }

  private static List<Set<Witness>> witnesses(int field, boolean all, Question[] questions) {
    List<Set<Witness>> each = new ArrayList<>();
    Set<Witness> any = new HashSet<>();
    for (Question question : questions) {
      Set<Witness> set = question.witnesses(field);
      if (!set.isEmpty()) {
        each.add(set);
        any.addAll(set);
      } else if (!all) {
        return List.of();
      }
    }
    return all ? List.copyOf(each) : List.of(Set.copyOf(any));
  }

  /// Sets of witnesses: of each, one is seen in every event for which the item holds, unless it is
  /// negated.
  List<Set<Witness>> witnesses() {
    return witnesses;
  }

  int field() {
    return field;
  }

  boolean isNegated() {
    return negated;
  }

  boolean holds(EventFrame frame) {
    return asked(frame) != negated;
  }

  private boolean asked(EventFrame frame) {
    if (!atoms.isEmpty()
        && (all ? frame.sawAll(field, atoms) : frame.sawAny(field, atoms)) != all) {
      return !all;
    }
    boolean possible = openHint.isEmpty() || frame.sawAny(field, openHint);
    if (open.length > 0 && possible) {
      FieldValues values = frame.values(field);
      for (Question question : open) {
        if (question.holds(values, frame) != all) {
          return !all;
        }
      }
    }
    return all;
  }

  /// The first value that passed a test; for a test of absence the value is empty.
  Optional<Hit> hit(EventFrame frame) {
    FieldValues values = frame.values(field);
    for (int i = 0; i < questions.length; i++) {
      if (negated) {
        String value = values.size() > 0 ? values.get(0).text() : "";
        return Optional.of(new Hit(value, "not " + tests.get(i).describe()));
      }
      if (questions[i].holds(values, frame)) {
        return Optional.of(new Hit(questions[i].witness(values), tests.get(i).describe()));
      }
    }
    return Optional.empty();
  }

  /// What one test asks of a field as a whole.
  sealed interface Question
      permits AnyValue, ExpressionQuestion, IsNull, IsThere, Same, MembersQuestion {
    boolean holds(FieldValues values, EventFrame frame);

    /// Of which one is seen whenever it holds; empty when it can hold with nothing seen.
    Set<Witness> witnesses(int field);

    /// The value that made it hold.
    default String witness(FieldValues values) {
      return values.size() > 0 ? values.get(0).text() : "";
    }

    /// What is seen exactly when it holds; empty when nothing is.
    default Optional<Witness> atom(int field) {
      return Optional.empty();
    }

    static Question of(
        ValueTest test, int field, ToIntFunction<String> fields, Atoms atoms, StateRoom room) {
      return switch (test) {
        case ValueTest.Null _ -> new IsNull();
        case ValueTest.Exists(boolean expected) -> new IsThere(expected);
        case ValueTest.SameAs(String other, ValueTest.Placement placement, boolean cased) ->
            new Same(fields.applyAsInt(other), placement, cased);
        case ValueTest.Members members -> new MembersQuestion(members, field, room);
        case ValueTest.Regex regex ->
            new ExpressionQuestion(regex, Expression.of(regex, room), field, atoms);
        case ValueTest.Text _,
            ValueTest.Numeric _,
            ValueTest.Bool _,
            ValueTest.Compare _,
            ValueTest.Calendar _,
            ValueTest.Network _ ->
            new AnyValue(ValueMatcher.of(test), field, atoms);
      };
    }
  }

  /// Whether any of the values passes a test.
  static final class AnyValue implements Question {
    /// Shorter texts occur nearly everywhere, in characters.
    private static final int MIN_TEXT = 2;

    private final ValueMatcher matcher;
    private final int field;

    /// Of each, one must have been seen before the test is worth making.
    private final AtomSet[] hints;

    AnyValue(ValueMatcher matcher, int field, Atoms atoms) {
      this.matcher = matcher;
      this.field = field;
      this.hints =
          atom(field).isPresent()
              ? new AtomSet[0]
              : hints().stream().map(atoms::set).toArray(AtomSet[]::new);
    }

    private List<Set<Witness>> hints() {
      if (matcher.placed().isPresent()) {
        return List.of(witnesses(field));
      }
      return matcher.mandatory().stream()
          .filter(set -> set.stream().allMatch(text -> text.length() >= MIN_TEXT))
          .map(set -> contained(field, set))
          .toList();
    }

    private static Set<Witness> contained(int field, List<String> texts) {
      return texts.stream()
          .map(text -> new Witness(field, Witness.Kind.CONTAINED, CaseFold.fold(text)))
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Witness> atom(int of) {
      return matcher
          .placed()
          .filter(_ -> matcher.isFolded())
          .map(placed -> placed.witness(of))
          .filter(Witness::isExact);
    }

    @Override
    public Set<Witness> witnesses(int of) {
      if (matcher.placed().isPresent()) {
        return Set.of(matcher.placed().get().witness(of));
      }
      return matcher.mandatory().isEmpty()
          ? Set.of(new Witness(of, Witness.Kind.PRESENT, ""))
          : contained(of, matcher.mandatory().getFirst());
    }

    @Override
    public boolean holds(FieldValues values, EventFrame frame) {
      for (AtomSet hint : hints) {
        if (!frame.sawAny(field, hint)) {
          return false;
        }
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
    public Set<Witness> witnesses(int field) {
      return Set.of();
    }

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
    public Set<Witness> witnesses(int field) {
      return expected ? Set.of(new Witness(field, Witness.Kind.PRESENT, "")) : Set.of();
    }

    @Override
    public boolean holds(FieldValues values, EventFrame frame) {
      return values.isPresent() == expected;
    }
  }

  record Same(int other, ValueTest.Placement placement, boolean cased) implements Question {
    @Override
    public Set<Witness> witnesses(int field) {
      return Set.of(new Witness(field, Witness.Kind.PRESENT, ""));
    }

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
