package io.sextant.sigma;

import io.sextant.sigma.regex.Landmark;
import io.sextant.sigma.regex.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether any of the values has a match of an expression. Where its landmarks were seen tells
/// where a match can start; it is looked for there only, unless that were more work than going
/// through the whole.
final class ExpressionQuestion implements ItemMatcher.Question {
  /// Shorter texts occur nearly everywhere, in characters.
  private static final int MIN_TEXT = 2;

  /// Pairs of places compared at most, and starts tried at most for one place.
  private static final int MAX_PAIRS = 4_096;

  private static final int MAX_STARTS = 64;

  /// How much of a value is looked at from single places, as a multiple of its length.
  private static final int MAX_WORK = 2;

  /// A landmark whose places are kept.
  private static final class Mark {
    private final int[] places;
    private final Span before;

    /// From the one before it, when there is one.
    private final Span gap;

    Mark(int[] places, Span before, Span gap) {
      this.places = places;
      this.before = before;
      this.gap = gap;
    }
  }

  private final Expression expression;
  private final int field;

  /// Of each, one must have been seen before the test is worth making.
  private final AtomSet[] hints;

  private final Mark[] marks;

  ExpressionQuestion(Expression expression, int field, Atoms atoms) {
    this.expression = expression;
    this.field = field;
    List<AtomSet> sets = new ArrayList<>();
    List<Mark> placed = new ArrayList<>();
    Span skipped = Span.ZERO;
    for (Landmark landmark : expression.landmarks()) {
      Span gap = landmark.gap().plus(skipped);
      boolean tells = landmark.texts().stream().allMatch(text -> text.length() >= MIN_TEXT);
      if (tells) {
        List<Witness> witnesses = contained(field, landmark.texts()).stream().toList();
        int[] places = witnesses.stream().mapToInt(atoms::place).toArray();
        sets.add(new AtomSet(witnesses.stream().mapToInt(atoms::number).toArray()));
        placed.add(new Mark(places, landmark.before(), gap));
      }
      skipped = tells ? Span.ZERO : gap;
    }
    this.hints = sets.toArray(AtomSet[]::new);
    this.marks = placed.toArray(Mark[]::new);
  }

  private static Set<Witness> contained(int field, List<String> texts) {
    return texts.stream()
        .map(text -> new Witness(field, Witness.Kind.CONTAINED, CaseFold.fold(text)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<Witness> witnesses(int of) {
    List<List<String>> mandatory = expression.mandatory();
    return mandatory.isEmpty()
        ? Set.of(new Witness(of, Witness.Kind.PRESENT, ""))
        : contained(of, mandatory.getFirst());
  }

  @Override
  public boolean holds(FieldValues values, EventFrame frame) {
    for (AtomSet hint : hints) {
      if (!frame.sawAny(field, hint)) {
        return false;
      }
    }
    for (int i = 0; i < values.size(); i++) {
      if (holds(values.get(i), frame.occurrences())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String witness(FieldValues values) {
    for (int i = 0; i < values.size(); i++) {
      if (expression.matches(values.get(i))) {
        return values.get(i).text();
      }
    }
    return "";
  }

  private boolean holds(FieldValue value, Occurrences seen) {
    if (!expression.isPossible(value)) {
      return false;
    }
    if (!expression.hasAutomaton() || seen.isFull()) {
      return expression.matches(value);
    }
    int start = start(value, seen);
    return start < 0 ? expression.matches(value) : startsAt(start, value, seen);
  }

  /// The landmark with the fewest places at which to try; negative when there is none with a
  /// bounded way from the start of a match.
  private int start(FieldValue value, Occurrences seen) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < marks.length; i++) {
      Span before = marks[i].before;
      int reach = reach(before, value) - before.min();
      long starts = (long) count(marks[i], seen) * (reach + 1);
      if (reach < MAX_STARTS && starts < least) {
        best = i;
        least = starts;
      }
    }
    return best;
  }

  private static int count(Mark mark, Occurrences seen) {
    int count = 0;
    for (int place : mark.places) {
      count += seen.count(place);
    }
    return count;
  }

  private boolean startsAt(int index, FieldValue value, Occurrences seen) {
    Span before = marks[index].before;
    int most = reach(before, value);
    boolean compares = isWorthComparing(index, seen);
    long left = (long) MAX_WORK * value.length() + MAX_STARTS;
    for (int place : marks[index].places) {
      for (int link = seen.last(place); link != Occurrences.NONE; link = seen.before(link)) {
        int at = seen.at(link) - value.base();
        if (at < 0
            || at >= value.length()
            || (compares && !hasNeighbours(index, seen.at(link), value, seen))) {
          continue;
        }
        for (int from = Math.max(0, at - most); from <= at - before.min(); from++) {
          int looked = expression.runAt(value, from, (int) Math.min(left, Integer.MAX_VALUE));
          if (looked < 0) {
            return true;
          }
          left -= looked + 1;
          if (left <= 0) {
            return expression.matches(value);
          }
        }
      }
    }
    return false;
  }

  private boolean isWorthComparing(int index, Occurrences seen) {
    long all = 0;
    for (Mark mark : marks) {
      all += count(mark, seen);
    }
    return marks.length > 1 && all * count(marks[index], seen) <= MAX_PAIRS;
  }

  private static int reach(Span span, FieldValue value) {
    return span.reach(value.longestSpace(), value.longestGap());
  }

  /// Whether the landmarks before and after it may stand near enough to a place, and those before
  /// and after these.
  private boolean hasNeighbours(int index, int at, FieldValue value, Occurrences seen) {
    long first = at;
    long last = at;
    for (int i = index + 1; i < marks.length; i++) {
      Span gap = marks[i].gap;
      long range = range(marks[i], first + gap.min(), last + reach(gap, value), seen);
      if (range < 0) {
        return false;
      }
      first = range >>> Integer.SIZE;
      last = (int) range;
    }
    first = at;
    last = at;
    for (int i = index - 1; i >= 0; i--) {
      Span gap = marks[i + 1].gap;
      long range = range(marks[i], first - reach(gap, value), last - gap.min(), seen);
      if (range < 0) {
        return false;
      }
      first = range >>> Integer.SIZE;
      last = (int) range;
    }
    return true;
  }

  /// The first and the last place of a landmark between two places, in the two halves of a number;
  /// negative when there is none.
  private static long range(Mark mark, long from, long to, Occurrences seen) {
    int first = Integer.MAX_VALUE;
    int last = -1;
    for (int place : mark.places) {
      for (int link = seen.last(place); link != Occurrences.NONE; link = seen.before(link)) {
        int at = seen.at(link);
        if (at >= from && at <= to) {
          first = Math.min(first, at);
          last = Math.max(last, at);
        }
      }
    }
    return last < 0 ? -1 : (long) first << Integer.SIZE | last;
  }
}
