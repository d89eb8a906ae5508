package io.sextant.atlas.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.Issue;
import io.sextant.atlas.attack.AttackMatrix.Technique;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackReaderTest {
  /// Small and our own: a sub-technique, two tactics, revoked and stray objects.
  private static final String BUNDLE =
      """
      {"type":"bundle","objects":[
       {"type":"x-mitre-collection","x_mitre_version":"99.1"},
       {"type":"x-mitre-matrix","name":"Enterprise Test","tactic_refs":["t--2","t--1","t--gone"],
        "external_references":[{"source_name":"mitre-attack","external_id":"enterprise-attack"}]},
       {"type":"x-mitre-tactic","id":"t--1","name":"Second","x_mitre_shortname":"second",
        "external_references":[{"source_name":"mitre-attack","external_id":"TA0002"}]},
       {"type":"x-mitre-tactic","id":"t--2","name":"First","x_mitre_shortname":"first",
        "external_references":[{"source_name":"mitre-attack","external_id":"TA0001"}]},
       {"type":"attack-pattern","name":"Beta","kill_chain_phases":[{"phase_name":"second"},{"phase_name":"first"}],
        "description":"A [link](https://example.org) does <code>it</code>.(Citation: Somebody 2020) More follows.",
        "x_mitre_platforms":["Linux","Linux"],
        "external_references":[{"source_name":"other","external_id":"X"},{"source_name":"mitre-attack","external_id":"T1000"}]},
       {"type":"attack-pattern","name":"Part","kill_chain_phases":[{"phase_name":"first"}],
        "external_references":[{"source_name":"mitre-attack","external_id":"T1000.001"}]},
       {"type":"attack-pattern","name":"Gone","revoked":true,"kill_chain_phases":[{"phase_name":"first"}],
        "external_references":[{"source_name":"mitre-attack","external_id":"T1001"}]},
       {"type":"attack-pattern","name":"Lost","kill_chain_phases":[{"phase_name":"none"}],
        "external_references":[{"source_name":"mitre-attack","external_id":"T1002"}]},
       {"type":"attack-pattern","name":"Alpha","kill_chain_phases":[{"phase_name":"first"}],
        "external_references":[{"source_name":"mitre-attack","external_id":"T1003"}]},
       {"type":"intrusion-set","name":"Somebody"}]}
      """;

  @TempDir private Path folder;

  @Test
  void readsTheMatrixInItsOrder() {
    AttackReader.Read read = read(BUNDLE);
    AttackMatrix matrix = read.matrix().orElseThrow();
    assertThat(matrix.domain()).isEqualTo("enterprise-attack");
    assertThat(matrix.version()).isEqualTo("99.1");
    assertThat(matrix.tactics())
        .extracting(AttackMatrix.Tactic::id)
        .containsExactly("TA0001", "TA0002");
    assertThat(matrix.techniques())
        .extracting(Technique::id)
        .containsExactly("T1003", "T1000", "T1000.001");
    Technique beta = matrix.techniques().get(1);
    assertThat(beta.tactics()).containsExactly("TA0001", "TA0002");
    assertThat(beta.summary()).isEqualTo("A link does it.");
    assertThat(beta.platforms()).containsExactly("Linux");
    assertThat(matrix.techniques().get(2).parent()).contains("T1000");
    assertThat(read.issues())
        .hasSize(2)
        .allSatisfy(issue -> assertThat(issue.code()).isEqualTo("SX-ATTACK-004"));
  }

  @Test
  void readsABundleOfFullSizeWithSeveralDomains() {
    StringBuilder bundle = new StringBuilder("{\"type\":\"bundle\",\"objects\":[\n");
    for (String domain : List.of("enterprise", "mobile")) {
      String tactics =
          IntStream.range(0, 14)
              .mapToObj(i -> "\"t--%s%d\"".formatted(domain, i))
              .collect(Collectors.joining(","));
      bundle.append(
          """
          {"type":"x-mitre-matrix","id":"m--%1$s","name":"%1$s","tactic_refs":[%2$s],
           "external_references":[{"source_name":"mitre-attack","external_id":"%1$s-attack"}]},
          """
              .formatted(domain, tactics));
      for (int i = 0; i < 14; i++) {
        bundle.append(
            """
            {"type":"x-mitre-tactic","id":"t--%1$s%2$d","name":"Tactic %2$d","x_mitre_shortname":"p%2$d",
             "external_references":[{"source_name":"mitre-attack","external_id":"TA%3$04d"}]},
            """
                .formatted(domain, i, domain.equals("mobile") ? 100 + i : i));
      }
    }
    for (int i = 0; i < 900; i++) {
      String parent = "T%04d".formatted(1000 + i / 4);
      String id = i % 4 == 0 ? parent : parent + ".%03d".formatted(i % 4);
      String domain = i % 9 == 0 ? "mobile" : "enterprise";
      String state = i % 10 == 7 ? ",\"revoked\":true" : "";
      for (int version = 1; version <= 2; version++) {
        bundle.append(
            """
            {"type":"attack-pattern","id":"attack-pattern--%1$d","modified":"202%5$d-01-01","name":"Version %5$d of %2$s",
             "x_mitre_domains":["%3$s-attack"],"kill_chain_phases":[{"phase_name":"p%6$d"}]%4$s,
             "external_references":[{"source_name":"mitre-attack","external_id":"%2$s"}]},
            {"type":"relationship","relationship_type":"uses","description":"%7$s"},
            """
                .formatted(i, id, domain, state, version, i / 4 % 14, "words ".repeat(50)));
      }
    }
    AttackReader.Read read = read(bundle + "{\"type\":\"tool\"}]}");
    AttackMatrix matrix = read.matrix().orElseThrow();
    assertThat(read.issues()).isEmpty();
    assertThat(matrix.domain()).isEqualTo("enterprise-attack");
    assertThat(matrix.tactics()).hasSize(14);
    assertThat(matrix.techniques())
        .hasSize((int) expected())
        .allSatisfy(cell -> assertThat(cell.name()).startsWith("Version 2"));
  }

  /// Neither of the other domain nor revoked, and with their parent.
  private static long expected() {
    return IntStream.range(0, 900)
        .filter(i -> i % 9 != 0 && i % 10 != 7)
        .filter(i -> i / 4 * 4 % 9 != 0 && i / 4 * 4 % 10 != 7)
        .count();
  }

  @Test
  void refusesWhatIsNoMatrix() {
    assertThat(codes("{\"objects\": [")).containsExactly("SX-ATTACK-001");
    assertThat(codes("[]")).containsExactly("SX-ATTACK-002");
    assertThat(codes("{}")).containsExactly("SX-ATTACK-002");
    assertThat(codes(BUNDLE.replace("enterprise-attack", "../../etc")))
        .containsExactly("SX-ATTACK-002");
    assertThat(codes(BUNDLE.replace("attack-pattern", "x"))).contains("SX-ATTACK-003");
    assertThat(codes("[".repeat(100))).containsExactly("SX-ATTACK-001");
  }

  @Test
  void keepsOneMatrixADomain() {
    AttackLibrary library = new AttackLibrary(folder.resolve("attack"));
    assertThat(library.domains()).isEmpty();
    AttackMatrix matrix = read(BUNDLE).matrix().orElseThrow();
    library.keep(matrix);
    library.keep(matrix);
    assertThat(library.domains()).containsExactly("enterprise-attack");
    assertThat(library.matrix("enterprise-attack")).contains(matrix);
    assertThat(library.matrix("mobile-attack")).isEmpty();
    assertThat(library.matrix("../attack")).isEmpty();
  }

  @Test
  void aBrokenFileIsNotAtHand() throws java.io.IOException {
    Files.writeString(folder.resolve("ics-attack.json"), "{");
    assertThat(new AttackLibrary(folder).matrix("ics-attack")).isEmpty();
  }

  private static AttackReader.Read read(String json) {
    return AttackReader.read(json.getBytes(StandardCharsets.UTF_8), "bundle.json");
  }

  private static List<String> codes(String json) {
    return read(json).issues().stream()
        .filter(issue -> issue.severity() == Issue.Severity.ERROR)
        .map(Issue::code)
        .toList();
  }
}
