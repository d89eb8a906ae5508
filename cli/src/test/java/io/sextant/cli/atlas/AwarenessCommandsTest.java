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

class AwarenessCommandsTest {
  @TempDir private Path folder;

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void printsTheFacilitatorsSheetAndTheTeams() {
    assertThat(run("exercise", "AML.CS0000")).isZero();
    assertThat(console.out()).contains("# Tabletop exercise: ", "AML.T0015", "## Inject 1");
    CapturedConsole sheet = new CapturedConsole();
    assertThat(sheet.run("atlas", "exercise", "AML.CS0000", "--team", "--data", folder.toString()))
        .isZero();
    assertThat(sheet.out()).contains("## Inject 1").doesNotContain("AML.");
  }

  @Test
  void reportsOnARun() {
    console.input(
        """
        {"release":"5.6.1","study":"AML.CS0000","played":[1],"given":["1.recognise.1"],
         "team":"Blue","actions":[{"text":"Write it down"}]}
        """);
    assertThat(run("exercise", "--run", "-")).isZero();
    assertThat(console.out())
        .contains("After-action report: ", "ATLAS 5.6.1", "Blue", "Write it down");
  }

  @Test
  void scoresARun() {
    console.input(
        "{\"release\":\"2026.05\",\"study\":\"AML.CS0000\",\"played\":[1],\"given\":[\"1.recognise.1\"]}");
    assertThat(run("exercise", "--run", "-", "--format", "json")).isZero();
    JsonNode total = new JsonMapper().readTree(console.out()).at("/score/total");
    assertThat(total.get("got").intValue()).isEqualTo(1);
    assertThat(total.get("possible").intValue()).isGreaterThan(5);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(run("exercise")).isEqualTo(2);
    assertThat(run("exercise", "AML.CS0000", "--format", "pdf")).isEqualTo(2);
    assertThat(run("exercise", "AML.CS0000", "--team", "--format", "json")).isEqualTo(2);
    assertThat(run("exercise", "AML.CS0000", "--minutes", "10")).isEqualTo(2);
    assertThat(run("exercise", "AML.T0051")).isEqualTo(3);
    assertThat(run("quiz", "--count", "0")).isEqualTo(2);
    assertThat(run("quiz", "--tactic", "AML.T0051")).isEqualTo(3);
    assertThat(run("one-pager", "AML.CS0000")).isEqualTo(3);
    console.input("{\"study\":1}");
    assertThat(run("exercise", "--run", "-")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-033", "SX-AWARE-003");
  }

  @Test
  void makesAQuiz() {
    assertThat(run("quiz", "--count", "5", "--seed", "3", "--tactic", "Impact", "--format", "json"))
        .isZero();
    JsonNode items = new JsonMapper().readTree(console.out()).get("items");
    assertThat(items).hasSize(5);
    assertThat(items.get(0).get("options")).isNotEmpty();
    assertThat(items.get(0).get("right").stringValue()).isNotEmpty();
  }

  @Test
  void printsAOnePagerForEachTechnique() {
    assertThat(run("one-pager", "AML.T0051", "AML.T0005")).isZero();
    assertThat(console.out()).contains("# LLM Prompt Injection", "It cannot be seen");
  }

  @Test
  void takesInAMatrixOfAttack() {
    console.input(
        """
        {"objects":[
         {"type":"x-mitre-matrix","name":"M","tactic_refs":["t"],"external_references":[{"source_name":"mitre-attack","external_id":"ics-attack"}]},
         {"type":"x-mitre-tactic","id":"t","name":"T","x_mitre_shortname":"t","external_references":[{"source_name":"mitre-attack","external_id":"TA0001"}]},
         {"type":"attack-pattern","name":"A","kill_chain_phases":[{"phase_name":"t"}],"external_references":[{"source_name":"mitre-attack","external_id":"T0800"}]}]}
        """);
    assertThat(run("import-attack", "-")).isZero();
    assertThat(console.out()).contains("ics-attack", "1 tactics, 1 techniques");
    assertThat(folder.resolve("attack/ics-attack.json")).exists();
    console.input("{}");
    assertThat(run("import-attack", "-")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATTACK-002");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("atlas"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", folder.toString()));
    return console.run(all.toArray(String[]::new));
  }
}
