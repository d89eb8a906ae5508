package io.sextant.sigma;

import java.util.Arrays;
import java.util.Optional;

/// Looks for everything that rules ask of one field. Belongs to one frame.
final class FieldSearch {
  /// How often a filter is asked before it is judged, and how many events pass then without it.
  private static final int TRIAL = 256;

  private static final int UNFILTERED = 16 * TRIAL;

  private final LazyIndex shared;
  private final ExpressionSieve sieve;
  private final FieldShape shape = new FieldShape();
  private final ValueMemo memo = new ValueMemo();

  /// By report of the index, the pass in which its texts were reported.
  private int[] met = {};

  /// Known from the first search on.
  private Optional<FieldIndex> known = Optional.empty();

  private int pass;
  private int asked;
  private int passed;
  private int unfiltered;

  FieldSearch(LazyIndex shared, ExpressionSieve sieve) {
    this.shared = shared;
    this.sieve = sieve;
  }

  private FieldIndex index() {
    if (known.isEmpty()) {
      FieldIndex index = shared.get();
      met = new int[index.reports()];
      known = Optional.of(index);
    }
    return known.get();
  }

  /// What the values look like; known when an expression is possible.
  FieldShape shape() {
    return shape;
  }

  /// Whether something may be found that the filter knows of. A filter that lets most pass is not
  /// asked for a while.
  boolean mayFind(GramFilter filter, FieldValues values) {
    if (filter.isOpen()) {
      return true;
    }
    if (unfiltered > 0) {
      unfiltered--;
      return true;
    }
    boolean passes = filter.mayBeIn(values);
    passed += passes ? 1 : 0;
    if (++asked == TRIAL) {
      unfiltered = passed > TRIAL / 2 ? UNFILTERED : 0;
      asked = 0;
      passed = 0;
    }
    return passes;
  }

  /// Reports all that is seen in the values to the frame.
  void search(FieldValues values, EventFrame frame) {
    if (!values.isPresent()) {
      return;
    }
    FieldIndex index = index();
    nextPass();
    index.begin(values, frame);
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      if (!value.isNull()) {
        search(index, value, frame);
      }
    }
    frame.occurrences().settle();
    sieve.sift(values, shape, frame);
  }

  private void nextPass() {
    if (++pass == Integer.MAX_VALUE) {
      Arrays.fill(met, 0);
      pass = 1;
    }
  }

  private void search(FieldIndex index, FieldValue value, EventFrame frame) {
    if (!index.isCostly() || !memo.takes(value)) {
      index.search(value, met, pass, frame);
      return;
    }
    byte[] bytes = value.bytes();
    int hash = KeyHash.whole(bytes, value.from(), value.to());
    ValueMemo.Entry found = memo.find(bytes, value.from(), value.to(), hash);
    if (found != ValueMemo.Entry.NONE) {
      frame.see(found, value.base());
    } else if (memo.cameBefore(hash)) {
      memo.keep(recorded(index, value, hash, frame));
    } else {
      index.search(value, met, pass, frame);
    }
  }

  /// Searches a value as if it were the only one.
  private ValueMemo.Entry recorded(FieldIndex index, FieldValue value, int hash, EventFrame frame) {
    byte[] bytes = Arrays.copyOfRange(value.bytes(), value.from(), value.to());
    nextPass();
    int before = frame.occurrences().size();
    return frame.recorded(
        () -> index.search(value, met, pass, frame),
        (atoms, candidates) -> {
          int[] places = frame.occurrences().since(before, value.base());
          return new ValueMemo.Entry(bytes, hash, atoms, candidates, places);
        });
  }
}
