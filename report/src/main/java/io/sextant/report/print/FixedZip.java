package io.sextant.report.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a workbook anew with the date of its report in place of the moment at which it was
/// packed, so that the same report gives the same bytes.
final class FixedZip {
  /// The earliest date that a zip archive can hold.
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final LocalDateTime LATEST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

  private static final String PROPERTIES = "docProps/core.xml";
  private static final Pattern CREATED = Pattern.compile("(<dcterms:created[^>]*>)[^<]*(</)");

  private FixedZip() {}

  static void write(byte[] zip, Instant written, OutputStream out) throws IOException {
    ZipOutputStream target = new ZipOutputStream(out);
    for (ZipDirectory.Entry entry : ZipDirectory.of(zip)) {
      ZipEntry fixed = new ZipEntry(entry.name());
      fixed.setTimeLocal(within(LocalDateTime.ofInstant(written, ZoneOffset.UTC)));
      target.putNextEntry(fixed);
      try (InputStream content = entry.open()) {
        if (entry.name().equals(PROPERTIES)) {
          target.write(dated(content.readAllBytes(), written));
        } else {
          content.transferTo(target);
        }
      }
      target.closeEntry();
    }
    target.finish();
    out.flush();
  }

  private static byte[] dated(byte[] properties, Instant written) {
    String xml = new String(properties, StandardCharsets.UTF_8);
    String date = written.truncatedTo(ChronoUnit.SECONDS).toString();
    return CREATED
        .matcher(xml)
        .replaceAll("$1" + Matcher.quoteReplacement(date) + "$2")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static LocalDateTime within(LocalDateTime time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }
}
