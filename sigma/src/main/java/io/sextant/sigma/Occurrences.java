package io.sextant.sigma;

import java.util.Arrays;

/// Where texts were seen in one event, of each text in order. Reused from event to event by one
/// frame.
final class Occurrences {
  /// How many are kept; an event with more has a text repeated without sense.
  private static final int MAX_KEPT = 1 << 18;

  private static final int FIRST_SIZE = 256;

  /// A field is divided into up to 64 segments of equal length.
  private static final int SEGMENT_BITS = 6;

  /// Fewer are sorted faster by putting each in its place.
  private static final int FEW = 24;

  /// By text, where its places begin among the settled ones, and how many there are.
  private final int[] first;

  private final int[] count;

  /// By text, the segments of its field with a place in them.
  private final long[] segments;

  /// How many bits the number of a place has more than that of its segment.
  private int shift;

  /// As they were seen.
  private int[] owners = new int[FIRST_SIZE];

  private int[] seen = new int[FIRST_SIZE];
  private int size;

  /// By text.
  private int[] places = new int[FIRST_SIZE];

  private int settled;
  private boolean full;

  /// @param texts how many different texts there are
  Occurrences(int texts) {
    this.first = new int[texts];
    this.count = new int[texts];
    this.segments = new long[texts];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      count[owners[i]] = 0;
      segments[owners[i]] = 0;
    }
    size = 0;
    settled = 0;
    full = false;
  }

  /// Prepares for places in a field.
  ///
  /// @param length how many units its values have together
  void begin(int length) {
    shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(length) - SEGMENT_BITS);
  }

  /// Of one text, places must be added in order.
  void add(int text, int place) {
    if (size == MAX_KEPT) {
      full = true;
      return;
    }
    segments[text] |= 1L << (place >>> shift);
    if (size == seen.length) {
      owners = Arrays.copyOf(owners, size * 2);
      seen = Arrays.copyOf(seen, size * 2);
      places = Arrays.copyOf(places, size * 2);
    }
    owners[size] = text;
    seen[size++] = place;
    count[text]++;
  }

  /// How many were added.
  int size() {
    return size;
  }

  /// What was added after so many: of each its text, and how far it is from the start of a value.
  int[] since(int before, int base) {
    int[] added = new int[2 * (size - before)];
    for (int i = before; i < size; i++) {
      added[2 * (i - before)] = owners[i];
      added[2 * (i - before) + 1] = seen[i] - base;
    }
    return added;
  }

  /// Adds the same again for another value.
  void add(int[] added, int base) {
    for (int i = 0; i < added.length; i += 2) {
      add(added[i], base + added[i + 1]);
    }
  }

  /// Makes what was added since the last time ready to be asked for. No text may be added to again
  /// after that.
  void settle() {
    int next = settled;
    for (int i = settled; i < size; i++) {
      int text = owners[i];
      if (count[text] > 0) {
        first[text] = next;
        next += count[text];
        count[text] = -count[text];
      }
    }
    for (int i = settled; i < size; i++) {
      int text = owners[i];
      places[first[text]++] = seen[i];
    }
    for (int i = settled; i < size; i++) {
      int text = owners[i];
      if (count[text] < 0) {
        count[text] = -count[text];
        first[text] -= count[text];
      }
    }
    settled = size;
  }

  /// Whether there were more than could be kept.
  boolean isFull() {
    return full;
  }

  /// The segments of its field that a text has places in, as bits.
  long segments(int text) {
    return segments[text];
  }

  /// The segments in which something may be that is at a distance behind those given.
  long moved(long from, int min, int max) {
    int least = min >>> shift;
    int more = (max >>> shift) + 1 - least;
    if (from == 0 || least >= Long.SIZE) {
      return 0;
    }
    long moved = from << least;
    if (more >= Long.SIZE) {
      return -(moved & -moved);
    }
    for (int done = 1; done <= more; done *= 2) {
      moved |= moved << Math.min(done, more + 1 - done);
    }
    return moved;
  }

  /// Writes the places of some texts in order to the start of an array that has room.
  ///
  /// @return how many there are
  int copy(int[] texts, int[] into) {
    int copied = 0;
    for (int text : texts) {
      System.arraycopy(places, first[text], into, copied, count[text]);
      copied += count[text];
    }
    if (texts.length > 1) {
      sort(into, copied);
    }
    return copied;
  }

  private static void sort(int[] numbers, int size) {
    if (size > FEW) {
      Arrays.sort(numbers, 0, size);
      return;
    }
    for (int i = 1; i < size; i++) {
      int number = numbers[i];
      int k = i - 1;
      while (k >= 0 && numbers[k] > number) {
        numbers[k + 1] = numbers[k];
        k--;
      }
      numbers[k + 1] = number;
    }
  }
}
