package io.sextant.cli.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CoverageCommandTest {
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      owner: web
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world}
        - {id: desk, kind: llm-application, within: house, owner: web, processes: [orders],
           telemetry: {services: [shop-desk]}}
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
      """;
  private static final String CONTROLS =
      """
      sextant: controls/1
      controls:
        - id: screening
          owner: web
          mitigates: [AML.M0020]
          state: tested
          evidence: [{date: 2026-10-20, kind: test, result: passed}]
      """;

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {
    JsonNode json() {
      return new JsonMapper().readTree(out);
    }
  }

  private Ran run(String... arguments) {
    CapturedConsole console = new CapturedConsole().data(folder.resolve("data"));
    int code = console.run(arguments);
    return new Ran(code, console.out(), console.err());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static JsonNode cell(JsonNode document, String technique) {
    for (JsonNode row : document.path("techniques")) {
      if (row.path("id").asString().equals(technique)) {
        return row.path("cells").path(0);
      }
    }
    throw new AssertionError("no row of " + technique);
  }

  @Test
  void controlsBesideTheMapAreRead() throws IOException {
    String map = file("shop.yaml", MAP);
    Ran without = run("coverage", map, "--format", "json", "--date", "2026-11-01");
    assertThat(without.code()).as(without.err()).isZero();
    assertThat(cell(without.json(), "AML.T0051.000").path("state").asString()).isEqualTo("watched");
    file("shop.controls.yaml", CONTROLS);
    JsonNode with = run("coverage", map, "--format", "json", "--date", "2026-11-01").json();
    JsonNode cell = cell(with, "AML.T0051.000");
    assertThat(cell.path("state").asString()).isEqualTo("proven");
    assertThat(cell.path("controls").path(0).path("evidence").path("kind").asString())
        .isEqualTo("test");
    assertThat(with.path("totals").path("residual").asDouble())
        .isLessThan(without.json().path("totals").path("residual").asDouble());
    assertThat(with.path("roadmap").path("steps").size()).isPositive();
  }

  @Test
  void everyFormatIsWritten() throws IOException {
    String map = file("shop.yaml", MAP);
    String controls = file("c.yaml", CONTROLS);
    for (String format : new String[] {"table", "csv", "md"}) {
      Ran ran = run("coverage", map, "--controls", controls, "--format", format);
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("AML.T0051.000", "screening", "desk");
    }
    JsonNode layer =
        run("coverage", map, "--controls", controls, "--format", "navigator", "--all").json();
    assertThat(layer.path("domain").asString()).isEqualTo("atlas-atlas");
    assertThat(layer.path("techniques").size()).isGreaterThan(170);
    assertThat(run("coverage", map, "--format", "xlsx").out()).startsWith("PK");
    assertThat(run("coverage", map, "--framework", "owasp-llm@2025", "--format", "xlsx").out())
        .startsWith("PK");
    assertThat(run("coverage", map, "--format", "pdf").code()).isEqualTo(2);
  }

  @Test
  void failOnIsAGate() throws IOException {
    String map = file("shop.yaml", MAP);
    assertThat(run("coverage", map, "--fail-on", "failed").code()).isZero();
    assertThat(run("coverage", map, "--fail-on", "watched").code()).isEqualTo(1);
    assertThat(run("coverage", map, "--fail-on", "undetermined").code()).isEqualTo(1);
    assertThat(run("coverage", map, "--fail-on", "proven").code()).isEqualTo(2);
  }

  @Test
  void whatIfTellsTheDifference() throws IOException {
    String map = file("shop.yaml", MAP);
    JsonNode whatIf =
        run("coverage", map, "--what-if", "AML.M0020@desk", "--format", "json").json();
    assertThat(whatIf.path("drop").asDouble())
        .isPositive()
        .isCloseTo(
            whatIf.path("before").path("residual").asDouble()
                - whatIf.path("after").path("residual").asDouble(),
            within(1e-9));
    assertThat(run("coverage", map, "--what-if", "AML.M0020", "--what-if", "AML.M0029").out())
        .contains("AML.T0051.000@desk");
    assertThat(run("coverage", map, "--what-if", "AML.M0999").code()).isEqualTo(3);
  }

  @Test
  void mistakesInControlsAreListedAndTheRestCounts() throws IOException {
    String map = file("shop.yaml", MAP);
    String controls = file("c.yaml", CONTROLS + "  - {id: bad, mitigates: [AML.M0999]}\n");
    Ran ran = run("coverage", map, "--controls", controls, "--date", "2026-11-01");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("SX-CONTROL-008", "c.yaml:8");
    assertThat(ran.out()).contains("proven");
  }

  @Test
  void findingsAreEvidenceThatARuleSees() throws IOException {
    String map = file("shop.yaml", MAP);
    JsonNode before = run("coverage", map, "--format", "json").json();
    JsonNode rule = cell(before, "AML.T0051.000").path("watch").path("rules").path(0).path("rule");
    String findings =
        file("f.jsonl", "{\"rule\":\"" + rule.asString() + "\",\"system\":\"shop-desk\"}\n");
    JsonNode after = run("coverage", map, "--findings", findings, "--format", "json").json();
    assertThat(cell(after, "AML.T0051.000").path("watch").path("extent").asString())
        .isEqualTo("seen");
    assertThat(run("coverage", map, "--findings", file("g.jsonl", "{\"a\":1}\n")).code())
        .isEqualTo(3);
  }

  @Test
  void frameworksAreListedAndAssessed() throws IOException {
    String map = file("shop.yaml", MAP);
    Ran list = run("coverage", "--frameworks");
    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out()).contains("iso-42001@2023", "owasp-llm@2026");
    String controls = file("c.yaml", CONTROLS);
    JsonNode framework =
        run(
                "coverage",
                map,
                "--controls",
                controls,
                "--framework",
                "iso-42001@2023",
                "--date",
                "2026-11-01",
                "--format",
                "json")
            .json();
    assertThat(framework.path("requirements").size()).isEqualTo(38);
    assertThat(framework.path("totals").path("covered").asInt()).isPositive();
    for (String format : new String[] {"table", "csv", "md"}) {
      assertThat(run("coverage", map, "--framework", "iso-42001", "--format", format).out())
          .contains("A.6.2.6");
    }
    assertThat(run("coverage", map, "--framework", "owasp-llm").code()).isEqualTo(3);
    assertThat(run("coverage", "--framework", "iso-42001").code()).isEqualTo(2);
  }

  @Test
  void crosswalksOfOnesOwnAreReadAndChecked() throws IOException {
    String map = file("shop.yaml", MAP);
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(
        own.resolve("house.tsv"),
        """
        # framework: house
        # edition: 1
        # title: House rules
        # publisher: us
        # nature: controls
        # terms: ours
        H1\tScreen input
        """);
    String edges =
        """
        # source: us
        # source-edition: 1
        # date: 2026-11-01
        # terms: ours
        # from: atlas@2026.05
        # to: house@1
        # relation: intersects
        # confidence: medium
        # basis: judged
        AML.M0020\tH1
        """;
    Files.writeString(own.resolve("edges.tsv"), edges);
    Ran good = run("coverage", map, "--framework", "house", "--crosswalks", own.toString());
    assertThat(good.code()).as(good.err()).isZero();
    assertThat(good.out()).contains("H1 Screen input");
    Files.writeString(own.resolve("edges.tsv"), edges.replace("house@1", "house"));
    Ran bad = run("coverage", map, "--framework", "house", "--crosswalks", own.toString());
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.err()).contains("SX-CROSS-002");
  }
}
