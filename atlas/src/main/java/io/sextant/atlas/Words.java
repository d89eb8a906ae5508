package io.sextant.atlas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Cuts text into the words that search compares: lower case, letters and digits only.
final class Words {
  /// Words that tell objects apart nowhere in ATLAS; ignored in a query of several words.
  private static final Set<String> COMMON =
      Set.of(
          "a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "via",
          "with");

  private static final int SHORTEST_STEM = 4;

  private Words() {}

  /// A word and where it stands in the text.
  record Word(String folded, int start, int end) {}

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        words.add(new Word(text.substring(start, i).toLowerCase(Locale.ROOT), start, i));
        start = -1;
      }
    }
    return words;
  }

  /// The distinct words of a query, without the common ones unless nothing else is left.
  static List<String> ofQuery(String query, int limit) {
    Set<String> all = new LinkedHashSet<>();
    of(query).forEach(word -> all.add(word.folded()));
    List<String> telling = all.stream().filter(word -> !COMMON.contains(word)).toList();
    return (telling.isEmpty() ? List.copyOf(all) : telling).stream().limit(limit).toList();
  }

  /// The text as its words, one blank apart.
  static String fold(String text) {
    return of(text).stream().map(Word::folded).collect(Collectors.joining(" "));
  }

  /// The word without a common English ending, so that `poisoned` finds `poisoning`.
  static String stem(String word) {
    for (String ending : List.of("ings", "ing", "ied", "ies", "ed", "es", "s")) {
      int length = word.length() - ending.length();
      if (length >= SHORTEST_STEM && word.endsWith(ending)) {
        return ending.startsWith("i") && !ending.startsWith("in")
            ? word.substring(0, length) + "y"
            : word.substring(0, length);
      }
    }
    return word;
  }
}
