package io.sextant.atlas;

import java.util.Optional;
import java.util.regex.Pattern;

/// The tag of one published edition of ATLAS (`5.6.1`, `2026.05`).
///
/// The tag, never the `version` field inside the file, names a release: the files of tags 4.0.1,
/// 4.5.2 and 5.6.1 carry their predecessor's version. A tag becomes part of a file name, so it is
/// short and has no separators.
public record ReleaseId(String tag) {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,39}");

  public ReleaseId {
    if (!FORM.matcher(tag).matches() || tag.contains("..")) {
      throw new IllegalArgumentException("not a release tag: " + tag);
    }
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

  @Override
  public String toString() {
    return tag;
  }
}
