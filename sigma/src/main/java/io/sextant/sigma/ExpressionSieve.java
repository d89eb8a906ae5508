package io.sextant.sigma;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/// Tells which of all expressions asked of one field are possible in an event. Each has a number
/// among the candidates, as rules have. Immutable.
final class ExpressionSieve {
  private final int first;
  private final Trail[] trails;

  /// By expression, the atom seen when it is possible.
  private final int[] atoms;

  /// The trails in numbers, one after the other, as they are gone through in this order for each
  /// event: see [Trail#writeTo].
  private final int[] plan;

  /// By expression, where its numbers begin.
  private final int[] offsets;

  /// @param first the number of the first expression
  /// @param expressions all that are asked of the field
  ExpressionSieve(int first, Map<Witness, Trail> expressions, Atoms all) {
    this.first = first;
    this.trails = expressions.values().toArray(Trail[]::new);
    this.atoms = expressions.keySet().stream().mapToInt(all::number).toArray();
    this.offsets = new int[trails.length + 1];
    IntStream.Builder numbers = IntStream.builder();
    for (int i = 0; i < trails.length; i++) {
      offsets[i + 1] = offsets[i] + trails[i].writeTo(numbers);
    }
    this.plan = numbers.build().toArray();
  }

  int size() {
    return trails.length;
  }

  /// Goes through what makes expressions candidates.
  void triggers(BiConsumer<Witness, Integer> to) {
    for (int i = 0; i < trails.length; i++) {
      for (Witness trigger : trails[i].triggers()) {
        to.accept(trigger, first + i);
      }
    }
  }

  /// Sees the atoms of those candidates that are possible.
  void sift(FieldValues values, FieldShape shape, EventFrame frame) {
    SparseBits candidates = frame.candidates();
    int end = first + trails.length;
    int next = candidates.next(first);
    if (next >= end) {
      return;
    }
    shape.measure(values);
    Occurrences seen = frame.occurrences();
    for (; next < end; next = candidates.next(next + 1)) {
      int expression = next - first;
      if (isLikely(offsets[expression], offsets[expression + 1], shape, seen)
          && trails[expression].isPossible(shape, seen, frame.placeRoom())) {
        frame.see(atoms[expression]);
      }
    }
  }

  /// A quick look, by segments of the field rather than by places.
  private boolean isLikely(int from, int to, FieldShape shape, Occurrences seen) {
    if (shape.longest() < plan[from]) {
      return false;
    }
    int at = from + 2;
    for (int left = plan[from + 1]; left > 0; left--) {
      if (!shape.mayHave(plan[at], plan[at + 1], plan[at + 2], plan[at + 3])) {
        return false;
      }
      at += 4;
    }
    if (seen.isFull()) {
      return true;
    }
    long within = -1;
    boolean isFirst = true;
    while (at < to) {
      int next = at + Trail.MARK_NUMBERS + plan[at];
      long segments = 0;
      for (int i = at + Trail.MARK_NUMBERS; i < next; i++) {
        segments |= seen.segments(plan[i]);
      }
      if (!isFirst) {
        int reach = shape.reach(plan[at + 2], plan[at + 3], plan[at + 4]);
        within = seen.moved(within, plan[at + 1], reach);
      }
      within &= segments;
      if (within == 0) {
        return false;
      }
      isFirst = false;
      at = next;
    }
    return true;
  }
}
