package io.sextant.sigma;

import java.util.Arrays;

/// Where texts were seen in one event, as chains from the last to the first. Reused from event to
/// event by one frame.
final class Occurrences {
  static final int NONE = -1;

  /// How many are kept; an event with more has a text repeated without sense.
  private static final int MAX_KEPT = 1 << 18;

  private final int[] last;
  private final int[] count;
  private int[] at = new int[256];
  private int[] before = new int[256];
  private int[] owner = new int[256];
  private int size;
  private boolean full;

  /// @param places how many different texts there are
  Occurrences(int places) {
    this.last = new int[places];
    this.count = new int[places];
    Arrays.fill(last, NONE);
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      last[owner[i]] = NONE;
      count[owner[i]] = 0;
    }
    size = 0;
    full = false;
  }

  void add(int place, int position) {
    if (size == MAX_KEPT) {
      full = true;
      return;
    }
    if (size == at.length) {
      at = Arrays.copyOf(at, size * 2);
      before = Arrays.copyOf(before, size * 2);
      owner = Arrays.copyOf(owner, size * 2);
    }
    at[size] = position;
    before[size] = last[place];
    owner[size] = place;
    last[place] = size++;
    count[place]++;
  }

  /// Whether there were more than could be kept.
  boolean isFull() {
    return full;
  }

  int count(int place) {
    return count[place];
  }

  /// The last link of a text's chain; [#NONE] when it was not seen.
  int last(int place) {
    return last[place];
  }

  /// The link before; [#NONE] at the end of the chain.
  int before(int link) {
    return before[link];
  }

  int at(int link) {
    return at[link];
  }
}
