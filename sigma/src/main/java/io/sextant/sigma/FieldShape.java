package io.sextant.sigma;

import io.sextant.sigma.regex.Span;
import java.util.Arrays;

/// What the values of one field look like as a whole, as far as expressions ask. Reused from event
/// to event.
final class FieldShape {
  private static final int ASCII = 128;
  private static final byte WORD = 0;
  private static final byte SPACE = 1;
  private static final byte OTHER = 2;

  /// By character of ASCII, and one for all others.
  private static final byte[] KINDS = new byte[ASCII + 1];

  static {
    for (int c = 0; c < KINDS.length; c++) {
      boolean word =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      boolean space = c == ' ' || (c >= '\t' && c <= '\r');
      KINDS[c] = word ? WORD : space ? SPACE : OTHER;
    }
  }

  private final boolean[] present = new boolean[ASCII + 1];

  /// Characters of ASCII that are there, as bits.
  private final int[] met = new int[ASCII / Integer.SIZE];

  private boolean wide;
  private int longest;
  private int length;
  private int longestSpace;
  private int longestGap;

  /// Looks at values.
  void measure(FieldValues values) {
    length = 0;
    Arrays.fill(met, 0);
    wide = false;
    longest = 0;
    longestSpace = 0;
    longestGap = 0;
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      if (!value.isNull()) {
        measure(value);
      }
    }
    for (int c = 0; c < ASCII; c++) {
      met[c / Integer.SIZE] |= present[c] ? 1 << c : 0;
      present[c] = false;
    }
  }

  private void measure(FieldValue value) {
    byte[] bytes = value.bytes();
    int from = value.from();
    int to = value.to();
    boolean plain = value.isAscii();
    wide |= !plain;
    longest = Math.max(longest, to - from);
    length += to - from;
    int endOfWord = from;
    int endOfText = from;
    for (int i = from; i < to; i++) {
      // A letter outside ASCII that folds to one in it is no word character.
      int c = plain ? bytes[i] : Math.min(value.text().charAt(i - from), ASCII);
      present[c] = true;
      int kind = KINDS[c];
      if (kind == WORD) {
        endOfWord = i + 1;
        endOfText = i + 1;
      } else {
        longestGap = Math.max(longestGap, i + 1 - endOfWord);
        if (kind == SPACE) {
          longestSpace = Math.max(longestSpace, i + 1 - endOfText);
        } else {
          endOfText = i + 1;
        }
      }
    }
  }

  /// How many units the longest value has.
  int longest() {
    return longest;
  }

  /// How many units the values have together.
  int length() {
    return length;
  }

  /// Whether there is one of some characters of ASCII, as bits in four parts, or something outside
  /// ASCII.
  boolean mayHave(int first, int second, int third, int fourth) {
    return wide
        || ((met[0] & first) | (met[1] & second) | (met[2] & third) | (met[3] & fourth)) != 0;
  }

  /// How long a part of an expression can be in one of the values, in units.
  int reach(Span span) {
    return reach(span.max(), span.spaces(), span.gaps());
  }

  /// The same of the numbers of a [Span].
  int reach(int max, int spaces, int gaps) {
    long reach = max + (long) spaces * longestSpace + (long) gaps * longestGap;
    return (int) Math.min(Span.UNBOUNDED, reach);
  }
}
