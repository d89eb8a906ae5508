package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectionsCommandTest {
  @TempDir private Path folder;

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void printsOneTechnique() {
    assertThat(run("detections", "t0051.000")).isZero();
    assertThat(console.out())
        .contains("AML.T0051.000  LLM Prompt Injection: Direct", "Observable  directly")
        .contains("rules/prompt/override_of_instructions.yml");
  }

  @Test
  void saysWhyNothingCanBeSeen() {
    assertThat(run("detections", "AML.T0005", "--format", "md")).isZero();
    assertThat(console.out()).contains("Observable: never", "- Because: ", "AML.T0024.002");
  }

  @Test
  void listsEveryTechniqueAndTheGaps() {
    assertThat(items("--release", "5.6.1")).isEqualTo(170);
    int gaps = items("--gaps");
    assertThat(gaps).isBetween(1, 146);
    assertThat(items("--tactic", "Impact", "--gaps")).isBetween(1, gaps - 1);
  }

  @Test
  void refusesWhatIsNoTechnique() {
    assertThat(run("detections", "AML.M0001")).isEqualTo(3);
    assertThat(run("detections", "AML.T9999")).isEqualTo(3);
    assertThat(run("detections", "--tactic", "AML.T0051")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-033");
  }

  @Test
  void showNamesTheDetection() {
    assertThat(run("show", "AML.T0077")).isZero();
    assertThat(console.out()).contains("rules/output/data_in_link.yml");
  }

  @Test
  void showWritesTheDetectionAsJson() {
    assertThat(run("show", "AML.T0005", "--format", "json")).isZero();
    JsonNode detection = new JsonMapper().readTree(console.out()).get("detection");
    assertThat(detection.get("observable").stringValue()).isEqualTo("never");
    assertThat(detection.get("blind").get("watch").size()).isEqualTo(3);
  }

  private int items(String... arguments) {
    CapturedConsole own = new CapturedConsole();
    List<String> all = new ArrayList<>(List.of("atlas", "detections", "--format", "json"));
    all.addAll(List.of("--data", folder.toString()));
    all.addAll(List.of(arguments));
    assertThat(own.run(all.toArray(String[]::new))).isZero();
    return new JsonMapper().readTree(own.out()).get("items").size();
  }

  private int run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("atlas", command, "--data", folder.toString()));
    all.addAll(List.of(arguments));
    return console.run(all.toArray(String[]::new));
  }
}
