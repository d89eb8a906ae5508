package io.sextant.sigma;

import java.util.Arrays;

/// Looks for everything that rules ask of one field. Belongs to one frame.
final class FieldSearch {
  private final FieldIndex index;
  private final ExpressionSieve sieve;
  private final FieldShape shape = new FieldShape();
  private final ValueMemo memo = new ValueMemo();

  /// By state of the index, the pass in which its texts were reported.
  private final int[] met;

  private int pass;

  FieldSearch(FieldIndex index, ExpressionSieve sieve) {
    this.index = index;
    this.sieve = sieve;
    this.met = new int[index.states()];
  }

  /// What the values look like; known when an expression is possible.
  FieldShape shape() {
    return shape;
  }

  /// Reports all that is seen in the values to the frame.
  void search(FieldValues values, EventFrame frame) {
    if (!values.isPresent()) {
      return;
    }
    nextPass();
    index.begin(values, frame);
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      if (!value.isNull()) {
        search(value, frame);
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

  private void search(FieldValue value, EventFrame frame) {
    if (!index.isCostly() || !memo.takes(value)) {
      index.search(value, met, pass, frame);
      return;
    }
    byte[] bytes = value.bytes();
    int hash = KeyHash.whole(bytes, value.from(), value.to());
    ValueMemo.Entry known = memo.find(bytes, value.from(), value.to(), hash);
    if (known != ValueMemo.Entry.NONE) {
      frame.see(known, value.base());
    } else if (memo.cameBefore(hash)) {
      memo.keep(recorded(value, hash, frame));
    } else {
      index.search(value, met, pass, frame);
    }
  }

  /// Searches a value as if it were the only one.
  private ValueMemo.Entry recorded(FieldValue value, int hash, EventFrame frame) {
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
