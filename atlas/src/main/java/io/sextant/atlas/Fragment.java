package io.sextant.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The piece of a text around the first matched word, on one line, with the matched words marked.
record Fragment(String text, List<SearchHit.Mark> marks) {
  /// Longest fragment, in characters.
  static final int LENGTH = 160;

  /// Characters shown before the first match.
  private static final int LEAD = 40;

  static Fragment of(String whole, Set<String> indexed) {
    List<Words.Word> matched =
        Words.of(whole).stream()
            .filter(word ->
                indexed.contains(word.folded()) || indexed.contains(Words.stem(word.folded())))
            .toList();
    int first = matched.isEmpty() ? 0 : matched.getFirst().start();
    int start = whole.length() <= LENGTH ? 0 : wordStart(whole, Math.max(0, first - LEAD));
    int end = wordEnd(whole, Math.min(whole.length(), start + LENGTH));
    String before = start > 0 ? "…" : "";
    List<SearchHit.Mark> marks = new ArrayList<>();
    for (Words.Word word : matched) {
      if (word.start() >= start && word.end() <= end) {
        int shift = before.length() - start;
        marks.add(new SearchHit.Mark(word.start() + shift, word.end() + shift));
      }
    }
    String piece = whole.substring(start, end).replaceAll("\\s", " ");
    return new Fragment(before + piece + (end < whole.length() ? "…" : ""), marks);
  }

  private static int wordStart(String text, int at) {
    int start = at;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int wordEnd(String text, int at) {
    int end = at;
    while (end < text.length() && end > 0 && !Character.isWhitespace(text.charAt(end))) {
      end--;
    }
    return end == 0 ? at : end;
  }
}
