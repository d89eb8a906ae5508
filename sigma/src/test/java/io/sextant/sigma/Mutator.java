package io.sextant.sigma;

import java.util.List;
import java.util.Random;

/// Seeded changes of texts: characters, lines, pieces of other texts, and pieces that have a
/// meaning somewhere.
final class Mutator {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_CHANGES = 6;

  private static final List<String> PIECES =
      List.of(
          "|contains",
          "|all",
          "|re",
          "|i",
          "|base64offset",
          "|wide",
          "|utf16",
          "|windash",
          "|cidr",
          "|expand",
          "|fieldref",
          "|exists",
          "|neq",
          "|gte",
          "|hour",
          "|cased",
          "|startswith",
          "[any]",
          "[all]",
          "[0]",
          "[-1]",
          "[none]",
          "%x%",
          "\\%",
          "\\",
          "\\\\",
          "*",
          "?",
          "null",
          "~",
          "''",
          "\"\"",
          "true",
          "no",
          "0x1f",
          "1e999999999",
          "-0",
          "123456789012345678901234567890",
          ".5",
          "&a ",
          "*a",
          "<<: ",
          "- ",
          ": ",
          "? ",
          "---\n",
          "\n",
          "  ",
          "\t",
          "{",
          "}",
          "[",
          "]",
          "(",
          ")",
          " and ",
          " or ",
          " not ",
          "1 of ",
          "all of ",
          "them",
          "action: global\n",
          "action: repeat\n",
          "correlation:\n",
          "filter:\n",
          "timespan: 1m\n",
          "type: event_count\n",
          "condition: ",
          "(?i)",
          "(a+)+",
          "a{2,900}",
          "\\p{L}",
          "[^a-",
          "(?:",
          "::1/128",
          "10.0.0.0/8",
          "300.1.1.1",
          "\uFEFF",
          "\u0000",
          "\u2028",
          "\uD83D",
          "\uD83D\uDE00",
          "ß",
          "İ",
          "!!binary ",
          "!!int ",
          "%YAML 1.1\n",
          "#",
          "|-\n",
          ">\n",
          "🙂",
          "2026-02-30T25:61:61Z",
          "sigma-version: 3\n");

  private final Random random;
  private final List<String> corpus;

  Mutator(long seed, List<String> corpus) {
    this.random = new Random(seed);
    this.corpus = corpus;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /// The next text.
  String next() {
    StringBuilder text = new StringBuilder(one(corpus));
    for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
      change(text);
    }
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }

  private void change(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    switch (random.nextInt(9)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, one(PIECES));
      case 2 -> text.replace(at, end, one(PIECES));
      case 3 -> text.insert(at, (char) random.nextInt(random.nextInt(8) == 0 ? 0x10000 : 0x80));
      case 4 -> text.insert(at, text.substring(at, end));
      case 5 -> {
        String other = one(corpus);
        int from = random.nextInt(other.length() + 1);
        text.replace(at, text.length(), other.substring(from));
      }
      case 6 -> text.insert(at, one(PIECES).repeat(1 + random.nextInt(60)));
      case 7 -> line(text, at);
      default -> text.setLength(at);
    }
  }

  /// Drops, doubles or indents the line that begins before a place.
  private void line(StringBuilder text, int at) {
    int start = text.lastIndexOf("\n", at - 1) + 1;
    int end = text.indexOf("\n", start);
    int after = end < 0 ? text.length() : end + 1;
    switch (random.nextInt(3)) {
      case 0 -> text.delete(start, after);
      case 1 -> text.insert(start, text.substring(start, after));
      default -> text.insert(start, " ".repeat(1 + random.nextInt(4)));
    }
  }
}
