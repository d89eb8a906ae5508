package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String NEWER = AtlasCommandTest.SMALL.replace("2030.10", "2030.11");

  @TempDir private Path work;

  private Path data = Path.of("");
  private Path clone = Path.of("");
  private final CapturedConsole console = new CapturedConsole();

  @BeforeEach
  void makeFolders() throws IOException {
    data = work.resolve("data");
    clone = Files.createDirectories(work.resolve("clone"));
  }

  @Test
  void showsTheChangesAndKeepsTheCurrentRelease() throws IOException {
    Path file = Files.writeString(work.resolve("ATLAS-2030.10.yaml"), AtlasCommandTest.SMALL);
    assertThat(run("import", file.toString())).isZero();
    assertThat(console.out())
        .containsPattern("SHA-256 [0-9a-f]{64}")
        .contains("against 2026.05: ", " removed", "  removed AML.T", "stays the current release");
    assertThat(current()).isEqualTo("2026.05");
    assertThat(run("current", "2030.10")).isZero();
    assertThat(current()).isEqualTo("2030.10");
    assertThat(run("current", "1.2.3")).isEqualTo(3);
    assertThat(run("import", file.toString(), "--format", "json")).isZero();
  }

  @Test
  void comparesWhatReplacesTheCurrentReleaseWithWhatItWas() throws IOException {
    Path file = Files.writeString(work.resolve("ATLAS-2030.10.yaml"), AtlasCommandTest.SMALL);
    assertThat(run("import", file.toString(), "--make-current")).isZero();
    Files.writeString(file, AtlasCommandTest.SMALL.replace("name: Knock", "name: Ring"));
    CapturedConsole json = new CapturedConsole();
    json.run(
        "atlas",
        "import",
        file.toString(),
        "--replace",
        "--data",
        data.toString(),
        "--format",
        "json");
    JsonNode node = MAPPER.readTree(json.out());
    assertThat(node.get("outcome").stringValue()).isEqualTo("replaced");
    assertThat(node.get("comparedWithCurrent").get("counts").get("renamed").intValue()).isOne();
  }

  @Test
  void refusesAFileWithAnotherChecksum() throws IOException {
    Path file = Files.writeString(work.resolve("ATLAS-2030.10.yaml"), AtlasCommandTest.SMALL);
    assertThat(run("import", file.toString(), "--sha256", "0".repeat(64))).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-028");
    assertThat(data.resolve("releases")).doesNotExist();
    CapturedConsole json = new CapturedConsole();
    json.run("atlas", "import", file.toString(), "--data", data.toString(), "--format", "json");
    JsonNode node = MAPPER.readTree(json.out());
    String checksum = node.get("sha256").stringValue();
    assertThat(node.get("current").booleanValue()).isFalse();
    assertThat(node.get("comparedWithCurrent").get("counts").get("removed").intValue())
        .isGreaterThan(100);
    assertThat(run("import", file.toString(), "--sha256", checksum.toUpperCase())).isZero();
  }

  @Test
  void findsTheNewestReleaseOfAFolder() throws IOException {
    write("dist/v6/ATLAS-2030.10.yaml", AtlasCommandTest.SMALL);
    write("dist/v6/ATLAS-2030.11.yaml", NEWER);
    write("dist/ATLAS.yaml", "frozen: [");
    assertThat(run("import", clone.toString())).isZero();
    assertThat(console.out()).contains("imported 2030.11");
    assertThat(run("import", clone.toString(), "--tag", "2030.10")).isZero();
    assertThat(console.out()).contains("imported 2030.10");
    assertThat(run("import", clone.toString(), "--tag", "2031.01")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-026", "There are: 2030.10, 2030.11");
  }

  @Test
  void takesWhatTheManifestNames() throws IOException {
    write("dist/v6/ATLAS-2030.10.yaml", AtlasCommandTest.SMALL);
    write("dist/v6/ATLAS-2030.11.yaml", NEWER);
    Path manifest =
        write(
            "dist/manifest.yaml",
            """
            - release: '2030.10'
              versions: [{format-version: 6.0.0, path: v6/ATLAS-2030.10.yaml}]
            """);
    assertThat(run("import", clone.toString())).isZero();
    assertThat(console.out()).contains("imported 2030.10");
    assertThat(run("import", manifest.toString())).isZero();
    assertThat(console.out()).contains("unchanged 2030.10");
    Files.writeString(
        manifest, "- {release: '1.0', versions: [{format-version: '6', path: ../../x.yaml}]}\n");
    assertThat(run("import", manifest.toString())).isEqualTo(3);
    assertThat(console.err()).contains("leads out of the manifest's folder");
  }

  @Test
  void putsTheClustersOfAGalaxyTogether() throws IOException {
    CapturedConsole export = new CapturedConsole();
    export.run("atlas", "export", "--format", "misp", "--data", data.toString());
    write("clusters/mitre-atlas-attack-pattern.json", export.out());
    write(
        "clusters/mitre-atlas-course-of-action.json",
        """
        {"type": "mitre-atlas-course-of-action", "values": [
          {"value": "Limit - AML.M0000", "uuid": "u", "meta": {"external_id": "AML.M0000"},
           "related": [{"dest-uuid": "c02f812d-59cc-5366-b1aa-7eb05154b772", "type": "mitigates"}]}]}
        """);
    assertThat(run("import", clone.toString(), "--tag", "2030.12")).isZero();
    assertThat(console.out()).contains("101 techniques, 69 sub-techniques, 1 mitigations");
  }

  @Test
  void readsATagOfACloneWithoutTouchingIt() throws IOException, InterruptedException {
    write("dist/ATLAS.yaml", AtlasCommandTest.SMALL);
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "one");
    git("tag", "v2030.10");
    write("dist/ATLAS.yaml", NEWER);
    assertThat(run("import", clone.toString(), "--ref", "v2030.10")).isZero();
    assertThat(console.out()).contains("imported 2030.10");
    assertThat(clone.resolve("dist/ATLAS.yaml")).hasContent(NEWER);
    assertThat(run("import", clone.toString(), "--ref", "v9")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-027");
    assertThat(run("import", clone.toString(), "--ref", "--upload-pack=x")).isEqualTo(2);
    assertThat(run("import", work.toString(), "--ref", "HEAD")).isEqualTo(3);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C"));
    command.add(clone.toString());
    command.addAll(List.of(arguments));
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (IOException e) {
      assumeTrue(false, "git is not installed: " + e.getMessage());
      throw e;
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = clone.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String current() {
    CapturedConsole asked = new CapturedConsole();
    asked.run("atlas", "current", "--format", "json", "--data", data.toString());
    return MAPPER.readTree(asked.out()).get("current").stringValue();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("atlas"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return console.run(all.toArray(String[]::new));
  }
}
