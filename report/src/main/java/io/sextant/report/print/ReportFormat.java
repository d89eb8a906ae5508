package io.sextant.report.print;

import io.sextant.report.Report;
import io.sextant.report.print.pdf.PdfPrinter;
import java.io.IOException;
import java.io.OutputStream;

/// A form in which a report can be had.
public enum ReportFormat {
  HTML("html", "text/html; charset=utf-8"),
  PDF("pdf", "application/pdf"),
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  MARKDOWN("md", "text/markdown; charset=utf-8"),
  CSV("csv", "text/csv; charset=utf-8");

  private final String extension;
  private final String mediaType;

  ReportFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /// Writes a report; the same report always gives the same bytes. The stream stays open.
  public void print(Report report, OutputStream out) throws IOException {
    switch (this) {
      case HTML -> new HtmlPrinter().print(report, out);
      case PDF -> new PdfPrinter().print(report, out);
      case XLSX -> new XlsxPrinter().print(report, out);
      case MARKDOWN -> new MarkdownPrinter().print(report, out);
      case CSV -> new CsvPrinter().print(report, out);
    }
  }

  /// How the name of a file of this form ends, without the dot.
  public String extension() {
    return extension;
  }

  public String mediaType() {
    return mediaType;
  }
}
