package io.sextant.sigma;

import java.util.Arrays;

/// Remembers what was seen in some values of one field, as most fields have few different ones:
/// what started a process is the same a thousand times. A value is kept when it comes a second
/// time, so that those that come once take no room and push nothing out. Belongs to one frame.
final class ValueMemo {
  /// Longer values are not remembered: they are rarely the same, in bytes.
  private static final int MAX_LENGTH = 1_024;

  /// How many values are kept, and of how many that came once a hash is.
  private static final int KEPT = 256;

  /// What those kept may take together, in bytes; when it is used up, all are forgotten.
  private static final int MAX_SIZE = 1 << 16;

  /// A value is kept in one of so many places, so that a few frequent ones do not push out each
  /// other for ever.
  private static final int WAYS = 4;

  private static final int ONCE = 1_024;

  /// How many values are tried before their hits are judged. When fewer than this many hit, so many
  /// are let pass before the next trial.
  private static final int TRIAL = 512;

  private static final int LEAST_HITS = TRIAL / 4;
  private static final int PASSED = 8 * TRIAL;

  /// What was seen in one value.
  static final class Entry {
    /// Stands for none.
    static final Entry NONE =
        new Entry(new byte[0], 0, SparseBits.Part.EMPTY, SparseBits.Part.EMPTY, new int[0]);

    private final byte[] value;
    private final int hash;
    private final SparseBits.Part atoms;
    private final SparseBits.Part candidates;
    private final int[] places;

    /// @param places see [Occurrences#since]
    Entry(byte[] value, int hash, SparseBits.Part atoms, SparseBits.Part candidates, int[] places) {
      this.value = value;
      this.hash = hash;
      this.atoms = atoms;
      this.candidates = candidates;
      this.places = places;
    }

    /// About, in bytes.
    private int size() {
      return value.length + Integer.BYTES * places.length + atoms.size() + candidates.size();
    }

    SparseBits.Part atoms() {
      return atoms;
    }

    SparseBits.Part candidates() {
      return candidates;
    }

    int[] places() {
      return places;
    }
  }

  /// Made when they are first needed: most fields never are.
  private Entry[] entries = {};

  private int[] once = {};
  private int next;
  private int size;
  private int tried;
  private int hits;
  private int passing;

  /// Whether a value may be remembered.
  boolean takes(FieldValue value) {
    if (passing > 0) {
      passing--;
      return false;
    }
    return value.kind() == FieldValue.Kind.TEXT && value.length() <= MAX_LENGTH;
  }

  /// What was seen in a value; [Entry#NONE] when that is not known.
  Entry find(byte[] bytes, int from, int to, int hash) {
    if (entries.length == 0) {
      entries = new Entry[KEPT];
      once = new int[ONCE];
      Arrays.fill(entries, Entry.NONE);
    }
    if (++tried == TRIAL) {
      passing = hits < LEAST_HITS ? PASSED : 0;
      tried = 0;
      hits = 0;
    }
    int first = hash & (KEPT - WAYS);
    for (int i = first; i < first + WAYS; i++) {
      Entry entry = entries[i];
      if (entry.hash == hash && isOf(entry, bytes, from, to)) {
        hits++;
        return entry;
      }
    }
    return Entry.NONE;
  }

  private static boolean isOf(Entry entry, byte[] bytes, int from, int to) {
    return entry != Entry.NONE
        && Arrays.equals(entry.value, 0, entry.value.length, bytes, from, to);
  }

  /// Whether a value that is not known came before, probably; notes that it came.
  boolean cameBefore(int hash) {
    int slot = (hash >>> Byte.SIZE) & (ONCE - 1);
    boolean before = once[slot] == hash;
    once[slot] = hash;
    return before;
  }

  void keep(Entry entry) {
    if (entry.size() > MAX_SIZE / WAYS) {
      return;
    }
    if (size + entry.size() > MAX_SIZE) {
      Arrays.fill(entries, Entry.NONE);
      size = 0;
    }
    int slot = (entry.hash & (KEPT - WAYS)) + (next++ & (WAYS - 1));
    size += entry.size() - entries[slot].size();
    entries[slot] = entry;
  }
}
