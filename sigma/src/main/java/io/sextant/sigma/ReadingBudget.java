package io.sextant.sigma;

/// What the rules of one file may cost once they are compiled, so that a small file cannot fill the
/// memory: instructions of regular expressions, and characters of texts that modifiers make out of
/// its values. Used by one reader on one thread.
final class ReadingBudget {
  /// About 50 bytes each.
  private static final long MAX_INSTRUCTIONS = 1_000_000;

  private static final long MAX_CHARACTERS = 16 << 20;

  private long instructions = MAX_INSTRUCTIONS;
  private long characters = MAX_CHARACTERS;

  /// Whether the file may have a regular expression of this size.
  boolean takesExpression(long size) {
    instructions -= size;
    return instructions >= 0;
  }

  /// Whether the file may have a text of this length made for it.
  boolean takesText(long length) {
    characters -= length;
    return characters >= 0;
  }
}
