package io.sextant.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Link;
import io.sextant.report.Report;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class PdfPrinterTest {
  private static final Link WEB = Link.web("https://atlas.mitre.org/matrices").orElseThrow();

  @Test
  void everythingIsTextThatCanBeFound() throws IOException {
    try (PDDocument pdf = read(Sample.whole())) {
      assertThat(text(pdf, 1))
          .contains("Report of everything", "What there is", "2026-03-04 05:06 UTC")
          .contains("First part", "Strong and code to the second", "1. one", "• bullet", "line 3")
          .contains("Techniques", "AML.T0002", "0.2 %", "2026-01-03", "many", "2.5", "Heat")
          .contains("1 / " + pdf.getNumberOfPages());
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Report of everything");
      assertThat(pdf.getDocumentInformation().getCreationDate().toInstant())
          .isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
    }
  }

  @Test
  void bookmarksAndLinksLeadThere() throws IOException {
    try (PDDocument pdf = read(Sample.whole())) {
      List<String> titles = new ArrayList<>();
      for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
        titles.add(item.getTitle());
        item.children().forEach(child -> titles.add("- " + child.getTitle()));
      }
      assertThat(titles).containsExactly("First part", "- A heading below", "Second part");

      List<String> targets = new ArrayList<>();
      for (PDAnnotation annotation : pdf.getPage(0).getAnnotations()) {
        PDAnnotationLink link = (PDAnnotationLink) annotation;
        targets.add(
            link.getAction() instanceof PDActionURI uri
                ? uri.getURI()
                : "page " + ((PDPageDestination) link.getDestination()).retrievePageNumber());
      }
      assertThat(targets)
          .contains("page 0", "https://atlas.mitre.org/techniques/AML.T0051?a=1&b=2");
    }
  }

  @Test
  void theHeadOfATableStandsOnEveryPageAndNoRowIsLost() throws IOException {
    try (PDDocument pdf = read(Sample.of(Sample.table(1000, WEB)))) {
      int pages = pdf.getNumberOfPages();
      assertThat(pages).isGreaterThan(10);
      StringBuilder all = new StringBuilder();
      for (int page = 1; page <= pages; page++) {
        String text = text(pdf, page);
        assertThat(text).as("page %d", page).contains("Id", "Note", "Count", "Seen");
        assertThat(text).contains(page + " / " + pages);
        all.append(text);
      }
      assertThat(IntStream.range(0, 1000).mapToObj("AML.T%04d"::formatted))
          .allSatisfy(id -> assertThat(all).contains(id));
    }
  }

  @Test
  void longCellsWrapWithinThePage() throws IOException {
    String word = "w".repeat(900);
    String prose = "word ".repeat(4000) + "end";
    Table table =
        new Table(
            "Long",
            List.of(Column.text("A"), Column.text("B")),
            List.of(List.of(Cell.of(word), Cell.of(prose))));
    try (PDDocument pdf = read(Sample.of(table))) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
      StringBuilder all = new StringBuilder();
      RightEdge edge = new RightEdge();
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        all.append(text(pdf, page));
        edge.setStartPage(page);
        edge.setEndPage(page);
        edge.getText(pdf);
      }
      PDPage page = pdf.getPage(0);
      assertThat(edge.furthest).isLessThanOrEqualTo(page.getMediaBox().getWidth() - 44);
      assertThat(all.chars().filter(c -> c == 'w').count()).isGreaterThanOrEqualTo(4900);
      assertThat(all).contains("end");
    }
  }

  @Test
  void charactersWithoutAGlyphAreNamed() throws IOException {
    Text text = Text.of("Zürich Ελλάδα Привет ﬁ é→ 中 😀\u200B\uFE0F done");
    try (PDDocument pdf = read(Sample.of(new Block.Paragraph(text)))) {
      assertThat(text(pdf, 1)).contains("Zürich Ελλάδα Привет", "é→ [U+4E2D] [U+1F600] done");
    }
  }

  @Test
  void manyColumnsTurnThePage() throws IOException {
    List<Column> columns =
        IntStream.range(0, Table.MAX_COLUMNS).mapToObj(i -> Column.text("c" + i)).toList();
    Table table =
        new Table(
            "Wide",
            columns,
            List.of(columns.stream().map(column -> Cell.of(column.title())).toList()));
    try (PDDocument pdf = read(Sample.of(table))) {
      assertThat(pdf.getPage(0).getMediaBox().getWidth())
          .isGreaterThan(pdf.getPage(0).getMediaBox().getHeight());
    }
  }

  @Test
  void hostileTextIsOnlyText() throws IOException {
    String hostile = "(Tj) ET Q \\ /JavaScript << >> endstream %%EOF " + Sample.HOSTILE;
    try (PDDocument pdf = read(Sample.of(Block.paragraph(hostile)))) {
      assertThat(text(pdf, 1).replaceAll("\\s+", " ")).contains(hostile);
      assertThat(pdf.getPage(0).getAnnotations()).isEmpty();
    }
  }

  /// How far right any character of a document reaches.
  private static final class RightEdge extends PDFTextStripper {
    private float furthest;

    @Override
    protected void processTextPosition(TextPosition position) {
      if (!position.getUnicode().isBlank()) {
        furthest = Math.max(furthest, position.getX() + position.getWidth());
      }
      super.processTextPosition(position);
    }
  }

  private static PDDocument read(Report report) throws IOException {
    return Loader.loadPDF(Sample.print(ReportFormat.PDF, report));
  }

  private static String text(PDDocument pdf, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return stripper.getText(pdf);
  }
}
