package io.sextant.report.print.pdf;

import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.Text;
import io.sextant.report.print.Dates;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/// A report as a PDF with real text, bookmarks, links and page numbers, on A4. The font covers
/// Latin, Greek, Cyrillic and Hebrew; a character that it lacks is printed as its number,
/// `[U+4E2D]`.
public final class PdfPrinter {
  /// More columns than this want the page turned.
  private static final int PORTRAIT_COLUMNS = 6;

  private static final float TITLE_SIZE = 20;
  private static final float SMALL = 9;

  /// Writes the report and leaves the stream open.
  public void print(Report report, OutputStream out) throws IOException {
    try (PDDocument document = new PDDocument();
        Typeface typeface = Typeface.load(document)) {
      describe(report, document);
      PageSeries pages = new PageSeries(document, typeface, paper(report));
      BlockDrawing drawing = new BlockDrawing(pages);
      drawing.text(Text.strong(report.title()), TITLE_SIZE, 4);
      if (!report.subtitle().isEmpty()) {
        drawing.text(Text.of(report.subtitle()), BlockDrawing.SIZE, 2);
      }
      drawing.text(Text.of(Dates.minutes(report.written())), SMALL, 12);
      for (Section section : report.sections()) {
        drawing.section(section);
      }
      pages.finish(report.title());
      document.save(out);
    }
    out.flush();
  }

  private static PDRectangle paper(Report report) {
    int columns = report.tables().map(Table::columns).mapToInt(List::size).max().orElse(0);
    PDRectangle a4 = PDRectangle.A4;
    return columns > PORTRAIT_COLUMNS
        ? new PDRectangle(/* width= */ a4.getHeight(), /* height= */ a4.getWidth())
        : a4;
  }

  private static void describe(Report report, PDDocument document) {
    GregorianCalendar written =
        new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
    written.setTimeInMillis(report.written().toEpochMilli());
    PDDocumentInformation information = document.getDocumentInformation();
    information.setTitle(report.title());
    information.setProducer("Sextant");
    information.setCreationDate(written);
    information.setModificationDate(written);
    // Without an id of ours the library takes one from the clock.
    document.setDocumentId(report.written().toEpochMilli());
    PDDocumentCatalog catalog = document.getDocumentCatalog();
    catalog.setLanguage("en");
    PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
    preferences.setDisplayDocTitle(true);
    catalog.setViewerPreferences(preferences);
  }
}
