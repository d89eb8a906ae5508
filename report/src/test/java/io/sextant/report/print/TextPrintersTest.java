package io.sextant.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Link;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPrintersTest {
  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void theSameReportGivesTheSameBytes(ReportFormat format) {
    assertThat(Sample.print(format, Sample.whole()))
        .isEqualTo(Sample.print(format, Sample.whole()))
        .isNotEmpty();
  }

  @Test
  void aPageNeedsNothingElse() {
    String page = text(ReportFormat.HTML, Sample.whole());

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<title>Report of everything</title>")
        .contains("<li><a href=\"#second\">Second part</a></li>")
        .contains("<section id=\"second\">")
        .contains("<a href=\"#second\"> to the second</a>")
        .contains(
            "<a href=\"https://atlas.mitre.org/techniques/AML.T0051?a=1&amp;b=2\" rel=\"noopener noreferrer\">AML.T0000</a>")
        .contains("<td class=\"n\">0.1 %</td>", "<td class=\"d\">2026-01-02</td>")
        .contains("<rect width=\"250\" height=\"10\"/>")
        .contains("<td class=\"n h10\">10</td><td></td>")
        .contains("2026-03-04 05:06 UTC")
        .doesNotContain("<script", "<img", "<link", "src=", "@import", "url(");
  }

  @Test
  void hostileTextIsOnlyText() {
    Report report =
        new Report(
            Sample.HOSTILE,
            Sample.HOSTILE,
            Sample.WRITTEN,
            List.of(
                new Section(
                    "a",
                    Sample.HOSTILE,
                    List.of(
                        new Block.Heading(Sample.HOSTILE),
                        Block.paragraph(Sample.HOSTILE),
                        new Block.Code(Sample.HOSTILE),
                        new Table(
                            Sample.HOSTILE,
                            List.of(Column.text(Sample.HOSTILE)),
                            List.of(List.of(Cell.of(Sample.HOSTILE))))))));

    String page = text(ReportFormat.HTML, report);
    assertThat(page)
        .doesNotContain("<script", "<img", "\"><i", "href=\"javascript")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot;&gt;&lt;img");

    String markdown = text(ReportFormat.MARKDOWN, report);
    assertThat(markdown.lines().filter(line -> !line.startsWith("<script>")))
        .as("outside of the fenced block every mark is escaped")
        .allSatisfy(line ->
            assertThat(line).doesNotContain("> <", " <script", " [x]", " |pipe|", " `tick`"))
        .anySatisfy(line -> assertThat(line).startsWith("| \\<script\\>").contains("\\|pipe\\|"));
  }

  @Test
  void aFenceIsLongerThanAnyInside() {
    assertThat(text(ReportFormat.MARKDOWN, Sample.whole()))
        .contains("````text\nline 1\n```\nline 3\n````\n")
        .contains("# Report of everything\n", "<a id=\"second\"></a>\n\n## Second part\n")
        .contains("**Strong** and <code>code</code>[ to the second](#second)")
        .contains("1. one\n2. two\n")
        .contains("| Id | Note | Count | Part | Seen |\n| --- | --- | ---: | ---: | --- |\n")
        .contains("| [AML.T0001](<https://atlas.mitre.org/techniques/AML.T0051?a=1&b=2>) |");
  }

  @Test
  void whatOpensABlockIsEscapedWhereItWould() {
    String page =
        text(
            ReportFormat.MARKDOWN,
            Sample.of(Block.paragraph("- no list\n1. no number\n# no heading\n=== a-b 1.5")));

    assertThat(page).contains("\\- no list\\\n1\\. no number\\\n\\# no heading\\\n\\=== a-b 1.5\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-2", "@SUM(A1)", " =1", "\t=1"})
  void aCellOfCsvIsNoFormula(String written) {
    assertThat(csv(written)).isEqualTo("c\r\n'" + written + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a=b", "1-2", "5 % of all"})
  void anotherCellOfCsvStaysAsItIs(String written) {
    assertThat(csv(written)).isEqualTo("c\r\n" + written + "\r\n");
  }

  private static String csv(String cell) {
    Table table = new Table("t", List.of(Column.text("c")), List.of(List.of(Cell.of(cell))));
    return text(ReportFormat.CSV, Sample.of(table));
  }

  @Test
  void csvQuotesAndHasANameBeforeEachOfSeveralTables() {
    Link link = Link.web("https://example.org").orElseThrow();
    Table quoted =
        new Table(
            "A, \"b\"",
            List.of(Column.text("c"), Column.number("n")),
            List.of(List.of(Cell.of("x,\"y\"\nz"), Cell.of(-1.5))));

    assertThat(text(ReportFormat.CSV, Sample.of(quoted, Sample.table(1, link))))
        .isEqualTo(
            """
            "A, ""b""\"
            c,n
            "x,""y""
            z",-1.5

            Techniques
            Id,Note,Count,Part,Seen
            AML.T0000,The note of row 0 says a few words that must wrap.,0,0,2026-01-01
            """
                .replace("\n", "\r\n")
                .replace("\"\"y\"\"\r\nz", "\"\"y\"\"\nz"));
  }

  private static String text(ReportFormat format, Report report) {
    return new String(Sample.print(format, report), StandardCharsets.UTF_8);
  }
}
