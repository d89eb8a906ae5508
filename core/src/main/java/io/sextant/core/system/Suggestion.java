package io.sextant.core.system;

import java.util.Collection;

/// Finds the known word nearest to a misspelt one.
public final class Suggestion {
  private static final int MOST_KNOWN = 5_000;
  private static final int LONGEST = 64;

  private Suggestion() {}

  /// "Did you mean …?", or the given text when nothing is near.
  public static String hint(String word, Collection<String> known, String otherwise) {
    if (word.length() > LONGEST || known.size() > MOST_KNOWN) {
      return otherwise;
    }
    String best = "";
    int bestDistance = Math.min(2, (word.length() + 1) / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate, bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? otherwise : "Did you mean '" + best + "'?";
  }

  /// Edits from one word to the other (Levenshtein); `limit` when there are as many or more.
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
