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

class ModelCommandTest {
  private static final String OTM =
      """
      otmVersion: 0.2.0
      project: {name: Shop, id: shop}
      trustZones: [{id: z, name: Zone, risk: {trustRating: 10}}]
      components:
        - {id: a, name: Shop assistant, type: something, parent: {trustZone: z}}
        - {id: b, name: Orders, type: database}
      dataflows: [{id: f, name: F, source: a, destination: b}]
      threats: [{id: t, name: T}]
      """;

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String in, String... arguments) {
    CapturedConsole console = new CapturedConsole().input(in);
    int code = console.run(arguments);
    return new Ran(code, console.out(), console.err());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void importsCountsGuessesAndLeaves() throws IOException {
    Ran ran = run("", "model", "import", file("shop.otm", OTM), "--format", "json");
    assertThat(ran.code).isZero();
    JsonNode json = new JsonMapper().readTree(ran.out);
    assertThat(json.path("format").asString()).isEqualTo("otm");
    assertThat(json.path("counts").path("components").asInt()).isEqualTo(2);
    assertThat(json.path("counts").path("threats").asInt()).isEqualTo(1);
    assertThat(json.path("map").path("flows").asInt()).isEqualTo(1);
    assertThat(json.path("guessed").path(0).path("kind").asString()).isEqualTo("llm-application");
    assertThat(json.path("left").path(0).path("what").asString()).isEqualTo("threats");
  }

  @Test
  void writesAMapThatPassesTheCheck() throws IOException {
    Path map = folder.resolve("shop.yaml");
    assertThat(run("", "model", "import", file("shop.otm", OTM), "-o", map.toString()).code)
        .isZero();
    Ran check = run("", "model", "check", map.toString());
    assertThat(check.code).isZero();
    assertThat(check.out)
        .contains("nobody owns 'a'", "shop: 2 components, 1 flows, 1 boundaries, 0 assets");
    String before = Files.readString(map);
    Ran again = run("", "model", "import", file("shop.otm", OTM), "-o", map.toString());
    assertThat(again.code).as("nothing is replaced unasked").isEqualTo(2);
    assertThat(Files.readString(map)).isEqualTo(before);
    assertThat(
            run("", "model", "import", file("shop.otm", OTM), "-o", map.toString(), "--force").code)
        .isZero();
  }

  @Test
  void readsStandardInputAndWritesStandardOutput() {
    Ran ran = run(OTM, "model", "import", "-", "-o", "-");
    assertThat(ran.code).isZero();
    assertThat(run(ran.out, "model", "check", "-").code).isZero();
  }

  @Test
  void whatIsExportedComesBack() throws IOException {
    String map =
        """
        sextant: system/1
        id: x
        owner: web
        assets: [{id: d, sensitivity: restricted}]
        boundaries: [{id: z, trust: 40}]
        components:
        - {id: a, kind: agent, within: z, processes: [d]}
        - {id: b, kind: database, stores: [d]}
        flows: [{id: f, from: a, to: b, both-ways: true, assets: [d]}]
        """;
    Ran exported = run(map, "model", "export", "-");
    assertThat(exported.code).isZero();
    Ran back = run("", "model", "import", file("x.otm", exported.out), "-o", "-");
    assertThat(back.err).isEmpty();
    assertThat(back.out)
        .contains(
            "kind: agent",
            "sensitivity: restricted",
            "trust: 40",
            "both-ways: true",
            "stores: [d]");
    assertThat(run("sextant: system/1\n", "model", "export", "-").code).isEqualTo(3);
    assertThat(run(map, "model", "export", "-", "--to", "sarif").out)
        .contains("\"version\" : \"2.1.0\"", "\"ruleId\" : \"AML.T");
    assertThat(run(map, "model", "export", "-", "--to", "visio").err).contains("otm", "sarif");
  }

  @Test
  void includesStayInTheFolder() throws IOException {
    file("secret.yaml", "title: secret\n");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(
        inner.resolve("main.yaml"), "threagile_version: 1.0.0\nincludes: [../secret.yaml]\n");
    Ran ran = run("", "model", "import", inner.resolve("main.yaml").toString());
    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.out).contains("SX-MODEL-011").doesNotContain("secret:");
  }

  @Test
  void badInputIsShownWithItsPlace() throws IOException {
    Ran ran =
        run(
            "",
            "model",
            "check",
            file("bad.yaml", "sextant: system/1\nid: x\ncomponents:\n- {id: a, kind: agnet}\n"),
            folder.resolve("none.yaml").toString());
    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.out).contains("bad.yaml:4:17: error SX-MODEL-005", "Did you mean 'agent'?");
    assertThat(ran.err).contains("there is no such file");
    Files.write(folder.resolve("latin.otm"), new byte[] {'a', (byte) 0xe9});
    assertThat(run("", "model", "import", folder.resolve("latin.otm").toString()).err)
        .contains("neither UTF-8 nor UTF-16");
    assertThat(run("{}", "model", "import", "-").err).contains("SX-MODEL-001");
    assertThat(run("{}", "model", "import", "-", "--from", "nothing").code).isEqualTo(2);
  }

  @Test
  void theExampleHasNoMistake() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path example = at.resolve("examples/systems/ferry.yaml");
      if (Files.exists(example)) {
        Ran ran = run("", "model", "check", example.toString());
        assertThat(ran.out).isEqualTo("ferry: 14 components, 12 flows, 3 boundaries, 6 assets\n");
        return;
      }
    }
    throw new AssertionError("the example map is missing");
  }
}
