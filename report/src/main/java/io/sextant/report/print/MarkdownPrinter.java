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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A report in CommonMark with tables as GitHub writes them. Charts are printed as tables. Every
/// character of a text that could begin markup is escaped.
final class MarkdownPrinter {

  void print(Report report, OutputStream out) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(Quoting.markdown(report.title())).append("\n\n");
    if (!report.subtitle().isEmpty()) {
      page.append(Quoting.markdown(report.subtitle())).append("\n\n");
    }
    page.append(Dates.minutes(report.written())).append("\n");
    for (Section section : report.sections()) {
      page.append("\n<a id=\"").append(section.key()).append("\"></a>\n");
      page.append("\n## ").append(Quoting.markdown(section.title())).append('\n');
      section.blocks().forEach(block -> append(block, page));
    }
    out.write(page.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void append(Block block, StringBuilder page) {
    page.append('\n');
    switch (block) {
      case Block.Heading heading ->
          page.append("### ").append(Quoting.markdown(heading.text())).append('\n');
      case Block.Paragraph paragraph ->
          page.append(inline(paragraph.text(), "\\\n").strip()).append('\n');
      case Block.Items items -> append(items, page);
      case Block.Code code -> append(code, page);
      case Table table -> append(table, page);
      case BarChart chart -> chart.asTable().ifPresent(table -> append(table, page));
      case HeatChart chart -> chart.asTable().ifPresent(table -> append(table, page));
    }
  }

  private static void append(Block.Items items, StringBuilder page) {
    for (int i = 0; i < items.entries().size(); i++) {
      page.append(items.numbered() ? (i + 1) + ". " : "- ")
          .append(inline(items.entries().get(i), " "))
          .append('\n');
    }
  }

  /// A fence longer than any row of backticks inside, so that nothing inside can end it.
  private static void append(Block.Code code, StringBuilder page) {
    String fence = "```";
    while (code.text().contains(fence)) {
      fence += "`";
    }
    page.append(fence).append("text\n").append(code.text()).append('\n').append(fence).append('\n');
  }

  private static void append(Table table, StringBuilder page) {
    page.append("**").append(Quoting.markdown(table.name())).append("**\n\n");
    row(table.columns().stream().map(column -> Quoting.markdown(column.title())).toList(), page);
    row(table.columns().stream().map(MarkdownPrinter::rule).toList(), page);
    table.rows().forEach(row -> row(row.stream().map(MarkdownPrinter::cell).toList(), page));
  }

  private static void row(List<String> cells, StringBuilder page) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String rule(Column column) {
    return switch (column.kind()) {
      case TEXT, DATE -> "---";
      case NUMBER, SHARE -> "---:";
    };
  }

  private static String cell(Cell cell) {
    return switch (cell) {
      case Cell.Words words -> inline(words.text(), "<br>");
      case Cell.Amount _, Cell.Share _, Cell.Day _, Cell.Empty _ -> CellText.of(cell);
    };
  }

  private static String inline(Text text, String lineBreak) {
    return text.spans().stream().map(span -> span(span, lineBreak)).collect(Collectors.joining());
  }

  private static String span(Text.Span span, String lineBreak) {
    String words = Quoting.markdown(span.text()).replace("\n", lineBreak);
    boolean bare = span.text().isBlank() || span.text().contains("\n");
    String set =
        switch (span.style()) {
          case PLAIN -> words;
          case STRONG -> bare ? words : around(words, "**");
          case CODE -> bare ? words : "<code>" + words + "</code>";
        };
    return span.link()
        .map(link ->
            switch (link) {
              case Link.ToWeb web -> "[" + set + "](<" + web.text() + ">)";
              case Link.ToSection section -> "[" + set + "](#" + section.key() + ")";
            })
        .orElse(set);
  }

  /// Emphasis must touch the words it marks.
  private static String around(String words, String mark) {
    String core = words.strip();
    int start = words.indexOf(core);
    return words.substring(0, start) + mark + core + mark + words.substring(start + core.length());
  }
}
