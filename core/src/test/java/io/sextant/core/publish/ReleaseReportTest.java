package io.sextant.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.core.layer.LayerReader;
import io.sextant.report.Cell;
import io.sextant.report.Report;
import io.sextant.report.Table;
import io.sextant.report.print.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseReportTest {
  private static final ReleaseIndex INDEX =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();

  @Test
  void aReportHoldsEveryObjectAndEdge() {
    Report report = ReleaseReport.whole(INDEX);

    assertThat(report.title()).isEqualTo("MITRE ATLAS 2026.05");
    assertThat(report.subtitle())
        .isEqualTo(
            "16 tactics, 170 techniques and sub-techniques, 35 mitigations, 57 case studies");
    assertThat(report.written()).isEqualTo(Instant.parse("2026-05-27T00:00:00Z"));
    assertThat(report.tables().map(table -> table.name() + " " + table.rows().size()))
        .containsExactly(
            "Tactics 16",
            "Techniques 170",
            "Mitigations 35",
            "Case studies 57",
            "Mitigation edges 246",
            "Steps 449");
  }

  @Test
  void theListOfTechniquesIsCsv() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    ReportFormat.CSV.print(ReleaseReport.techniques(INDEX), out);

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(171);
    assertThat(lines.getFirst())
        .isEqualTo(
            "id,name,parent,tactics,maturity,platforms,attack,mitigations,case_studies,summary");
    assertThat(lines.get(1))
        .startsWith("AML.T0000,Search Open Technical Databases,,AML.TA0002,demonstrated,");
  }

  @Test
  void wordsOfAReleaseLoseTheirMarkup() {
    String yaml =
        """
        id: ATLAS
        version: 2030.1
        matrices:
        - id: ATLAS
          name: Matrix
          tactics: [{id: AML.TA0900, object-type: tactic, name: Access, description: d}]
          techniques:
          - id: AML.T0900
            object-type: technique
            name: Look
            tactics: [AML.TA0900]
            description: "See <b>the</b> [paper](https://example.org/a).\\n\\nMore."
        """;
    Release release =
        new ReleaseReader()
            .read(yaml.getBytes(StandardCharsets.UTF_8), "ATLAS-2030.01.yaml")
            .release()
            .orElseThrow();

    Table techniques =
        ReleaseReport.techniques(AtlasLibrary.index(release)).tables().findFirst().orElseThrow();

    assertThat(texts(techniques.rows().getFirst()).getLast()).isEqualTo("See the paper.");
  }

  @Test
  void aLayerTellsWhatItLeavesOut() {
    String json =
        """
        {"name": "Ours", "domain": "atlas-atlas", "versions": {"layer": "4.5"}, "description": "=1+1",
         "techniques": [
          {"techniqueID": "AML.T0051", "tactic": "execution", "score": 2.5, "comment": "seen",
           "links": [{"label": "ticket", "url": "https://example.org/1"}, {"divider": true}]},
          {"techniqueID": "AML.T9999", "enabled": false}]}
        """;
    Report report =
        LayerReport.of(
            LayerReader.read("layer.json", json).layer().orElseThrow(), INDEX, Instant.EPOCH);

    List<Table> tables = report.tables().toList();
    assertThat(texts(tables.getFirst().rows().getFirst()))
        .containsExactly(
            "AML.T0051",
            "LLM Prompt Injection",
            "execution",
            "2.5",
            "",
            "true",
            "seen",
            "ticket: https://example.org/1",
            "");
    assertThat(texts(tables.getFirst().rows().get(1)))
        .startsWith("AML.T9999", "")
        .contains("false");
    assertThat(tables.getLast().rows()).hasSize(169);
  }

  private static List<String> texts(List<Cell> row) {
    return row.stream()
        .map(cell ->
            switch (cell) {
              case Cell.Words words -> words.text().plain();
              case Cell.Amount amount -> amount.value().toPlainString();
              case Cell.Share share -> share.value().toPlainString();
              case Cell.Day day -> day.value().toString();
              case Cell.Empty _ -> "";
            })
        .toList();
  }
}
