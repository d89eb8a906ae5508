package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AtlasCommandTest {
  static final String SMALL =
      """
      format-version: 6.0.0
      collection: {id: ATLAS-collection, name: Small, version: '2030.10', modified-date: '2030-10-31'}
      tactics:
        AML.TA0000: {id: AML.TA0000, name: Entry}
      techniques:
        AML.T0000: {id: AML.T0000, name: Knock, description: "Knocks.\\u001B[31m Loudly.", platforms: [Agentic AI]}
      relationships:
        AML.T0000:
          achieves: [{source: AML.T0000, target: AML.TA0000, relationship-type: achieves}]
      """;

  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path data;

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void printsTheCountsOfEveryRelease() {
    assertThat(run("releases", "--format", "json")).isZero();
    JsonNode document = MAPPER.readTree(console.out());
    assertThat(document.get("current").stringValue()).isEqualTo("2026.05");
    JsonNode newest = document.get("releases").get(0);
    assertThat(newest.propertyNames())
        .containsExactly(
            "tag",
            "origin",
            "date",
            "version",
            "format",
            "tactics",
            "techniques",
            "subtechniques",
            "mitigations",
            "case_studies",
            "incidents",
            "exercises",
            "procedure_steps",
            "tech_tactic_edges",
            "sub_parent_edges",
            "mitigation_tech_edges",
            "mitig_edges_with_text",
            "attack_ref_tactics",
            "attack_ref_techs",
            "attack_ref_mitig",
            "maturity",
            "platforms",
            "refs",
            "notices");
    assertThat(newest.get("tech_tactic_edges").intValue()).isEqualTo(185);
    assertThat(newest.get("platforms").stringValue()).contains("Agentic AI=114");
    assertThat(document.get("releases").get(1).get("tech_tactic_edges").intValue()).isEqualTo(111);
  }

  @Test
  void printsOneReleaseALine() {
    assertThat(run("releases", "--format", "jsonl")).isZero();
    assertThat(console.out().lines().map(MAPPER::readTree).map(n -> n.get("tag").stringValue()))
        .containsExactly("2026.05", "5.6.1");
  }

  @Test
  void showsATechniqueAsAPage() {
    assertThat(run("show", "AML.T0051")).isZero();
    assertThat(console.out())
        .startsWith("AML.T0051  LLM Prompt Injection")
        .contains("Execution", "Sub-techniques", "AML.T0051.002", "Mitigations", "Case studies");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void showsATechniqueAsJson() {
    assertThat(run("show", "t0024.000", "--format", "json")).isZero();
    JsonNode node = MAPPER.readTree(console.out());
    assertThat(node.propertyNames())
        .contains(
            "kind",
            "id",
            "name",
            "fullName",
            "summary",
            "parent",
            "tactics",
            "maturity",
            "platforms",
            "url",
            "release",
            "origin",
            "description",
            "references",
            "subtechniques",
            "mitigations",
            "caseStudies",
            "note");
    assertThat(node.get("kind").stringValue()).isEqualTo("sub_technique");
    assertThat(node.get("parent").get("id").stringValue()).isEqualTo("AML.T0024");
    assertThat(node.get("tactics").get(0).get("name").stringValue()).isEqualTo("Exfiltration");
    assertThat(node.get("note").stringValue()).contains("is read as AML.T0024.000");
    List<Boolean> inherited = new ArrayList<>();
    node.get("mitigations").forEach(m -> inherited.add(m.get("inherited").booleanValue()));
    assertThat(inherited).isNotEmpty();
  }

  @Test
  void showsTheStepsOfACaseStudyInAttackOrder() {
    assertThat(run("show", "AML.CS0000", "--format", "jsonl")).isZero();
    List<String> steps = new ArrayList<>();
    MAPPER
        .readTree(console.out())
        .get("steps")
        .forEach(s -> steps.add(s.get("technique").stringValue()));
    assertThat(steps)
        .containsExactly(
            "AML.T0000.001",
            "AML.T0002.000",
            "AML.T0005",
            "AML.T0043.003",
            "AML.T0042",
            "AML.T0015");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AML.TA0002", "AML.M0015", "AML.CS0042", "llm jailbreak"})
  void showsEveryKindOfObject(String id) {
    assertThat(run("show", id)).isZero();
    assertThat(console.out()).contains("in ATLAS 2026.05 (built in)");
  }

  @ParameterizedTest
  @CsvSource({
    "AML.T0045, SX-ATLAS-030, became AML.T0048.004",
    "AML.T0116, SX-ATLAS-031, known from release 2026.08",
    "AML.T0051.005, SX-ATLAS-033, AML.T0051.002",
    "llm jailbrake, SX-ATLAS-033, AML.T0054",
    "T51, SX-ATLAS-034, AML.T0051"
  })
  void helpsWhenThereIsNoSuchObject(String typed, String code, String help) {
    assertThat(run("show", typed)).isEqualTo(3);
    assertThat(console.err()).contains(code, help);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void helpsInJsonToo() {
    assertThat(run("show", "AML.T0045", "--format", "json")).isEqualTo(3);
    JsonNode node = MAPPER.readTree(console.out());
    assertThat(node.get("outcome").stringValue()).isEqualTo("retired");
    assertThat(node.get("code").stringValue()).isEqualTo("SX-ATLAS-030");
    assertThat(node.get("candidates").get(0).get("id").stringValue()).isEqualTo("AML.T0048.004");
  }

  @Test
  void filtersTechniques() {
    assertThat(
            run(
                "list",
                "--tactic",
                "exfiltration",
                "--platform",
                "agentic ai",
                "--maturity",
                "realized",
                "--format",
                "json"))
        .isZero();
    JsonNode document = MAPPER.readTree(console.out());
    assertThat(document.get("release").stringValue()).isEqualTo("2026.05");
    assertThat(document.get("items")).isNotEmpty();
    document
        .get("items")
        .forEach(item -> {
          assertThat(item.get("maturity").stringValue()).isEqualTo("realized");
          assertThat(item.get("platforms").toString()).contains("Agentic AI");
          assertThat(item.get("tactics").toString()).contains("AML.TA0010");
        });
  }

  @ParameterizedTest
  @CsvSource({"tactics, 16", "techniques, 170", "mitigations, 35", "case-studies, 57"})
  void listsEveryKind(String kind, int count) {
    assertThat(run("list", kind, "--format", "jsonl")).isZero();
    assertThat(console.out().lines()).hasSize(count);
    CapturedConsole table = new CapturedConsole();
    assertThat(table.run("atlas", "list", kind, "--data", data.toString())).isZero();
    assertThat(table.out().lines()).hasSize(count + 1);
  }

  @Test
  void refusesFiltersThatMatchNothingThereIs() {
    assertThat(run("list", "--tactic", "AML.T0051")).isEqualTo(3);
    assertThat(console.err()).contains("is a technique, not a tactic");
    assertThat(run("list", "--platform", "Steam AI")).isEqualTo(3);
    assertThat(console.err()).contains("Known: Agentic AI, Enterprise");
    assertThat(run("list", "--platform", "Agentic AI", "--release", "5.6.1")).isEqualTo(3);
    assertThat(console.err()).contains("states no platforms");
    assertThat(run("list", "mitigations", "--maturity", "realized")).isEqualTo(2);
    assertThat(run("list", "gadgets")).isEqualTo(2);
    assertThat(run("list", "--format", "sarif")).isEqualTo(2);
    assertThat(run("list", "--release", "9.9")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-023", "2026.05, 5.6.1");
  }

  @Test
  void searchesWithMarks() {
    assertThat(run("search", "prompt", "injectoin", "--format", "jsonl", "--limit", "3")).isZero();
    List<JsonNode> hits = console.out().lines().map(MAPPER::readTree).toList();
    assertThat(hits).hasSize(3);
    assertThat(hits.getFirst().get("id").stringValue()).isEqualTo("AML.T0051");
    assertThat(hits.getFirst().propertyNames())
        .containsExactly(
            "kind", "id", "name", "summary", "fullName", "score", "field", "fragment", "marks");
  }

  @Test
  void importsAFileAndShowsItsText() throws IOException {
    Path file = Files.writeString(data.resolve("ATLAS-2030.10.yaml"), SMALL);
    assertThat(run("import", file.toString(), "--make-current")).isZero();
    assertThat(console.out())
        .contains("imported 2030.10: 1 tactics, 1 techniques", "2030.10 is the current release");
    assertThat(data.resolve("releases/ATLAS-2030.10.yaml")).hasSameBinaryContentAs(file);

    CapturedConsole show = new CapturedConsole();
    assertThat(show.run("atlas", "show", "AML.T0000", "--data", data.toString())).isZero();
    assertThat(show.out())
        .contains("technique in ATLAS 2030.10 (imported)", "Loudly.")
        .doesNotContain("\u001B");
  }

  @Test
  void importsFromStandardInputUnderATag() {
    assertThat(
            console
                .input(SMALL)
                .run(
                    "atlas",
                    "import",
                    "-",
                    "--tag",
                    "v7.0",
                    "--data",
                    data.toString(),
                    "--format",
                    "json"))
        .isZero();
    JsonNode node = MAPPER.readTree(console.out());
    assertThat(node.get("outcome").stringValue()).isEqualTo("imported");
    assertThat(node.get("release").get("tag").stringValue()).isEqualTo("7.0");
    assertThat(node.get("issues").get(0).get("code").stringValue()).isEqualTo("SX-ATLAS-014");
  }

  @Test
  void keepsReleasesImmutable() throws IOException {
    Path file = Files.writeString(data.resolve("ATLAS-2030.10.yaml"), SMALL);
    run("import", file.toString());
    assertThat(run("import", file.toUri().toString())).isZero();
    assertThat(console.out()).contains("unchanged 2030.10");
    Files.writeString(file, SMALL.replace("Knock,", "Ring,"));
    assertThat(run("import", file.toString())).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-020", "--replace");
    assertThat(run("import", file.toString(), "--replace")).isZero();
    assertThat(console.out()).contains("replaced 2030.10");
  }

  @Test
  void listsEveryProblemOfABadFileWithItsLine() throws IOException {
    Path file = data.resolve("ATLAS-1.yaml");
    Files.writeString(
        file,
        SMALL
            .replace("name: Knock, ", "")
            .replace("AML.TA0000: {id: AML.TA0000", "AML.TA0000: {id: TA0"));
    assertThat(run("import", file.toString())).isEqualTo(3);
    assertThat(console.err())
        .contains("ATLAS-1.yaml:4:", "error SX-ATLAS-008", "error SX-ATLAS-007", "    ^")
        .containsPattern("[23] errors");
    assertThat(data.resolve("releases")).doesNotExist();
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThat(run("import", data.resolve("nothing.yaml").toString())).isEqualTo(3);
    assertThat(console.err()).contains("there is no such file");
    assertThat(run("import", "file://elsewhere/x.yaml")).isEqualTo(2);
    assertThat(
            console
                .input(SMALL)
                .run("atlas", "import", "-", "--tag", "../../etc/x", "--data", data.toString()))
        .isEqualTo(2);
  }

  @Test
  void saysWhenTheFolderCannotBeWritten() throws IOException {
    Files.writeString(data.resolve("releases"), "a file in the way");
    assertThat(console.input(SMALL).run("atlas", "import", "-", "--data", data.toString()))
        .isEqualTo(4);
    assertThat(console.err()).contains("cannot store the release");
    assertThat(run("show", "AML.T0051")).isEqualTo(4);
    assertThat(run("releases")).isEqualTo(4);
    assertThat(console.err()).contains("cannot read the releases in");
  }

  @Test
  void writesTheCatalogueAgain() throws IOException {
    Path file = Files.writeString(data.resolve("ATLAS-2030.10.yaml"), SMALL);
    assertThat(
            console.run(
                "atlas",
                "catalogue",
                "--from",
                file.toString(),
                "--to",
                data.resolve("out").toString()))
        .isZero();
    String techniques =
        Files.readString(data.resolve("out/2030.10/techniques.tsv"), StandardCharsets.UTF_8);
    assertThat(techniques).contains("AML.T0000\tKnock").doesNotContain("Knocks");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("atlas"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return console.run(all.toArray(String[]::new));
  }
}
