package io.sextant.atlas.compare;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Says how far two wordings differ.
final class Wording {
  private static final Pattern CITATION = Pattern.compile("\\[\\[[^\\]]*\\]\\]");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern TAG = Pattern.compile("<[^>]{0,500}>");
  private static final Pattern REST = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Wording() {}

  /// A difference between texts.
  record TextChange(Change.Kind kind, String detail) {}

  static Optional<Change.Kind> name(String before, String after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    String was = fold(before);
    String is = fold(after);
    if (was.equals(is)) {
      return Optional.of(Change.Kind.RESPELLED_NAME);
    }
    return Optional.of(
        terms(was).equals(terms(is)) ? Change.Kind.REWORDED_NAME : Change.Kind.RENAMED);
  }

  static Optional<TextChange> text(String before, String after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    String was = fold(before);
    String is = fold(after);
    if (was.equals(is)) {
      return Optional.of(new TextChange(Change.Kind.TEXT_FORM, "mark-up or punctuation"));
    }
    Set<String> shared = new HashSet<>(Arrays.asList(was.split(" ")));
    Set<String> all = new HashSet<>(shared);
    Set<String> now = new HashSet<>(Arrays.asList(is.split(" ")));
    shared.retainAll(now);
    all.addAll(now);
    long percent = Math.round(100.0 * shared.size() / all.size());
    return Optional.of(new TextChange(Change.Kind.TEXT, percent + " % of the words stayed"));
  }

  private static String terms(String folded) {
    return (" " + folded + " ")
        .replace(" machine learning ", " ai ")
        .replace(" ml ", " ai ")
        .strip();
  }

  private static String fold(String text) {
    String plain = CITATION.matcher(text).replaceAll(" ");
    plain = LINK.matcher(plain).replaceAll("$1");
    plain = TAG.matcher(plain).replaceAll(" ");
    return REST.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
