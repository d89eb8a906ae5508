package io.sextant.report;

import java.util.List;

/// A part of a report with a heading of its own.
///
/// @param key names the section in links: lower-case letters, digits and hyphens
public record Section(String key, String title, List<Block> blocks) {
  /// @throws IllegalArgumentException when the key or the title is not as said
  public Section {
    if (!isKey(key)) {
      throw new IllegalArgumentException(
          "the key of a section has 1 to 80 lower-case letters, digits and hyphens: " + key);
    }
    title = Clean.line(title);
    if (title.isBlank()) {
      throw new IllegalArgumentException("section " + key + " needs a title");
    }
    blocks = List.copyOf(blocks);
  }

  static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= 80
        && key.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }
}
