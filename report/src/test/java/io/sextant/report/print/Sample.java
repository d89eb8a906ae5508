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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reports for the tests of the printers.
final class Sample {
  static final Instant WRITTEN = Instant.parse("2026-03-04T05:06:07Z");
  static final String HOSTILE =
      "<script>alert(1)</script> \"><img src=x onerror=alert(2)> [x](javascript:alert(3)) ]]> &lt; |pipe| `tick`";

  private Sample() {}

  /// A report with every kind of block.
  static Report whole() {
    Link web = Link.web("https://atlas.mitre.org/techniques/AML.T0051?a=1&b=2").orElseThrow();
    Section first =
        new Section(
            "first",
            "First part",
            List.of(
                new Block.Paragraph(
                    Text.strong("Strong")
                        .then(Text.of(" and "))
                        .then(Text.code("code"))
                        .then(Text.linked(" to the second", new Link.ToSection("second")))),
                new Block.Heading("A heading below"),
                new Block.Items(true, List.of(Text.of("one"), Text.of("two"))),
                new Block.Items(false, List.of(Text.of("bullet"))),
                new Block.Code("line 1\n```\nline 3")));
    Section second = new Section("second", "Second part", List.of(table(3, web), bars(), heat()));
    return new Report("Report of everything", "What there is", WRITTEN, List.of(first, second));
  }

  static Report of(Block... blocks) {
    return new Report("Report", "", WRITTEN, List.of(new Section("only", "Only", List.of(blocks))));
  }

  /// A table with a column of each kind.
  static Table table(int rows, Link link) {
    return new Table(
        "Techniques",
        List.of(
            Column.text("Id"),
            Column.text("Note"),
            Column.number("Count"),
            Column.share("Part"),
            Column.date("Seen")),
        IntStream.range(0, rows)
            .mapToObj(i ->
                List.of(
                    Cell.linked("AML.T%04d".formatted(i), link),
                    Cell.of("The note of row " + i + " says a few words that must wrap."),
                    Cell.of(i),
                    Cell.share(i / 1000.0),
                    Cell.of(LocalDate.of(2026, 1, 1).plusDays(i))))
            .toList());
  }

  static byte[] print(ReportFormat format, Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.print(report, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static Block bars() {
    return BarChart.of(
        "Bars",
        "findings",
        List.of(
            new BarChart.Bar(Text.of("many"), BigDecimal.TEN),
            new BarChart.Bar(Text.of("few"), new BigDecimal("2.50"))));
  }

  private static Block heat() {
    return new HeatChart(
        "Heat",
        List.of("a", "b"),
        BigDecimal.TEN,
        List.of(
            new HeatChart.Row(
                Text.of("row"), List.of(Optional.of(BigDecimal.TEN), Optional.empty()))));
  }
}
