package io.sextant.sigma;

import java.util.Set;

/// Whether any of the values has a match of an expression. Where its landmarks were seen tells
/// where a match can start; it is looked for there only, unless that were more work than going
/// through the whole.
final class ExpressionQuestion implements ItemMatcher.Question {
  /// What may be looked at from single places of a short value, in units.
  private static final int MIN_WORK = 64;

  /// How much of a value is looked at from single places, as a multiple of its length.
  private static final int MAX_WORK = 2;

  private final Expression expression;
  private final int field;
  private final Witness possible;
  private final AtomSet possibleAtom;
  private final Trail trail;

  ExpressionQuestion(ValueTest.Regex regex, Expression expression, int field, Atoms atoms) {
    String text = RegexChecker.prefix(regex.flags()) + regex.pattern();
    this.expression = expression;
    this.field = field;
    this.possible = new Witness(field, Witness.Kind.EXPRESSION, text);
    this.possibleAtom = new AtomSet(new int[] {atoms.number(possible)});
    this.trail = atoms.trail(possible, () -> new Trail(expression, field, atoms));
  }

  @Override
  public Set<Witness> witnesses(int of) {
    return Set.of(possible);
  }

  @Override
  public boolean holds(FieldValues values, EventFrame frame) {
    if (!frame.sawAny(field, possibleAtom)) {
      return false;
    }
    FieldShape shape = frame.shape(field);
    Occurrences seen = frame.occurrences();
    boolean hasPlaces = expression.hasAutomaton() && !seen.isFull();
    int mark = hasPlaces ? trail.bestMark(shape) : -1;
    if (mark < 0) {
      return holdsAnywhere(values);
    }
    int[] places = trail.places(mark, shape, seen, frame.placeRoom());
    return (long) trail.starts(mark, shape) * places.length >= shape.length()
        ? holdsAnywhere(values)
        : holdsNear(places, new Way(trail.nearest(mark), trail.farthest(mark, shape)), values);
  }

  private boolean holdsAnywhere(FieldValues values) {
    for (int i = 0; i < values.size(); i++) {
      if (expression.matches(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String witness(FieldValues values) {
    if (values.size() == 1) {
      return values.get(0).text();
    }
    for (int i = 0; i < values.size(); i++) {
      if (expression.matches(values.get(i))) {
        return values.get(i).text();
      }
    }
    return "";
  }

  /// How far it is from the start of a match to a place, at least and at most.
  private record Way(int min, int max) {}

  /// @param places in order, over all values
  private boolean holdsNear(int[] places, Way way, FieldValues values) {
    int from = 0;
    for (int i = 0; i < values.size() && from < places.length; i++) {
      FieldValue value = values.get(i);
      int to = from;
      while (to < places.length && places[to] < value.base() + value.length()) {
        to++;
      }
      if (expression.isPossible(value) && startsNear(value, places, from, to, way)) {
        return true;
      }
      from = to;
    }
    return false;
  }

  /// Whether a match starts before one of the places from an index to another.
  private boolean startsNear(FieldValue value, int[] places, int from, int to, Way way) {
    long left = (long) MAX_WORK * value.length() + MIN_WORK;
    int start = 0;
    for (int i = from; i < to; i++) {
      int place = places[i] - value.base();
      for (start = Math.max(start, place - way.max); start <= place - way.min; start++) {
        int looked = expression.runAt(value, start, (int) Math.min(left, Integer.MAX_VALUE));
        if (looked < 0) {
          return true;
        }
        left -= looked + 1;
        if (left <= 0) {
          return expression.matches(value);
        }
      }
    }
    return false;
  }
}
