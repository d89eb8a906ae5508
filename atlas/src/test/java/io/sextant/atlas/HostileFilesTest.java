package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are broken or made to harm.
class HostileFilesTest {
  private static final long SEED = 20_260_527L;
  private static final int MUTATIONS = 1_500;

  @Test
  void stopsAtDeepNesting() {
    assertProblem("tactics: " + "[".repeat(10_000), "SX-ATLAS-003");
    assertProblem("a: ".repeat(1) + "{a: ".repeat(10_000), "SX-ATLAS-003");
  }

  @Test
  void stopsAtAnAliasBomb() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("a").append(i).append(": &a").append(i).append(" [");
      yaml.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
    }
    assertProblem(yaml.toString(), "SX-ATLAS-003");
  }

  @Test
  void readsSharedListsThatAWriterMadeAliasesOf() {
    String yaml =
        """
        tactics: [{id: AML.TA0000, name: A}]
        techniques:
        - {id: AML.T0000, name: X, tactics: &id001 [AML.TA0000]}
        - {id: AML.T0001, name: Y, tactics: *id001}
        """;
    assertThat(Fixture.read(yaml).release().orElseThrow().techniques().getLast().tactics())
        .containsExactly(new TacticId("AML.TA0000"));
  }

  @Test
  void refusesAHugeFile() {
    assertThat(new ReleaseReader().read(new byte[YamlText.MAX_BYTES + 1], "ATLAS-1.yaml").issues())
        .extracting(Issue::code)
        .containsExactly("SX-ATLAS-003");
  }

  @Test
  void pointsAtBytesThatAreNotUtf8() {
    byte[] bytes = "tactics:\n- name: caf?\n".getBytes(StandardCharsets.US_ASCII);
    bytes[bytes.length - 2] = (byte) 0xE9;
    Issue issue = new ReleaseReader().read(bytes, "ATLAS-1.yaml").issues().getFirst();
    assertThat(issue.code()).isEqualTo("SX-ATLAS-001");
    assertThat(issue.message()).contains("0xE9");
    assertThat(issue.line()).isEqualTo(2);
    assertThat(issue.column()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "[1, 2]",
        "hello",
        "a: b",
        "matrices: []",
        "tactics: []\ntechniques: []"
      })
  void saysThatItIsNoRelease(String yaml) {
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release()).isEmpty();
    assertThat(read.issues()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 'open",
        "a: [1",
        "a: *nobody",
        "a: b: c",
        "\u0000",
        "%YAML 9.9\n---\na: b",
        "--- a\n--- b"
      })
  void saysWhereTheYamlIsBroken(String yaml) {
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release()).isEmpty();
    assertThat(read.issues()).extracting(Issue::severity).contains(Issue.Severity.ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.FLAT, Fixture.MATRICES, Fixture.V6})
  void neverThrowsOnDamagedFiles(String fixture) {
    Random random = new Random(SEED);
    byte[] original = Fixture.bytes(fixture);
    for (int round = 0; round < MUTATIONS; round++) {
      byte[] damaged = original.clone();
      int edits = 1 + random.nextInt(6);
      for (int edit = 0; edit < edits; edit++) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextBoolean()
                ? (byte) "{}[]:,-&*!|>'\"%@ \n#".charAt(random.nextInt(18))
                : (byte) random.nextInt(256);
      }
      int round0 = round;
      assertThatCode(() -> new ReleaseReader().read(damaged, fixture))
          .as("round %d of seed %d", round0, SEED)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void listsAtMostSoManyProblems() {
    StringBuilder yaml = new StringBuilder("techniques: []\ntactics:\n");
    for (int i = 0; i < 5_000; i++) {
      yaml.append("- {id: nonsense, name: x}\n");
    }
    assertThat(Fixture.read(yaml.toString()).issues()).hasSize(IssueLog.MAX_ISSUES + 1);
  }

  private static void assertProblem(String yaml, String code) {
    org.assertj.core.api.Assertions.assertThat(yaml).isNotEmpty();
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          ReleaseReader.Read read = Fixture.read(yaml);
          assertThat(read.release()).isEmpty();
          assertThat(read.issues()).extracting(Issue::code).contains(code);
        });
  }
}
