package io.sextant.atlas.suggest;

import io.sextant.atlas.Technique;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds techniques that a text names outright, by id or by full name.
final class Mentions {
  private static final Pattern ID =
      Pattern.compile("\\bAML\\.(?:[A-Z0-9]{1,16}\\.)?T\\d{4}(?:\\.\\d{3})?\\b");

  /// A name of fewer words is everyday language.
  private static final int WORDS_OF_A_NAME = 2;

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  Mentions(List<Technique> techniques) {
    for (int i = 0; i < techniques.size(); i++) {
      Technique technique = techniques.get(i);
      ids.put(technique.id().value(), i);
      if (technique.fullName().split(" ").length >= WORDS_OF_A_NAME) {
        names.put(technique.fullName().toLowerCase(Locale.ROOT), i);
      }
    }
  }

  Set<Integer> byId(String text) {
    Set<Integer> found = new HashSet<>();
    Matcher matcher = ID.matcher(text);
    while (matcher.find()) {
      Integer place = ids.get(matcher.group());
      if (place != null) {
        found.add(place);
      }
    }
    return found;
  }

  Set<Integer> byName(String text) {
    String folded =
        text.substring(0, Math.min(text.length(), Terms.MAX_CHARS)).toLowerCase(Locale.ROOT);
    Set<Integer> found = new HashSet<>();
    names.forEach((name, place) -> {
      if (folded.contains(name)) {
        found.add(place);
      }
    });
    return found;
  }
}
