package io.sextant.inspect.known;

import java.util.Arrays;

/// The words of a text, as hashes that are the same however they are spaced, punctuated or
/// capitalised. In scripts without blanks each character is a word.
final class Words {
  private static final int SHINGLE = 3;

  private int[] hash = new int[64];
  private int[] start = new int[64];
  private int[] end = new int[64];
  private int size;

  Words(String text) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      int next = at + Character.charCount(point);
      if (!Character.isLetterOrDigit(point)) {
        at = next;
      } else if (isAlone(point)) {
        add(folded(17, point), at, next);
        at = next;
      } else {
        at = word(text, at);
      }
    }
  }

  private int word(String text, int from) {
    int value = 17;
    int at = from;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      boolean mark = Character.getType(point) == Character.NON_SPACING_MARK;
      if (isAlone(point) || !(mark || Character.isLetterOrDigit(point))) {
        break;
      }
      value = mark ? value : folded(value, point);
      at += Character.charCount(point);
    }
    add(value, from, at);
    return at;
  }

  private static int folded(int value, int point) {
    return value * 31 + Character.toLowerCase(point);
  }

  private static boolean isAlone(int point) {
    return Character.isIdeographic(point)
        || (point >= 0x3040 && point <= 0x30FF)
        || (point >= 0xE00 && point <= 0xE7F);
  }

  private void add(int value, int from, int to) {
    if (size == hash.length) {
      hash = Arrays.copyOf(hash, size * 2);
      start = Arrays.copyOf(start, size * 2);
      end = Arrays.copyOf(end, size * 2);
    }
    hash[size] = value;
    start[size] = from;
    end[size++] = to;
  }

  int size() {
    return size;
  }

  /// How many runs of three words there are.
  int shingles() {
    return Math.max(0, size - SHINGLE + 1);
  }

  /// The hash of the three words from `word` on.
  long shingle(int word) {
    long value = 1125899906842597L;
    for (int i = word; i < word + SHINGLE; i++) {
      value = (value ^ hash[i]) * 0x9E3779B97F4A7C15L;
      value ^= value >>> 29;
    }
    return value;
  }

  /// Where the run of three words from `word` on begins.
  int startOf(int word) {
    return start[word];
  }

  /// Where the run of three words from `word` on ends.
  int endOf(int word) {
    return end[Math.min(size, word + SHINGLE) - 1];
  }
}
