package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Prose;
import io.sextant.atlas.awareness.QuizQuestion;
import java.util.List;

/// A page in Markdown.
final class MarkdownPage implements Page {
  private final StringBuilder page = new StringBuilder();
  private final Prose prose;

  MarkdownPage(Prose prose) {
    this.prose = prose;
  }

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
  public void prose(String markdown) {
    page.append("\n").append(prose.markdown(markdown)).append("\n");
  }

  @Override
  public void items(List<Item> items) {
    page.append("\n");
    items.forEach(item -> page.append("  ".repeat(item.depth())).append("- ").append(line(item)));
  }

  @Override
  public void steps(List<Step> steps) {
    page.append("\n");
    for (int i = 0; i < steps.size(); i++) {
      String mark = i + 1 + ". ";
      page.append(mark).append(line(steps.get(i).line()));
      String said = prose.markdown(steps.get(i).prose());
      if (!said.isEmpty()) {
        page.append("\n").append(said.indent(mark.length())).append("\n");
      }
    }
  }

  @Override
  public void questions(List<QuizQuestion> questions) {
    for (int i = 0; i < questions.size(); i++) {
      QuizQuestion question = questions.get(i);
      page.append("\n").append(i + 1).append(". ").append(plain(question.text())).append("\n\n");
      for (QuizQuestion.Option option : question.options()) {
        page.append("   - ").append(question.letter(option)).append(") ");
        page.append(plain(option.text())).append("\n");
      }
    }
    heading("Answers");
    page.append("\n");
    for (int i = 0; i < questions.size(); i++) {
      QuizQuestion question = questions.get(i);
      page.append(i + 1).append(". ").append(question.letter()).append(") ");
      page.append(plain(question.explanation())).append("\n");
    }
  }

  @Override
  public String finish() {
    return page + "\n[All](index.md)\n";
  }

  private static String line(Item item) {
    String link = item.link().map(MarkdownPage::link).orElse("");
    return plain(item.before()).replace("\n", " ") + link + "\n";
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
