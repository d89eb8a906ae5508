package io.sextant.sigma.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of characters (code points), or one of which it is not known what is in it. Immutable.
public final class CharSet {
  static final int MAX = Character.MAX_CODE_POINT;

  static final CharSet ALL = new Builder().add(0, MAX).build();
  static final CharSet NEWLINE = new Builder().add('\n', '\n').build();
  static final CharSet DIGITS = new Builder().add('0', '9').build();
  static final CharSet SPACES = new Builder().add('\t', '\n').add('\f', '\r').add(' ', ' ').build();
  static final CharSet WORD =
      new Builder().add('0', '9').add('A', 'Z').add('_', '_').add('a', 'z').build();
  static final CharSet NO_WORD = WORD.negated();
  static final CharSet UNKNOWN = new CharSet(new int[0], false);

  /// Pairs of first and last, in order, apart from each other.
  private final int[] ranges;

  private final boolean known;

  private CharSet(int[] ranges, boolean known) {
    this.ranges = ranges;
    this.known = known;
  }

  static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  static CharSet of(int character) {
    return new Builder().add(character, character).build();
  }

  boolean isKnown() {
    return known;
  }

  boolean isEmpty() {
    return ranges.length == 0;
  }

  int[] ranges() {
    return ranges.clone();
  }

  CharSet negated() {
    if (!known) {
      return this;
    }
    Builder builder = new Builder();
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      builder.add(next, ranges[i] - 1);
      next = ranges[i + 1] + 1;
    }
    return builder.add(next, MAX).build();
  }

  boolean contains(int character) {
    int at = Arrays.binarySearch(ranges, character);
    return at >= 0 || (~at & 1) != 0;
  }

  /// Whether everything in it is also in the other.
  boolean isWithin(CharSet other) {
    if (!known) {
      return false;
    }
    Builder both = new Builder().add(other);
    return both.add(this).build().equals(other);
  }

  /// How many UTF-16 units one of its characters takes at most.
  int longest() {
    boolean basic = known && (isEmpty() || ranges[ranges.length - 1] < 0x10000);
    return basic ? 1 : 2;
  }

  /// Its characters without regard to case, when there are some and not more than so many; else
  /// nothing.
  List<String> few(int most) {
    List<String> few = new ArrayList<>();
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i + 1] - ranges[i] > 2 * most || ranges[i + 1] >= Character.MIN_SURROGATE) {
        return List.of();
      }
      for (int c = ranges[i]; c <= ranges[i + 1]; c++) {
        String folded = String.valueOf(Character.toLowerCase(Character.toUpperCase((char) c)));
        if (!few.contains(folded)) {
          few.add(folded);
        }
      }
    }
    return few.size() > most ? List.of() : few;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CharSet set && known == set.known && Arrays.equals(ranges, set.ranges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranges);
  }

  /// Collects what is in a set.
  static final class Builder {
    private final List<int[]> parts = new ArrayList<>();
    private boolean known = true;

    Builder add(int from, int to) {
      if (from <= to) {
        parts.add(new int[] {from, to});
      }
      return this;
    }

    Builder add(CharSet set) {
      known &= set.known;
      for (int i = 0; i < set.ranges.length; i += 2) {
        add(set.ranges[i], set.ranges[i + 1]);
      }
      return this;
    }

    /// Makes it unknown what is in the set.
    Builder addUnknown() {
      known = false;
      return this;
    }

    /// Adds characters and all that differ from them in case alone.
    Builder addAnyCase(int from, int to) {
      add(from, to);
      if (to - from > CaseOrbits.MAX_RANGE) {
        return addUnknown();
      }
      for (int c = from; c <= to; c++) {
        for (int other : CaseOrbits.of(c)) {
          add(other, other);
        }
      }
      return this;
    }

    CharSet build() {
      if (!known) {
        return UNKNOWN;
      }
      parts.sort(Comparator.comparingInt(part -> part[0]));
      int[] merged = new int[parts.size() * 2];
      int size = 0;
      for (int[] part : parts) {
        if (size > 0 && part[0] <= merged[size - 1] + 1) {
          merged[size - 1] = Math.max(merged[size - 1], part[1]);
        } else {
          merged[size++] = part[0];
          merged[size++] = part[1];
        }
      }
      return new CharSet(Arrays.copyOf(merged, size), true);
    }
  }
}
