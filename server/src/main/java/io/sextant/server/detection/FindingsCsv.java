package io.sextant.server.detection;

import io.sextant.core.Page;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Findings as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an
/// apostrophe: its text may come from an attacker.
final class FindingsCsv {
  /// Rows written at most.
  static final int MAX_ROWS = 100_000;

  private static final int PAGE = 500;
  private static final String FORMULA_STARTS = "=+-@\t\r";
  private static final List<String> HEADER =
      List.of(
          "id",
          "last",
          "first",
          "level",
          "status",
          "count",
          "rule",
          "title",
          "techniques",
          "tactics",
          "system",
          "entities");

  private FindingsCsv() {}

  static void write(Findings findings, Findings.Filter filter, OutputStream stream)
      throws IOException {
    Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    line(out, HEADER);
    Optional<String> cursor = Optional.empty();
    int rows = 0;
    do {
      Page<Finding> page = findings.page(filter, cursor, PAGE);
      for (Finding finding : page.items()) {
        line(out, cells(finding));
      }
      rows += page.items().size();
      cursor = page.next();
    } while (cursor.isPresent() && rows < MAX_ROWS);
    if (cursor.isPresent()) {
      out.write("# cut after " + rows + " rows; narrow the filter for the rest\r\n");
    }
    out.flush();
  }

  private static List<String> cells(Finding finding) {
    return List.of(
        finding.id().value(),
        finding.last().toString(),
        finding.first().toString(),
        FindingJson.word(finding.level()),
        FindingJson.word(finding.status()),
        Long.toString(finding.count()),
        finding.rule().value(),
        finding.title(),
        finding.techniques().stream().map(Object::toString).collect(Collectors.joining(" ")),
        finding.tactics().stream().map(Object::toString).collect(Collectors.joining(" ")),
        finding.system(),
        finding.entities().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("; ")));
  }

  private static void line(Writer out, List<String> cells) throws IOException {
    out.write(cells.stream().map(FindingsCsv::cell).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  static String cell(String value) {
    String safe =
        !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean quoted =
        safe.indexOf(',') >= 0
            || safe.indexOf('"') >= 0
            || safe.indexOf('\n') >= 0
            || safe.indexOf('\r') >= 0;
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
