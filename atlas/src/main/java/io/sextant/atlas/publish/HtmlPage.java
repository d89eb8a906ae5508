package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Prose;
import io.sextant.atlas.awareness.QuizQuestion;
import java.util.List;

/// A page in HTML 5 that needs no server: `wiki.css` and `wiki.js` stand beside it.
@SuppressWarnings("InlineFormatString") // a page reads better apart from what fills it
final class HtmlPage implements Page {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>%s</title>
      <link rel="stylesheet" href="wiki.css">
      <script src="wiki.js" defer></script>
      </head>
      <body>
      <a class="skip" href="#content">Skip to content</a>
      <header>
      <a href="index.html">MITRE ATLAS %s</a>
      <search hidden>
      <label for="query">Search</label>
      <input id="query" type="search" autocomplete="off" aria-controls="hits">
      <ul id="hits" aria-live="polite"></ul>
      </search>
      </header>
      <main id="content">
      """;

  private final StringBuilder page = new StringBuilder();
  private final String release;
  private final Prose prose;

  HtmlPage(String release, Prose prose) {
    this.release = release;
    this.prose = prose;
  }

  @Override
  public void title(String text, String underline) {
    page.append(HEAD.formatted(escape(text), escape(release)));
    page.append("<h1>").append(escape(text)).append("</h1>\n");
    if (!underline.isEmpty()) {
      page.append("<p class=\"kind\">").append(escape(underline)).append("</p>\n");
    }
  }

  @Override
  public void heading(String text) {
    page.append("<h2>").append(escape(text)).append("</h2>\n");
  }

  @Override
  public void text(String text) {
    for (String paragraph : text.isBlank() ? List.<String>of() : List.of(text.split("\n\\s*\n"))) {
      page.append("<p>").append(escape(paragraph.strip())).append("</p>\n");
    }
  }

  @Override
  public void prose(String markdown) {
    page.append(prose.html(markdown)).append("\n");
  }

  @Override
  public void items(List<Item> items) {
    page.append("<ul>\n");
    boolean below = false;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean opens = item.depth() == 0 && i + 1 < items.size() && items.get(i + 1).depth() > 0;
      boolean closes = item.depth() > 0 && (i + 1 == items.size() || items.get(i + 1).depth() == 0);
      below |= opens;
      page.append("<li>").append(line(item)).append(opens ? "\n<ul>\n" : "</li>\n");
      if (closes && below) {
        page.append("</ul></li>\n");
        below = false;
      }
    }
    page.append("</ul>\n");
  }

  @Override
  public void steps(List<Step> steps) {
    page.append("<ol>\n");
    for (Step step : steps) {
      page.append("<li>").append(line(step.line()));
      if (!step.prose().isBlank()) {
        page.append("\n").append(prose.html(step.prose())).append("\n");
      }
      page.append("</li>\n");
    }
    page.append("</ol>\n");
  }

  @Override
  public void questions(List<QuizQuestion> questions) {
    for (QuizQuestion question : questions) {
      page.append("<p class=\"question\">").append(escape(question.text())).append("</p>\n");
      page.append("<ol type=\"a\">\n");
      question
          .options()
          .forEach(option -> page.append("<li>").append(escape(option.text())).append("</li>\n"));
      page.append("</ol>\n<details><summary>Answer</summary><p>")
          .append(question.letter())
          .append(") ")
          .append(escape(question.explanation()))
          .append("</p></details>\n");
    }
  }

  @Override
  public String finish() {
    return page + "</main>\n</body>\n</html>\n";
  }

  private static String line(Item item) {
    return escape(item.before()) + item.link().map(HtmlPage::link).orElse("");
  }

  private static String link(AtlasObject object) {
    return "<a href=\"" + object.id() + ".html\">" + escape(object.fullName()) + "</a>";
  }

  /// Text in which no character can begin markup, in content and in quoted attributes alike.
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '\n', '\t' -> safe.append((char) c);
            default -> safe.append(Character.isISOControl(c) ? ' ' : (char) c);
          }
        });
    return safe.toString();
  }
}
