package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import java.util.List;

/// A page in Markdown.
final class MarkdownPage implements Page {
  private final StringBuilder page = new StringBuilder();

  @Override
  public void title(String text, String underline) {
    page.append("# ").append(plain(text)).append("\n");
    if (!underline.isEmpty()) {
      page.append("\n").append(plain(underline)).append("\n");
    }
  }

  @Override
  public void heading(String text) {
    page.append("\n## ").append(plain(text)).append("\n");
  }

  @Override
  public void text(String text) {
    if (!text.isBlank()) {
      page.append("\n").append(plain(text)).append("\n");
    }
  }

  @Override
  public void items(List<Item> items) {
    page.append("\n");
    items.forEach(item -> page.append("  ".repeat(item.depth())).append("- ").append(line(item)));
  }

  @Override
  public void numbered(List<Item> items) {
    page.append("\n");
    for (int i = 0; i < items.size(); i++) {
      page.append(i + 1).append(". ").append(line(items.get(i)));
    }
  }

  @Override
  public String finish() {
    return page + "\n[All](index.md)\n";
  }

  private static String line(Item item) {
    String link = item.link().map(MarkdownPage::link).orElse("");
    return plain(item.before()).replace("\n", " ")
        + link
        + plain(item.after()).replace("\n", " ")
        + "\n";
  }

  private static String link(AtlasObject object) {
    return "[" + plain(object.fullName()) + "](" + object.id() + ".md)";
  }

  /// Text that means nothing to Markdown or HTML but itself.
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '<' -> plain.append("&lt;");
            case '>' -> plain.append("&gt;");
            case '&' -> plain.append("&amp;");
            case '[', ']', '*', '_', '`', '!', '#', '|', '\\', '(' ->
                plain.append('\\').append((char) c);
            case '\n', '\t' -> plain.append((char) c);
            default -> plain.append(Character.isISOControl(c) ? ' ' : (char) c);
          }
        });
    return plain.toString();
  }
}
