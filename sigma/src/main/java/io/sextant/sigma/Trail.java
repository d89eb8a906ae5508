package io.sextant.sigma;

import io.sextant.sigma.regex.Landmark;
import io.sextant.sigma.regex.RareCharacters;
import io.sextant.sigma.regex.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What must be in a field for an expression to match there: characters, and texts at certain
/// distances. Looked at without running the expression. Immutable.
final class Trail {
  /// How many numbers [#writeTo] writes of a landmark, besides its texts.
  static final int MARK_NUMBERS = 5;

  /// Shorter texts occur nearly everywhere, in characters.
  private static final int MIN_TEXT = 2;

  /// A landmark of which the places are kept.
  private static final class Mark {
    private final Set<Witness> witnesses;
    private final int[] texts;
    private final Landmark landmark;

    /// Since the one before.
    private final Span gap;

    Mark(Set<Witness> witnesses, Atoms atoms, Landmark landmark, Span gap) {
      this.witnesses = witnesses;
      this.texts = witnesses.stream().mapToInt(atoms::place).toArray();
      this.landmark = landmark;
      this.gap = gap;
    }
  }

  private final int shortest;
  private final List<RareCharacters> characters;
  private final Mark[] marks;
  private final Set<Witness> triggers;

  Trail(Expression expression, int field, Atoms atoms) {
    this.shortest = expression.shortest();
    this.characters = expression.rareCharacters();
    List<Mark> all = new ArrayList<>();
    Span skipped = Span.ZERO;
    for (Landmark landmark : expression.landmarks()) {
      Span gap = landmark.gap().plus(skipped);
      boolean tells = landmark.texts().stream().allMatch(text -> text.length() >= MIN_TEXT);
      if (tells) {
        all.add(new Mark(contained(field, landmark.texts()), atoms, landmark, gap));
      }
      skipped = tells ? Span.ZERO : gap;
    }
    this.marks = all.toArray(Mark[]::new);
    this.triggers =
        all.stream()
            .max(Comparator.comparingDouble(mark -> mark.landmark.worth()))
            .map(mark -> mark.witnesses)
            .orElse(Set.of(new Witness(field, Witness.Kind.PRESENT, "")));
    triggers.forEach(atoms::number);
  }

  private static Set<Witness> contained(int field, List<String> texts) {
    Set<Witness> contained = new LinkedHashSet<>();
    for (String text : texts) {
      contained.add(new Witness(field, Witness.Kind.CONTAINED, CaseFold.fold(text)));
    }
    return contained;
  }

  /// One of these is seen whenever the expression matches.
  Set<Witness> triggers() {
    return triggers;
  }

  /// Of each of these sets, one is seen whenever the expression matches.
  List<Set<Witness>> witnesses() {
    return Arrays.stream(marks).map(mark -> mark.witnesses).toList();
  }

  /// Writes all in numbers: the length of the shortest match; how many sets of characters there
  /// are, and each in four numbers, of 32 characters each; of each landmark how many texts it has,
  /// the four numbers of its gap, and its texts.
  ///
  /// @return how many numbers
  int writeTo(IntStream.Builder numbers) {
    numbers.add(shortest).add(characters.size());
    for (RareCharacters set : characters) {
      numbers.add((int) set.low()).add((int) (set.low() >>> Integer.SIZE));
      numbers.add((int) set.high()).add((int) (set.high() >>> Integer.SIZE));
    }
    int size = 2 + 4 * characters.size();
    for (Mark mark : marks) {
      Span gap = mark.gap;
      numbers.add(mark.texts.length).add(gap.min()).add(gap.max());
      numbers.add(gap.spaces()).add(gap.gaps());
      IntStream.of(mark.texts).forEach(numbers::add);
      size += MARK_NUMBERS + mark.texts.length;
    }
    return size;
  }

  /// Whether all landmarks are at the right distances.
  boolean isPossible(FieldShape shape, Occurrences seen, PlaceRoom room) {
    return marks.length < 2 || seen.isFull() || forth(marks.length - 1, shape, seen, room) > 0;
  }

  /// The landmark that tells best where a match starts; negative when there is none. Of all
  /// landmarks about as many places are left when those without the others near are left out.
  int bestMark(FieldShape shape) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int mark = 0; mark < marks.length; mark++) {
      int starts = starts(mark, shape);
      if (starts < least) {
        best = mark;
        least = starts;
      }
    }
    return best;
  }

  /// From how many places before a landmark a match may start.
  int starts(int mark, FieldShape shape) {
    return farthest(mark, shape) - nearest(mark) + 1;
  }

  /// How far before a landmark a match starts, at most.
  int farthest(int mark, FieldShape shape) {
    return shape.reach(marks[mark].landmark.before());
  }

  /// How far before a landmark a match starts, at least.
  int nearest(int mark) {
    return marks[mark].landmark.before().min();
  }

  /// Finds the places of a landmark that have the others at the right distances.
  ///
  /// @return in order
  int[] places(int mark, FieldShape shape, Occurrences seen, PlaceRoom room) {
    int[] behind = room.found(back(mark, shape, seen, room));
    if (mark == 0) {
      return behind;
    }
    int[] ahead = room.found(forth(mark, shape, seen, room));
    return room.found(keep(ahead, ahead.length, behind, behind.length, 0, 0, room.places()));
  }

  /// The places of a landmark that have those before it at the right distances; they are in the
  /// room.
  private int forth(int mark, FieldShape shape, Occurrences seen, PlaceRoom room) {
    room.ensure(seen.size());
    int kept = seen.copy(marks[0].texts, room.places());
    for (int i = 1; i <= mark && kept > 0; i++) {
      int[] here = room.others();
      int size = seen.copy(marks[i].texts, here);
      Span gap = marks[i].gap;
      kept = keep(here, size, room.places(), kept, gap.min(), shape.reach(gap), here);
      room.swap();
    }
    return kept;
  }

  /// The places of a landmark that have those behind it at the right distances; they are in the
  /// room.
  private int back(int mark, FieldShape shape, Occurrences seen, PlaceRoom room) {
    room.ensure(seen.size());
    int kept = seen.copy(marks[marks.length - 1].texts, room.places());
    for (int i = marks.length - 1; i > mark && kept > 0; i--) {
      int[] here = room.others();
      int size = seen.copy(marks[i - 1].texts, here);
      Span gap = marks[i].gap;
      kept = keep(here, size, room.places(), kept, -shape.reach(gap), -gap.min(), here);
      room.swap();
    }
    return kept;
  }

  /// Keeps the places that have one of others at the right distance before them.
  ///
  /// @param into may be the places themselves
  /// @return how many are kept
  private static int keep(
      int[] here, int size, int[] near, int count, int min, int max, int[] into) {
    int kept = 0;
    int other = 0;
    for (int i = 0; i < size; i++) {
      int place = here[i];
      while (other < count && near[other] < place - max) {
        other++;
      }
      if (other < count && near[other] <= place - min) {
        into[kept++] = place;
      }
    }
    return kept;
  }
}
