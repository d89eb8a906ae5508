package io.sextant.core.system.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.system.ComponentId;
import io.sextant.core.system.MapReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {
  private static final String MAP =
      """
      sextant: system/1
      id: t
      owner: us
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world}
        - {id: clerk, kind: human, within: house}
        - {id: nobody, kind: human}
        - {id: page, kind: client, within: world}
        - {id: app, kind: agent, within: house}
        - {id: model, kind: generative-model, part-of: app, within: house}
        - {id: recall, kind: memory, within: house}
        - {id: other, kind: agent, within: house}
        - {id: form, kind: server, within: house}
        - {id: tickets, kind: database, within: house}
        - {id: feed, kind: external-data, within: world}
        - {id: data, kind: training-data, within: house}
        - {id: trainer, kind: training-pipeline, within: house}
        - {id: scorer, kind: predictive-model, within: house}
        - {id: hub, kind: hub, within: world}
        - {id: eye, kind: sensor, within: house}
        - {id: inner, kind: llm-application, within: house}
        - {id: lonely, kind: server, within: house}
      flows:
        - {from: guest, to: page}
        - {from: page, to: app, both-ways: true}
        - {from: app, to: recall, both-ways: true}
        - {from: recall, to: other}
        - {from: guest, to: form}
        - {from: form, to: tickets}
        - {from: tickets, to: other}
        - {from: feed, to: data}
        - {from: data, to: trainer}
        - {from: trainer, to: scorer}
        - {from: hub, to: trainer}
        - {from: clerk, to: inner}
        - {from: inner, to: nobody}
        - {from: app, to: clerk}
      """;
  private static final Trust TRUST =
      Trust.of(new MapGraph(MapReader.read("t.yaml", MAP).map().orElseThrow()));

  @ParameterizedTest
  @CsvSource({
    "app, outsider, page → app",
    "model, outsider, page → app → model",
    "app, content, none",
    "recall, outsider, page → app → recall",
    "other, content, guest → form → tickets → other",
    "other, outsider, none",
    "data, content, feed → data",
    "trainer, content, feed → data → trainer",
    "trainer, supply, hub → trainer",
    "scorer, supply, hub → trainer → scorer",
    "scorer, content, none",
    "scorer, outsider, none",
    "inner, user, clerk → inner",
    "inner, outsider, none",
    "eye, outsider, eye",
    "lonely, outsider, none",
    "lonely, content, none",
  })
  void influenceFollowsTheFlows(String component, String influence, String path) {
    assertThat(
            TRUST
                .path(new ComponentId(component), Influence.of(influence).orElseThrow())
                .map(Path::shown)
                .orElse("none"))
        .isEqualTo(path);
  }

  @Test
  void whoStandsNowhereIsTakenForAnOutsider() {
    assertThat(TRUST.path(new ComponentId("nobody"), Influence.OUTSIDER).orElseThrow().why())
        .contains("the map does not say");
  }

  @Test
  void nothingPassesThroughAPerson() {
    assertThat(TRUST.influences(new ComponentId("inner"))).containsExactly(Influence.USER);
  }

  @Test
  void longChainsAndBigMapsAreFollowed() {
    int size = 30_000;
    String map =
        "sextant: system/1\nid: big\nowner: us\ncomponents:\n"
            + IntStream.range(0, size)
                .mapToObj(i -> "- {id: c" + i + ", kind: " + (i == 0 ? "human" : "server") + "}\n")
                .collect(Collectors.joining())
            + "flows:\n"
            + IntStream.range(1, size)
                .mapToObj(i -> "- {from: c" + (i - 1) + ", to: c" + i + "}\n")
                .collect(Collectors.joining());
    Trust trust = Trust.of(new MapGraph(MapReader.read("big.yaml", map).map().orElseThrow()));
    assertThat(
            trust
                .path(new ComponentId("c" + (size - 1)), Influence.OUTSIDER)
                .orElseThrow()
                .components())
        .hasSize(size);
  }

  @Test
  void theMiddleOfALongPathIsCounted() {
    Path path = Path.from(new ComponentId("c0"), Influence.USER, "why");
    for (int i = 1; i < 14; i++) {
      path = path.on(new ComponentId("c" + i), Influence.CONTENT);
    }
    assertThat(path.shown())
        .isEqualTo("c0 → c1 → c2 → c3 → c4 → c5 → … 2 more … → c8 → c9 → c10 → c11 → c12 → c13");
    assertThat(path.length()).isEqualTo(14);
    assertThat(path.influence()).isEqualTo(Influence.CONTENT);
    assertThat(path.why()).isEqualTo("why");
  }
}
