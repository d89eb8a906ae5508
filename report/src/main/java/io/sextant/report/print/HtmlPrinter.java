package io.sextant.report.print;

import io.sextant.report.BarChart;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.HeatChart;
import io.sextant.report.Link;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A report as one HTML page that needs nothing else: no script, no image, no other file. It
/// follows the light or dark setting and prints.
@SuppressWarnings("InlineFormatString") // a page reads better apart from what fills it
final class HtmlPrinter {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>%s</title>
      <style>%s</style>
      </head>
      <body>
      <header>
      <h1>%s</h1>
      """;

  /// Shades of a heat chart; each has a class in the style.
  private static final int SHADES = 10;

  void print(Report report, OutputStream out) throws IOException {
    StringBuilder page = new StringBuilder();
    String title = escape(report.title());
    page.append(HEAD.formatted(HtmlStyle.HASH, title, HtmlStyle.CSS, title));
    if (!report.subtitle().isEmpty()) {
      page.append("<p class=\"under\">").append(escape(report.subtitle())).append("</p>\n");
    }
    String minutes = Dates.minutes(report.written());
    page.append("<p><time datetime=\"%s\">%s</time></p>\n".formatted(report.written(), minutes));
    page.append("</header>\n");
    contents(report.sections(), page);
    page.append("<main>\n");
    report.sections().forEach(section -> append(section, page));
    page.append("</main>\n</body>\n</html>\n");
    out.write(page.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void contents(List<Section> sections, StringBuilder page) {
    if (sections.size() < 2) {
      return;
    }
    page.append("<nav aria-label=\"Contents\"><ul>\n");
    for (Section section : sections) {
      page.append(
          "<li><a href=\"#%s\">%s</a></li>\n".formatted(section.key(), escape(section.title())));
    }
    page.append("</ul></nav>\n");
  }

  private static void append(Section section, StringBuilder page) {
    page.append(
        "<section id=\"%s\">\n<h2>%s</h2>\n".formatted(section.key(), escape(section.title())));
    section.blocks().forEach(block -> append(block, page));
    page.append("</section>\n");
  }

  private static void append(Block block, StringBuilder page) {
    switch (block) {
      case Block.Heading heading ->
          page.append("<h3>").append(escape(heading.text())).append("</h3>\n");
      case Block.Paragraph paragraph ->
          page.append("<p>").append(inline(paragraph.text())).append("</p>\n");
      case Block.Items items -> append(items, page);
      case Block.Code code ->
          page.append("<pre><code>").append(escape(code.text())).append("</code></pre>\n");
      case Table table -> append(table, page);
      case BarChart chart -> append(chart, page);
      case HeatChart chart -> append(chart, page);
    }
  }

  private static void append(Block.Items items, StringBuilder page) {
    String list = items.numbered() ? "ol" : "ul";
    page.append('<').append(list).append(">\n");
    items.entries().forEach(text -> page.append("<li>").append(inline(text)).append("</li>\n"));
    page.append("</").append(list).append(">\n");
  }

  private static void append(Table table, StringBuilder page) {
    head(table.name(), table.columns(), page);
    for (List<Cell> row : table.rows()) {
      page.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        page.append(classed("td", table.columns().get(i).kind()))
            .append(cell(row.get(i)))
            .append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static void head(String name, List<Column> columns, StringBuilder page) {
    page.append(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
            .formatted(escape(name)));
    page.append("<table>\n<caption>").append(escape(name)).append("</caption>\n<thead><tr>");
    for (Column column : columns) {
      page.append(classed("th scope=\"col\"", column.kind()))
          .append(escape(column.title()))
          .append("</th>");
    }
    page.append("</tr></thead>\n<tbody>\n");
  }

  private static String classed(String tag, Column.Kind kind) {
    return switch (kind) {
      case TEXT -> "<" + tag + ">";
      case NUMBER, SHARE -> "<" + tag + " class=\"n\">";
      case DATE -> "<" + tag + " class=\"d\">";
    };
  }

  private static String cell(Cell cell) {
    return switch (cell) {
      case Cell.Words words -> inline(words.text());
      case Cell.Amount _, Cell.Share _, Cell.Day _, Cell.Empty _ -> escape(CellText.of(cell));
    };
  }

  private static void append(BarChart chart, StringBuilder page) {
    head(
        chart.name(), List.of(Column.text(""), Column.text(""), Column.number(chart.unit())), page);
    for (BarChart.Bar bar : chart.bars()) {
      long width = Math.round(chart.part(bar) * 1000);
      page.append("<tr><th scope=\"row\">")
          .append(inline(bar.label()))
          .append("</th><td class=\"b\">");
      page.append(
          "<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"%d\" height=\"10\"/></svg>"
              .formatted(width));
      page.append("</td><td class=\"n\">")
          .append(CellText.number(bar.amount()))
          .append("</td></tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static void append(HeatChart chart, StringBuilder page) {
    List<Column> columns =
        Stream.concat(Stream.of(Column.text("")), chart.columns().stream().map(Column::number))
            .toList();
    head(chart.name(), columns, page);
    for (HeatChart.Row row : chart.rows()) {
      page.append("<tr><th scope=\"row\">").append(inline(row.label())).append("</th>");
      row.amounts().forEach(amount -> page.append(square(chart, amount)));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static String square(HeatChart chart, Optional<BigDecimal> amount) {
    return amount
        .map(value ->
            "<td class=\"n h%d\">%s</td>"
                .formatted(Math.round(chart.part(value) * SHADES), CellText.number(value)))
        .orElse("<td></td>");
  }

  private static String inline(Text text) {
    StringBuilder html = new StringBuilder();
    for (Text.Span span : text.spans()) {
      String words = escape(span.text()).replace("\n", "<br>");
      String set =
          switch (span.style()) {
            case PLAIN -> words;
            case STRONG -> "<strong>" + words + "</strong>";
            case CODE -> "<code>" + words + "</code>";
          };
      html.append(span.link().map(link -> linked(set, link)).orElse(set));
    }
    return html.toString();
  }

  private static String linked(String html, Link link) {
    return switch (link) {
      case Link.ToWeb web ->
          "<a href=\"" + escape(web.text()) + "\" rel=\"noopener noreferrer\">" + html + "</a>";
      case Link.ToSection section -> "<a href=\"#" + section.key() + "\">" + html + "</a>";
    };
  }

  /// Text in which no character can begin markup, in content and in quoted attributes alike.
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.append((char) c);
          }
        });
    return safe.toString();
  }
}
