package io.sextant.atlas;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// The tag of one published edition of ATLAS (`5.6.1`, `2026.05`).
///
/// The tag, never the `version` field inside the file, names a release: the files of tags 4.0.1,
/// 4.5.2 and 5.6.1 carry their predecessor's version. A tag becomes part of a file name, so it is
/// short and has no separators.
public record ReleaseId(String tag) {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,39}");

  /// Compares texts with numbers in them by their numbers: `5.10.0` follows `5.9.1`.
  static final Comparator<String> NATURAL = ReleaseId::natural;

  /// Oldest first, by date where the tag tells one, else by its numbers.
  public static final Comparator<ReleaseId> BY_AGE =
      Comparator.comparing((ReleaseId id) -> ReleaseDates.of(id).orElse(LocalDate.EPOCH))
          .thenComparing(ReleaseId::tag, NATURAL);

  public ReleaseId {
    if (!FORM.matcher(tag).matches() || tag.contains("..")) {
      throw new IllegalArgumentException("not a release tag: " + tag);
    }
  }

  // The two that a record has of itself are put together at run time, which costs every command
  // ten milliseconds; tags are compared in all of them.
  @Override
  public boolean equals(Object other) {
    return other instanceof ReleaseId(String otherTag) && tag.equals(otherTag);
  }

  @Override
  public int hashCode() {
    return tag.hashCode();
  }

  /// Reads a tag as people write it, with or without a leading `v`; empty when it is none.
  public static Optional<ReleaseId> parse(String text) {
    String tag = text.strip();
    if (tag.length() > 1 && (tag.charAt(0) == 'v' || tag.charAt(0) == 'V')) {
      tag = Character.isDigit(tag.charAt(1)) ? tag.substring(1) : tag;
    }
    return FORM.matcher(tag).matches() && !tag.contains("..")
        ? Optional.of(new ReleaseId(tag))
        : Optional.empty();
  }

  private static int natural(String first, String second) {
    String[] left = first.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
    String[] right = second.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = piece(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int piece(String left, String right) {
    boolean numbers = !left.isEmpty() && !right.isEmpty() && digit(left) && digit(right);
    if (!numbers) {
      return left.compareTo(right);
    }
    String shortLeft = left.replaceFirst("^0+(?=\\d)", "");
    String shortRight = right.replaceFirst("^0+(?=\\d)", "");
    int byLength = Integer.compare(shortLeft.length(), shortRight.length());
    return byLength != 0 ? byLength : shortLeft.compareTo(shortRight);
  }

  private static boolean digit(String text) {
    return text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  @Override
  public String toString() {
    return tag;
  }
}
