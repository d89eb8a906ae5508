package io.sextant.sigma;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the known word nearest to a misspelt one.
final class Suggestion {
  /// Edits up to which a word counts as a slip of the other.
  private static final int MAX_DISTANCE = 2;

  /// Longer words are not compared, in characters.
  private static final int MAX_LENGTH = 64;

  /// Of more words none is suggested.
  private static final int MAX_KNOWN = 1_000;

  /// Words that a message lists.
  private static final int MAX_LISTED = 20;

  private Suggestion() {}

  /// "Known are …", with the first of them when they are many.
  static String known(Collection<String> words) {
    String listed = words.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
    return "Known are " + listed + (words.size() > MAX_LISTED ? " and others." : ".");
  }

  static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH || known.size() > MAX_KNOWN) {
      return Optional.empty();
    }
    String best = "";
    int bestDistance = Math.min(MAX_DISTANCE, (word.length() + 1) / 3) + 1;
    for (String candidate : known) {
      boolean near = Math.abs(word.length() - candidate.length()) < bestDistance;
      int distance = near ? distance(word, candidate) : bestDistance;
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /// "Did you mean …?", or the given text when nothing is near.
  static String hint(String word, Collection<String> known, String otherwise) {
    return nearest(word, known).map(near -> "did you mean '" + near + "'?").orElse(otherwise);
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
