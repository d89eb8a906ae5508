package io.sextant.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapReaderTest {
  private static final String GOOD =
      """
      sextant: system/1
      id: shop
      name: Shop assistant
      owner: web
      stage: production
      assets:
        - {id: orders, sensitivity: confidential}
      boundaries:
        - {id: outside, trust: 0}
        - {id: inside, trust: 90, within: outside}
      components:
        - {id: buyer, kind: human, within: outside}
        - id: assistant
          kind: [agent, llm-application]
          within: inside
          exposure: internet
          processes: [orders]
          telemetry: {services: [shop], models: [m-1]}
          properties: {memory: true}
        - {id: search, kind: retrieval-index, part-of: assistant}
      flows:
        - {from: buyer, to: assistant, both-ways: true, protocol: https, encrypted: true, assets: [orders]}
        - {id: look-up, from: assistant, to: search}
      """;

  @Test
  void aGoodMapHasNoProblems() {
    MapReader.Result result = MapReader.read("shop.yaml", GOOD);
    assertThat(result.issues()).isEmpty();
    SystemMap map = result.map().orElseThrow();
    assertThat(map.components())
        .extracting(each -> each.id().value())
        .containsExactly("buyer", "assistant", "search");
    Component assistant = map.components().get(1);
    assertThat(assistant.kinds())
        .containsExactly(ComponentKind.LLM_APPLICATION, ComponentKind.AGENT);
    assertThat(assistant.exposure()).isEqualTo(Exposure.INTERNET);
    assertThat(assistant.properties()).containsEntry("memory", "true");
    assertThat(map.flows())
        .extracting(each -> each.id().value())
        .containsExactly("buyer-to-assistant", "look-up");
    assertThat(map.flows().getFirst().encrypted()).contains(true);
    assertThat(map.flows().getLast().encrypted()).as("not said is not known").isEmpty();
  }

  @Test
  void whatIsWrittenReadsTheSame() {
    SystemMap map = MapReader.read("shop.yaml", GOOD).map().orElseThrow();
    String written = MapWriter.write(map);
    MapReader.Result again = MapReader.read("again.yaml", written);
    assertThat(again.map()).contains(map);
    assertThat(MapWriter.write(again.map().orElseThrow())).isEqualTo(written);
  }

  @Test
  void everyMistakeIsFoundAtOnce() {
    String bad =
        """
        sextant: system/2
        id: my shop
        assets: [{id: a, sensitivity: secret}, {id: a}]
        boundaries:
          - {id: one, within: two}
          - {id: two, within: one, trust: 120}
        components:
          - {id: x, kind: agnet, within: thre, ownr: me}
          - {name: nameless, kind: tool}
          - {id: y}
        flows:
          - {from: x}
          - {from: x, to: z, encrypted: maybe}
        extra: 1
        """;
    List<Issue> issues = MapReader.read("bad.yaml", bad).issues();
    assertThat(
            issues.stream()
                .filter(issue -> issue.severity() == Issue.Severity.ERROR)
                .map(issue -> issue.place().line() + " " + issue.code()))
        .containsExactly(
            "1 SX-MODEL-010",
            "2 SX-MODEL-009",
            "3 SX-MODEL-005",
            "3 SX-MODEL-006",
            "5 SX-MODEL-008",
            "6 SX-MODEL-002",
            "8 SX-MODEL-005",
            "8 SX-MODEL-007",
            "8 SX-MODEL-003",
            "9 SX-MODEL-004",
            "10 SX-MODEL-004",
            "12 SX-MODEL-004",
            "13 SX-MODEL-007",
            "13 SX-MODEL-002",
            "14 SX-MODEL-003");
    assertThat(issues.stream().map(Issue::hint).collect(Collectors.joining("\n")))
        .contains("Did you mean 'agent'?", "Did you mean 'owner'?", "Perhaps 'my-shop'.");
  }

  @ParameterizedTest
  @CsvSource({
    "'', SX-MODEL-002",
    "'[1, 2]', SX-MODEL-002",
    "'a: &x [*x, *x]', SX-FILE-003",
    "'a: [b', SX-FILE-001",
    "'{\"a\": 1, \"a\": 2}', SX-FILE-002",
    "'{\"a\": ', SX-FILE-001",
  })
  void whatIsNoMapIsRefused(String text, String code) {
    assertThat(MapReader.read("x.yaml", text).issues()).extracting(Issue::code).contains(code);
  }

  @Test
  void aBombOfAliasesEndsAtALimit() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    assertThat(MapReader.read("bomb.yaml", bomb.toString()).issues())
        .extracting(Issue::code)
        .contains("SX-FILE-003");
  }

  @Test
  void deepNestingEndsAtALimit() {
    assertThat(MapReader.read("deep.yaml", "[".repeat(10_000)).issues()).isNotEmpty();
    assertThat(
            MapReader.read(
                    "deep.yaml",
                    "a:\n"
                        + IntStream.range(1, 500)
                            .mapToObj(i -> " ".repeat(i) + "a:\n")
                            .collect(Collectors.joining()))
                .issues())
        .extracting(Issue::code)
        .containsAnyOf("SX-FILE-001", "SX-FILE-003");
  }

  @Test
  void aHundredThousandComponentsAreRead() {
    StringBuilder large =
        new StringBuilder("sextant: system/1\nid: large\nowner: o\ncomponents:\n");
    for (int i = 0; i < 100_000; i++) {
      large.append("- {id: c").append(i).append(", kind: server}\n");
    }
    large.append("flows:\n");
    for (int i = 1; i < 100_000; i++) {
      large.append("- {from: c").append(i - 1).append(", to: c").append(i).append("}\n");
    }
    MapReader.Result result = MapReader.read("large.yaml", large.toString());
    assertThat(result.issues()).isEmpty();
    assertThat(result.map().orElseThrow().flows()).hasSize(99_999);
  }

  @Test
  void aLongChainOfPartsAndACircleInItAreTold() {
    StringBuilder chain =
        new StringBuilder("sextant: system/1\nid: chain\nowner: o\nboundaries:\n");
    for (int i = 0; i < 20_000; i++) {
      chain
          .append("- {id: b")
          .append(i)
          .append(", within: b")
          .append((i + 1) % 20_000)
          .append("}\n");
    }
    assertThat(MapReader.read("chain.yaml", chain.toString()).issues())
        .extracting(Issue::code)
        .containsExactly("SX-MODEL-008");
  }
}
