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

class ReferenceCommandsTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void lintsAFolderAndPassesOverBinaries() throws IOException {
    Files.writeString(folder.resolve("a.md"), "fine: AML.T0051\nwrong: AML.T9999\n");
    Files.write(folder.resolve("b.bin"), new byte[] {'A', 'M', 'L', '.', 'T', '9', 0});
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/c.md"), "AML.T9999");
    assertThat(run("lint", folder.toString())).isEqualTo(1);
    assertThat(console.out())
        .contains("a.md:2:8: error SX-ATLAS-050", "wrong: AML.T9999", "1 error, 0 warnings");
  }

  @Test
  void aFileThatIsReadInPiecesKeepsItsPlaces() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> places = new ArrayList<>();
    for (int line = 1; text.length() < 3 << 20; line++) {
      if (line % 1_000 == 0) {
        places.add(line + ":7");
        text.append("\tök – AML.T9999\r\n");
      } else {
        text.append("ein Satz ohne Befund, ").repeat("ä", line % 90).append('\n');
      }
    }
    Path file = Files.writeString(folder.resolve("long.txt"), text.append("AML.T0045"));
    assertThat(run("lint", "--format", "json", file.toString())).isEqualTo(1);
    List<String> found = new ArrayList<>();
    MAPPER
        .readTree(console.out())
        .get("issues")
        .forEach(issue -> found.add(issue.get("line") + ":" + issue.get("column")));
    assertThat(found.removeLast()).endsWith(":1");
    assertThat(found).isEqualTo(places);
    assertThat(run("lint", file.toString())).isEqualTo(1);
    assertThat(console.out()).contains("long.txt:" + places.getLast() + ": error", "  ök – AML.T");
  }

  @Test
  void writesSarif() throws IOException {
    Path file = Files.writeString(folder.resolve("a b.md"), "x AML.T0045");
    assertThat(run("lint", "--format", "sarif", "--fail-on", "never", file.toString())).isZero();
    JsonNode log = MAPPER.readTree(console.out());
    assertThat(log.get("version").stringValue()).isEqualTo("2.1.0");
    JsonNode result = log.get("runs").get(0).get("results").get(0);
    assertThat(result.get("ruleId").stringValue()).isEqualTo("SX-ATLAS-051");
    JsonNode place = result.get("locations").get(0).get("physicalLocation");
    assertThat(place.get("artifactLocation").get("uri").stringValue()).endsWith("a%20b.md");
    assertThat(place.get("region").get("startColumn").intValue()).isEqualTo(3);
  }

  @Test
  void aMissingPathIsBadInput() {
    assertThat(run("lint", folder.resolve("none").toString())).isEqualTo(3);
    assertThat(run("lint")).isEqualTo(2);
  }

  @Test
  void listsTheDifferencesOfTwoReleases() {
    assertThat(run("diff", "5.6.1", "2026.05", "--format", "json")).isZero();
    JsonNode document = MAPPER.readTree(console.out());
    assertThat(document.get("counts").get("maturity_down").intValue()).isEqualTo(6);
    assertThat(document.get("textCompared").booleanValue()).isFalse();
    assertThat(run("diff", "5.6.1", "1.2.3")).isEqualTo(3);
  }

  @Test
  void showsChangesAndMakesThemOnlyWhenTold() throws IOException {
    Path file = Files.writeString(folder.resolve("rule.yml"), "# AML.T0045\r\ntags: [AML.T0051]\n");
    assertThat(run("migrate", file.toString())).isZero();
    assertThat(console.out()).contains("-# AML.T0045", "+# AML.T0048.004");
    assertThat(Files.readString(file)).contains("AML.T0045");
    assertThat(run("migrate", "--write", file.toString())).isZero();
    assertThat(Files.readString(file)).isEqualTo("# AML.T0048.004\r\ntags: [AML.T0051]\n");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void leavesAFileAloneThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("latin.txt");
    byte[] bytes = "caf\u00e9 AML.T0045".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    assertThat(run("migrate", "--write", file.toString())).isEqualTo(3);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("atlas"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return console.run(all.toArray(String[]::new));
  }
}
