package io.sextant.atlas.awareness;

import java.util.List;

/// Markdown being written. Text given means only itself: nothing in it becomes markup.
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown heading(int level, String title) {
    gap();
    text.append("#".repeat(level)).append(' ').append(line(title)).append('\n');
    return this;
  }

  /// A paragraph; nothing when it is blank.
  Markdown paragraph(String paragraph) {
    if (!paragraph.isBlank()) {
      gap();
      text.append(safe(paragraph.strip())).append('\n');
    }
    return this;
  }

  /// A label in bold and what belongs to it; nothing when that is blank.
  Markdown labelled(String label, String value) {
    if (!value.isBlank()) {
      gap();
      text.append("**").append(line(label)).append("** ").append(safe(value.strip())).append('\n');
    }
    return this;
  }

  Markdown items(List<String> items) {
    return items("- ", items);
  }

  /// Items with a box to tick.
  Markdown boxes(List<String> items) {
    return items("- [ ] ", items);
  }

  String finish() {
    return text.toString();
  }

  private Markdown items(String mark, List<String> items) {
    if (!items.isEmpty()) {
      gap();
      items.forEach(item -> text.append(mark).append(line(item)).append('\n'));
    }
    return this;
  }

  private void gap() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  private static String line(String text) {
    return safe(text).replace('\n', ' ');
  }

  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '[', ']', '*', '_', '`', '!', '#', '|', '\\', '~' ->
                safe.append('\\').appendCodePoint(c);
            case '\n' -> safe.append('\n');
            default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
          }
        });
    return safe.toString();
  }
}
