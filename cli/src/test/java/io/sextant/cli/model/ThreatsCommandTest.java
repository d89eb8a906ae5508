package io.sextant.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ThreatsCommandTest {
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world}
        - {id: desk, kind: llm-application, within: house, owner: web, processes: [orders]}
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
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

  @Test
  void threatsHaveStableKeysPathsAndRatings() throws IOException {
    Ran ran = run("model", "threats", file("shop.yaml", MAP), "--format", "json");
    assertThat(ran.code).as(ran.err).isZero();
    JsonNode threat =
        ran.json()
            .path("threats")
            .valueStream()
            .filter(each -> each.path("key").asString().equals("AML.T0051.000@desk"))
            .findFirst()
            .orElseThrow();
    assertThat(threat.path("paths").path(0).path("components").toString())
        .isEqualTo("[\"guest\",\"desk\"]");
    assertThat(threat.path("rating").path("factors")).hasSize(5);
    assertThat(threat.path("owner").asString()).isEqualTo("web");
    assertThat(ran.json().path("questions")).isNotEmpty();
    assertThat(
            run("model", "threats", folder.resolve("shop.yaml").toString(), "--format", "json").out)
        .as("the same every time")
        .isEqualTo(ran.out);
  }

  @Test
  void everyFormatIsWritten() throws IOException {
    String map = file("shop.yaml", MAP);
    assertThat(run("model", "threats", map).out).contains("AML.T0051.000", "question");
    assertThat(run("model", "threats", map, "--format", "md").out)
        .contains("| high ", "### Questions");
    assertThat(run("model", "threats", map, "--format", "csv").out)
        .startsWith("key,technique")
        .contains("\nAML.T0051.000@desk,AML.T0051.000,LLM Prompt Injection: Direct,desk,");
    JsonNode sarif = run("model", "threats", map, "--format", "sarif").json();
    assertThat(sarif.path("version").asString()).isEqualTo("2.1.0");
    assertThat(sarif.at("/runs/0/results")).isNotEmpty();
    assertThat(run("model", "threats", map, "--format", "junit").out).contains("<failure message=");
    assertThat(run("model", "threats", map, "--stride").out).contains("TACTIC", "tampering");
    assertThat(run("model", "threats", map, "--format", "pdf").code).isEqualTo(2);
  }

  @Test
  void explainsWhyAndWhyNot() throws IOException {
    String map = file("shop.yaml", MAP);
    assertThat(run("model", "threats", map, "--explain", "T0051.000").out)
        .contains("desk: applies", "path  guest → desk");
    assertThat(run("model", "threats", map, "--explain", "AML.T0051.001").out)
        .contains("desk: does not apply", "no  component.input('written')");
    assertThat(run("model", "threats", map, "--explain", "T0065").out)
        .contains("no threat of the register (preparation)");
    assertThat(run("model", "threats", map, "--explain", "T9999").code).isEqualTo(3);
  }

  @Test
  void decisionsBesideTheMapCount() throws IOException {
    String map = file("shop.yaml", MAP);
    assertThat(run("model", "threats", map, "--fail-on", "high").code).isEqualTo(1);
    assertThat(run("model", "threats", map, "--fail-on", "unowned").code).isZero();
    StringBuilder decisions = new StringBuilder("sextant: register/1\nsystem: shop\ndecisions:\n");
    run("model", "threats", map, "--format", "json")
        .json()
        .path("threats")
        .forEach(each ->
            decisions
                .append("- {threat: ")
                .append(each.path("key").asString())
                .append(", status: accepted, author: a, reason: b, expires: 2026-12-31}\n"));
    file("shop.register.yaml", decisions.toString());
    assertThat(run("model", "threats", map, "--fail-on", "low", "--date", "2026-12-31").code)
        .isZero();
    assertThat(run("model", "threats", map, "--fail-on", "low", "--date", "2027-01-01").code)
        .as("expired")
        .isEqualTo(1);
    file("shop.register.yaml", "sextant: register/1\nsystem: shop\ndecisions: [{threat: x}]\n");
    assertThat(run("model", "threats", map).code).isEqualTo(3);
  }

  @Test
  void aChangeIsAGate() throws IOException {
    String before = file("before.yaml", MAP);
    String after =
        file(
            "after.yaml",
            MAP.replace(
                "flows:",
                "  - {id: web, kind: external-data, within: world}\nflows:\n  - {from: web, to: desk}"));
    Ran diff = run("model", "diff", before, after, "--fail-on", "medium");
    assertThat(diff.code).isEqualTo(1);
    assertThat(diff.out).contains("added    medium  AML.T0051.001@desk");
    assertThat(run("model", "diff", after, before, "--fail-on", "medium").code).isZero();
    assertThat(run("model", "diff", before, after, "--format", "md").out)
        .contains("| added | medium");
    assertThat(run("model", "diff", before, after, "--format", "json").json().path("added"))
        .isNotEmpty();
    assertThat(run("model", "diff", before, after, "--format", "junit").out).contains("<testsuite");
    assertThat(
            run("model", "diff", before, after, "--format", "sarif").json().at("/runs/0/results"))
        .isNotEmpty();
  }

  @Test
  void drawsAndChecksRules() throws IOException {
    String map = file("shop.yaml", MAP);
    assertThat(run("model", "diagram", map).out).startsWith("flowchart LR");
    assertThat(run("model", "diagram", map, "--format", "dot", "--threats").out)
        .startsWith("digraph")
        .contains("threats: ");
    JsonNode graph = run("model", "diagram", map, "--format", "json", "--threats").json();
    assertThat(graph.path("boundaries").size()).isEqualTo(2);
    assertThat(graph.path("flows").get(0).path("bothWays").asBoolean()).isTrue();
    JsonNode desk = graph.path("components").get(1);
    assertThat(desk.path("within").asString()).isEqualTo("house");
    long threats = desk.path("threats").valueStream().mapToLong(JsonNode::asLong).sum();
    assertThat(threats)
        .isPositive()
        .isEqualTo(
            run("model", "threats", map, "--format", "json")
                .json()
                .path("threats")
                .valueStream()
                .filter(it -> it.path("component").asString().equals("desk"))
                .count());
    Ran rules = run("model", "rules");
    assertThat(rules.code).isZero();
    assertThat(rules.out).contains("0 techniques of ATLAS 2026.05 uncovered");
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(
        own.resolve("r.yaml"),
        "sextant: applicability/1\nrules: [{technique: AML.T0051, on: agnet}]\n");
    assertThat(run("model", "rules", own.toString()).code).isEqualTo(3);
    assertThat(run("model", "threats", map, "--rules", own.toString()).code).isEqualTo(3);
  }

  @Test
  void aMapWithMistakesIsRefusedWhole() throws IOException {
    Ran ran = run("model", "threats", file("bad.yaml", MAP.replace("to: desk", "to: nowhere")));
    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains("SX-MODEL-007", "nowhere");
  }
}
