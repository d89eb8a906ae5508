package io.sextant.atlas.lint;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises a title that stands beside an id as its name: two to eight words, all but the small
/// ones with a capital, after a colon, dash, bar, comma or quote.
final class Titles {
  private static final Pattern TITLE =
      Pattern.compile(
          "[\"'`\\])*]{0,3}[ \\t]?[:|,\\t\\u2013\\u2014-][ \\t]?[\"'`(*]{0,3}"
              + "((?:[A-Z][A-Za-z/-]{0,24}|of|via|and|to|for|in|from|the|with)"
              + "(?: (?:[A-Z][A-Za-z/-]{0,24}|of|via|and|to|for|in|from|the|with)){1,7})"
              + "[ \\t]*(?:[\"'`)*|,;.\\t\\r\\n]|$)");
  private static final int REACH = 260;

  /// What else stands beside ids in tables.
  private static final Set<String> PLATFORMS =
      Set.of("Predictive AI", "Generative AI", "Agentic AI", "Technical - AI", "Technical - Cyber");

  private static final String JOINERS = "\"'`])*( \t:|,\u2013\u2014-";

  private Titles() {}

  static Optional<String> after(String text, int from) {
    int start = from;
    while (start < text.length() && JOINERS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    if (start == from || start == text.length() || !Character.isLetter(text.charAt(start))) {
      return Optional.empty();
    }
    String near = text.substring(from, Math.min(text.length(), from + REACH));
    Matcher matcher = TITLE.matcher(near);
    return matcher.lookingAt() && !PLATFORMS.contains(matcher.group(1))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }
}
