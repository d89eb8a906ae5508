package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.OtherNames;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every name that the releases at hand give to objects, and what stands beside an id in a text.
/// Immutable after it is made.
final class Names {
  /// Words of the longest name.
  private static final int MOST_WORDS = 12;

  /// Characters between an id and its name.
  private static final int MOST_GAP = 6;

  private static final int LONGEST_ADDRESS = 120;

  private static final String JOINERS = " \t:-–—(\"'`|,;[]=>)*_";

  private final Map<String, Set<AtlasId>> byName = new HashMap<>();
  private final Set<String> firstWords = new HashSet<>();
  private final Set<String> lastWords = new HashSet<>();
  private final Map<AtlasId, Set<String>> byId = new HashMap<>();

  /// A name in a text.
  record Found(int start, int end, String folded, Set<AtlasId> bearers) {}

  static Names of(AtlasLibrary library, ReleaseIndex chosen) {
    Names names = new Names();
    names.add(chosen.release());
    names.add(chosen.official().release());
    OtherNames.load().forEach(other -> names.add(other.id(), other.name()));
    library.releases().stream()
        .map(library::release)
        .flatMap(Optional::stream)
        .map(ReleaseIndex::official)
        .forEach(index -> names.add(index.release()));
    return names;
  }

  private void add(Release release) {
    release.tactics().forEach(this::add);
    release.techniques().forEach(this::add);
    release.mitigations().forEach(this::add);
  }

  private void add(AtlasObject object) {
    add(object.id(), object.fullName());
    add(object.id(), object.name());
  }

  private void add(AtlasId id, String name) {
    String folded = fold(name);
    if (!folded.isEmpty()) {
      int blank = folded.indexOf(' ');
      firstWords.add(blank < 0 ? folded : folded.substring(0, blank));
      lastWords.add(folded.substring(folded.lastIndexOf(' ') + 1));
      byName.computeIfAbsent(folded, _ -> new HashSet<>()).add(id);
      byId.computeIfAbsent(id, _ -> new HashSet<>()).add(folded);
    }
  }

  /// Whether some release calls the object so.
  boolean bears(AtlasId id, String folded) {
    return byId.getOrDefault(id, Set.of()).contains(folded);
  }

  static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (inWord(c)) {
        folded.append(Character.toLowerCase(c));
      } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    return folded.toString().strip();
  }

  /// The name that stands beside an id: before it when brackets hold the id alone, else after it,
  /// else before it behind a dash or colon.
  Optional<Found> beside(String text, Mention mention) {
    int bracket = bracket(text, mention.start());
    if (bracket >= 0) {
      return before(text, bracket + 1);
    }
    Optional<Found> after = after(text, mention.end());
    if (after.isPresent()) {
      return after;
    }
    int place = mention.start() - 1;
    boolean joined =
        at(text, place, ":-–—") || (at(text, place, " ") && at(text, place - 1, ":-–—"));
    return joined ? before(text, mention.start()) : Optional.empty();
  }

  /// The bracket that holds the id alone or the address it stands in; -1 when there is none.
  private static int bracket(String text, int start) {
    int at = start - 1;
    while (at >= 0 && start - at < LONGEST_ADDRESS && isAddress(text.charAt(at))) {
      at--;
    }
    return at(text, at, "([") ? at : -1;
  }

  private static boolean isAddress(char c) {
    return Character.isLetterOrDigit(c) || "/:.-_#%".indexOf(c) >= 0;
  }

  private static boolean at(String text, int place, String anyOf) {
    return place >= 0 && place < text.length() && anyOf.indexOf(text.charAt(place)) >= 0;
  }

  /// The longest known name that begins right after a place.
  private Optional<Found> after(String text, int from) {
    int start = skip(text, from, 1);
    if (start == from
        || start >= text.length()
        || !firstWords.contains(fold(text.substring(start, wordEnd(text, start))))) {
      return Optional.empty();
    }
    Optional<Found> longest = Optional.empty();
    int end = start;
    for (int words = 0; words < MOST_WORDS && end < text.length(); words++) {
      end = wordEnd(text, end);
      Optional<Found> found = known(text, start, end);
      longest = found.isPresent() ? found : longest;
      int next = nextWord(text, end);
      if (next < 0) {
        break;
      }
      end = next;
    }
    return longest;
  }

  /// The longest known name that ends right before a place.
  private Optional<Found> before(String text, int to) {
    int end = skip(text, to - 1, -1) + 1;
    if (end == to || end <= 0) {
      return Optional.empty();
    }
    Optional<Found> longest = Optional.empty();
    int start = end;
    for (int words = 0; words < MOST_WORDS && start > 0; words++) {
      while (start > 0 && inWord(text.charAt(start - 1))) {
        start--;
      }
      if (words == 0 && !lastWords.contains(fold(text.substring(start, end)))) {
        break;
      }
      Optional<Found> found = known(text, start, end);
      longest = found.isPresent() ? found : longest;
      int gap = start;
      while (gap > 0 && " :/-".indexOf(text.charAt(gap - 1)) >= 0 && start - gap < 3) {
        gap--;
      }
      if (gap == start) {
        break;
      }
      start = gap;
    }
    return longest;
  }

  private Optional<Found> known(String text, int start, int end) {
    String folded = fold(text.substring(start, end));
    Set<AtlasId> bearers = byName.getOrDefault(folded, Set.of());
    return bearers.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(start, end, folded, bearers));
  }

  /// Passes the joiners between an id and a name; back at the start when they are none or too many.
  private static int skip(String text, int from, int direction) {
    int at = from;
    while (at >= 0
        && at < text.length()
        && Math.abs(at - from) <= MOST_GAP
        && JOINERS.indexOf(text.charAt(at)) >= 0) {
      at += direction;
    }
    return Math.abs(at - from) > MOST_GAP ? from : at;
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && inWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// The start of the next word of the same phrase; -1 when the phrase ends.
  private static int nextWord(String text, int end) {
    int at = end;
    while (at < text.length() && " :/-".indexOf(text.charAt(at)) >= 0 && at - end < 3) {
      at++;
    }
    return at > end && at < text.length() && inWord(text.charAt(at)) ? at : -1;
  }

  private static boolean inWord(char c) {
    return (c >= 'a' && c <= 'z') || Character.isLetterOrDigit(c);
  }
}
