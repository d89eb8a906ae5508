package io.sextant.core.system;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// What ids of a map look like.
public final class Ids {
  static final int LONGEST = 120;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");

  private Ids() {}

  /// Whether a text may be an id.
  public static boolean valid(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches();
  }

  static void check(String value) {
    if (!valid(value)) {
      throw new IllegalArgumentException("not an id: " + value);
    }
  }

  /// An id that reads like a text; the text itself when it may be one. `x` when nothing is left.
  public static String like(String text) {
    if (valid(text)) {
      return text;
    }
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String joined = EDGES.matcher(OTHER.matcher(plain).replaceAll("-")).replaceAll("");
    String lower = joined.toLowerCase(Locale.ROOT);
    String cut = lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
    return valid(cut) ? cut : "x";
  }
}
