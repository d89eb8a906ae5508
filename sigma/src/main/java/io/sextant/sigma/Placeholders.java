package io.sextant.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values for the `%name%` of rules that use the modifier `expand`.
public record Placeholders(Map<String, List<String>> values) {
  /// None: every rule that needs one is refused.
  public static final Placeholders NONE = new Placeholders(Map.of());

  /// Texts that one pattern may expand to; a rule that reaches it is refused.
  static final int MAX_EXPANSIONS = 10_000;

  public Placeholders {
    Map<String, List<String>> copy = new HashMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    values = Map.copyOf(copy);
  }

  /// The first name in the text that has no values.
  Optional<String> missing(String text) {
    int from = 0;
    while (true) {
      int start = text.indexOf('%', from);
      int end = start < 0 ? -1 : text.indexOf('%', start + 1);
      if (end < 0) {
        return Optional.empty();
      }
      String name = text.substring(start + 1, end);
      if (isName(name)) {
        if (values.getOrDefault(name, List.of()).isEmpty()) {
          return Optional.of(name);
        }
        from = end + 1;
      } else {
        from = start + 1;
      }
    }
  }

  /// The text with every placeholder replaced by each of its values; none may be missing. Values
  /// are plain text: their wildcards are escaped.
  List<String> expand(String text) {
    int start = text.indexOf('%');
    while (start >= 0) {
      int end = text.indexOf('%', start + 1);
      if (end < 0) {
        return List.of(text);
      }
      String name = text.substring(start + 1, end);
      if (isName(name)) {
        return replaced(text.substring(0, start), name, text.substring(end + 1));
      }
      start = end;
    }
    return List.of(text);
  }

  private List<String> replaced(String before, String name, String after) {
    List<String> texts = new ArrayList<>();
    for (String tail : expand(after)) {
      for (String value : values.getOrDefault(name, List.of())) {
        if (texts.size() < MAX_EXPANSIONS) {
          texts.add(before + escaped(value) + tail);
        }
      }
    }
    return texts;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c -> c == '_' || c == '-' || c == '.' || Character.isLetterOrDigit(c));
  }
}
