package io.sextant.atlas.publish;

import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The techniques of a release as CSV (RFC 4180). A cell that a spreadsheet would take for a
/// formula gets a leading apostrophe.
public final class CsvTable {
  private static final String FORMULA = "=+-@\t\r";

  private CsvTable() {}

  public static String techniques(ReleaseIndex index) {
    StringBuilder csv = new StringBuilder();
    row(
        csv,
        List.of(
            "id",
            "name",
            "parent",
            "tactics",
            "maturity",
            "platforms",
            "attack",
            "mitigations",
            "case_studies",
            "summary"));
    for (Technique technique : index.release().techniques()) {
      row(csv, cells(index, technique));
    }
    return csv.toString();
  }

  private static List<String> cells(ReleaseIndex index, Technique technique) {
    Stream<Mitigation> mitigations =
        index.mitigations(technique.id()).stream()
            .filter(applied -> !applied.inherited())
            .map(ReleaseIndex.AppliedMitigation::mitigation);
    return List.of(
        technique.id().value(),
        technique.fullName(),
        technique.parent().map(TechniqueId::value).orElse(""),
        technique.tactics().stream().map(TacticId::value).collect(Collectors.joining(";")),
        technique.maturity().map(Technique.Maturity::word).orElse(""),
        String.join(";", technique.platforms()),
        technique.attackReference().map(reference -> reference.id()).orElse(""),
        mitigations.map(mitigation -> mitigation.id().value()).collect(Collectors.joining(";")),
        index.caseStudies(technique.id()).stream()
            .map(study -> study.id().value())
            .collect(Collectors.joining(";")),
        technique.summary());
  }

  private static void row(StringBuilder csv, List<String> cells) {
    csv.append(cells.stream().map(CsvTable::cell).collect(Collectors.joining(","))).append("\r\n");
  }

  private static String cell(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }
}
