package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SuggestCommandTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void remembersAcceptedTags() throws IOException {
    String note = "The zorbifier of team Blau was wobbled again";
    assertThat(best(suggestion(note))).isNotEqualTo("AML.T0031");
    Path tags = file("{\"text\":\"zorbifier wobbled at Blau\",\"technique\":\"AML.T0031\"}\n");
    assertThat(run("--learn", tags.toString())).isZero();
    assertThat(console.out()).contains("1 accepted tags remembered, 0 known");
    assertThat(best(suggestion(note))).isEqualTo("AML.T0031");
    assertThat(best(suggestion("hidden white text in a tiny font"))).isEqualTo("AML.T0068");
    assertThat(run("--learn", tags.toString())).isZero();
    assertThat(console.out()).contains("0 accepted tags remembered, 1 known");
    assertThat(folder.resolve("data/suggest/accepted.jsonl")).content().hasLineCount(1);
  }

  @Test
  void remembersNothingOfAFileWithMistakes() throws IOException {
    Path tags =
        file(
            """
            {"text":"fine","technique":"AML.T0051"}
            {"text":"retired","technique":"AML.T0045"}
            {"text":"","technique":"AML.T0051"}
            {"text":"a mitigation","technique":"AML.M0001"}
            not json
            {"text":"two","technique":"AML.T0051"} {}
            """);
    assertThat(run("--learn", tags.toString())).isEqualTo(3);
    assertThat(console.err())
        .contains("SX-ATLAS-042", ":2", "became AML.T0048.004", ":3", ":4", ":5", "5 errors")
        .contains("not JSON: something follows the end of the document");
    assertThat(folder.resolve("data/suggest")).doesNotExist();
    assertThat(run("--learn", tags.toString(), "text")).isEqualTo(2);
  }

  private String suggestion(String text) {
    CapturedConsole asked = new CapturedConsole();
    asked.run(
        "atlas", "suggest", text, "--format", "jsonl", "--data", folder.resolve("data").toString());
    return asked.out();
  }

  @Test
  void answersEachLineInOrder() throws IOException {
    Path input =
        file(
            """
            {"text":"hidden white text in a tiny font"}

            {"text":"the flood of queries took the service down","tactic":"AML.TA0011"}
            {"text":"they registered an account","tactic":"resource development"}
            """);
    assertThat(run("--input", input.toString(), "--release", "5.6.1", "--format", "jsonl"))
        .isZero();
    List<String> lines = console.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(best(lines.get(0))).isEqualTo("AML.T0068");
    assertThat(best(lines.get(1))).isEqualTo("AML.T0029");
    assertThat(best(lines.get(2))).isEqualTo("AML.T0021");
    JsonNode first = MAPPER.readTree(lines.get(0)).get("suggestions").get(0);
    assertThat(first.propertyNames())
        .containsExactly("technique", "name", "score", "confidence", "why");
    assertThat(console.err()).contains("449 case-study steps");
  }

  @Test
  void keepsTheOrderOverWrongLinesAndNamesThemAll() throws IOException {
    Path input =
        file(
            """
            {"text":
            [1]
            {"text":"jailbreak","tactic":7}
            {"text":"jailbreak","tactic":"AML.TA9999"}
            {"text":"jailbreak"}
            """);
    assertThat(run("--input", input.toString(), "--format", "jsonl")).isEqualTo(3);
    List<String> lines = console.out().lines().toList();
    assertThat(lines).hasSize(5);
    for (String line : lines.subList(0, 3)) {
      assertThat(MAPPER.readTree(line).get("suggestions").isEmpty()).isTrue();
    }
    assertThat(best(lines.get(4))).isEqualTo("AML.T0054");
    assertThat(console.err())
        .contains(":1: error SX-ATLAS-040", ":2: error SX-ATLAS-040", ":3: error SX-ATLAS-040")
        .contains(":4: error SX-ATLAS-033");
  }

  @Test
  void takesATextFromTheCommandLine() {
    assertThat(run("the", "model", "file", "was", "a", "malicious", "pickle")).isZero();
    assertThat(console.out()).contains("SCORE").contains("AML.T0011.000");
    assertThat(run()).isEqualTo(2);
    assertThat(run("--tactic", "nonsense", "text")).isEqualTo(2);
  }

  private static String best(String line) {
    return MAPPER.readTree(line).get("suggestions").get(0).get("technique").stringValue();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("texts.jsonl"), text);
  }

  private int run(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("atlas", "suggest", "--data", folder.resolve("data").toString()));
    all.addAll(List.of(arguments));
    return console.run(all.toArray(String[]::new));
  }
}
