package io.sextant.cli.detect;

import io.sextant.cli.TablePrinter;
import io.sextant.core.detection.Finding;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Gathers findings for people: repetitions of one are one row, the most serious first.
final class FindingTable {
  private final SequencedMap<String, Row> rows = new LinkedHashMap<>();

  private record Row(Finding finding, long count) {}

  void add(Finding finding) {
    rows.merge(
        finding.dedupKey(),
        new Row(finding, 1),
        (old, _) -> new Row(old.finding(), old.count() + 1));
  }

  /// How many rows there are.
  int size() {
    return rows.size();
  }

  void print(PrintStream out) {
    TablePrinter table =
        new TablePrinter("LEVEL", "TECHNIQUES", "RULE", "SYSTEM", "WHO", "TIMES", "FIRST SEEN AT");
    rows.values().stream()
        .sorted(Comparator.comparing((Row row) -> row.finding().level()).reversed())
        .forEach(row -> print(row, table));
    table.print(out);
  }

  private static void print(Row row, TablePrinter table) {
    Finding finding = row.finding();
    table.row(
        FindingOutput.level(finding),
        orDash(FindingOutput.techniques(finding)),
        finding.title(),
        orDash(finding.system()),
        orDash(finding.entities().getOrDefault("principal", "")),
        row.count(),
        finding.evidence().isEmpty() ? "-" : finding.evidence().getFirst());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
