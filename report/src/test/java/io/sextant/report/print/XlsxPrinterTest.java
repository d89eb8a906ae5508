package io.sextant.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Link;
import io.sextant.report.Report;
import io.sextant.report.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;

class XlsxPrinterTest {
  @Test
  void cellsKeepTheirTypes() throws IOException {
    byte[] xlsx = Sample.print(ReportFormat.XLSX, Sample.whole());

    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      assertThat(workbook.getSheets().map(Sheet::getName))
          .containsExactly("Report", "Techniques", "Bars", "Heat");
      Row row = rows(workbook, "Techniques").get(2);
      assertThat(row.getCellText(0)).isEqualTo("AML.T0001");
      assertThat(row.getCell(2).getType()).isEqualTo(CellType.NUMBER);
      assertThat(row.getCellAsNumber(2)).hasValueSatisfying(n -> assertThat(n).isEqualTo("1"));
      assertThat(row.getCellAsNumber(3)).hasValueSatisfying(n -> assertThat(n).isEqualTo("0.001"));
      assertThat(row.getCellAsDate(4)).contains(LocalDateTime.of(2026, 1, 2, 0, 0));
      assertThat(rows(workbook, "Report").stream().map(line -> line.getCellText(0)))
          .contains("Report of everything", "2026-03-04 05:06 UTC", "1. one", "• bullet");
    }
    assertThat(parts(xlsx).get("docProps/core.xml"))
        .contains("2026-03-04T05:06:07Z</dcterms:created>");
    assertThat(parts(xlsx).get("xl/worksheets/_rels/sheet2.xml.rels"))
        .contains("https://atlas.mitre.org/techniques/AML.T0051?a=1&amp;b=2");
  }

  @Test
  void nothingIsAFormula() throws IOException {
    List<String> hostile =
        List.of(
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-1",
            "@SUM(A1)",
            "  =HYPERLINK(\"http://x\")",
            Sample.HOSTILE,
            "\u0007bell 😀 \uD83D");
    Table table =
        new Table(
            "=1+1",
            List.of(Column.text("=head()")),
            hostile.stream().map(text -> List.of(Cell.of(text))).toList());

    byte[] xlsx = Sample.print(ReportFormat.XLSX, Sample.of(table));

    Map<String, String> parts = parts(xlsx);
    assertThat(parts.get("xl/worksheets/sheet2.xml")).doesNotContain("<f>", "<f ");
    assertThat(parts.get("xl/styles.xml")).as("formatted as text").contains("formatCode=\"@\"");
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      List<Row> rows = rows(workbook, "=1+1");
      assertThat(rows.stream().skip(1).map(row -> row.getCell(0).getType()))
          .containsOnly(CellType.STRING);
      assertThat(rows.stream().skip(1).map(row -> row.getCellText(0)).toList().subList(0, 6))
          .isEqualTo(hostile.subList(0, 6));
      assertThat(rows.getLast().getCellText(0)).isEqualTo("\uFFFDbell 😀 \uFFFD");
    }
  }

  @Test
  void aLongTextIsCutAndSaysSo() throws IOException {
    String text = "a".repeat(XlsxSheet.MAX_TEXT) + "tail";
    byte[] xlsx = Sample.print(ReportFormat.XLSX, Sample.of(Block.paragraph(text)));

    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      assertThat(rows(workbook, "Report").getLast().getCellText(0))
          .hasSize(XlsxSheet.MAX_TEXT)
          .endsWith("aaa … [cut after 32767 of 32771 characters]");
    }
  }

  @Test
  void aTableLongerThanASheetGoesOnOnTheNext() throws IOException {
    Link link = Link.web("https://example.org").orElseThrow();
    Report report = Sample.of(Sample.table(25, link));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new XlsxPrinter(11).print(report, out);

    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(workbook.getSheets().map(Sheet::getName))
          .containsExactly("Report", "Techniques", "Techniques (2)", "Techniques (3)");
      assertThat(rows(workbook, "Techniques (3)").stream().map(row -> row.getCellText(0)))
          .containsExactly("Id", "AML.T0020", "AML.T0021", "AML.T0022", "AML.T0023", "AML.T0024");
    }
  }

  @Test
  void sheetsHaveNamesThatProgramsAllow() throws IOException {
    List<String> wanted =
        List.of(
            "a/b\\c[d]:*?", "'quoted'", "History", "x".repeat(40), "X".repeat(40), "[]", "report");
    Table[] tables =
        wanted.stream()
            .map(name -> new Table(name, List.of(Column.text("c")), List.of()))
            .toArray(Table[]::new);

    byte[] xlsx = Sample.print(ReportFormat.XLSX, Sample.of(tables));

    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      assertThat(workbook.getSheets().map(Sheet::getName))
          .containsExactly(
              "Report",
              "a b c d",
              "quoted",
              "History (2)",
              "x".repeat(31),
              "X".repeat(27) + " (2)",
              "Sheet",
              "report (2)");
    }
  }

  @Test
  void moreLinksThanASheetMayHaveAreText() throws IOException {
    Link link = Link.web("https://example.org/a").orElseThrow();
    Table table =
        new Table(
            "t",
            List.of(Column.text("c")),
            IntStream.range(0, 65_010)
                .mapToObj(i -> List.of(Cell.linked("row " + i, link)))
                .toList());

    String rels =
        parts(Sample.print(ReportFormat.XLSX, Sample.of(table)))
            .get("xl/worksheets/_rels/sheet2.xml.rels");

    assertThat(rels.split("https://example.org/a", -1)).hasSize(65_001);
  }

  private static List<Row> rows(ReadableWorkbook workbook, String sheet) throws IOException {
    return workbook.findSheet(sheet).orElseThrow().read();
  }

  private static Map<String, String> parts(byte[] xlsx) throws IOException {
    Map<String, String> parts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(xlsx))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }
}
