package io.sextant.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapDiffTest {
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      owner: web
      assets: [{id: orders, sensitivity: internal}]
      boundaries: [{id: world, trust: 0}]
      components:
        - {id: guest, kind: human, within: world}
        - {id: desk, kind: agent, processes: [orders]}
      flows: [{from: guest, to: desk}]
      """;

  private static List<String> changes(String before, String after) {
    return MapDiff.of(map(before), map(after)).changes().stream()
        .map(each -> each.kind() + " " + each.sort() + " " + each.id() + " " + each.what())
        .toList();
  }

  private static SystemMap map(String text) {
    return MapReader.read("map", text).map().orElseThrow();
  }

  @Test
  void aMapDoesNotDifferFromItselfHoweverItIsWritten() {
    assertThat(changes(MAP, MapWriter.write(map(MAP)))).isEmpty();
  }

  @Test
  void whatCameWentAndChangedIsNamed() {
    String after =
        MAP.replace("owner: web", "owner: ops")
            .replace("sensitivity: internal", "sensitivity: restricted")
            .replace(
                "  - {id: guest, kind: human, within: world}\n", "  - {id: bot, kind: client}\n")
            .replace("from: guest", "from: bot");
    assertThat(changes(MAP, after))
        .containsExactlyInAnyOrder(
            "CHANGED SYSTEM shop [owner: web → ops]",
            "CHANGED ASSET orders [sensitivity: internal → restricted]",
            "ADDED COMPONENT bot []",
            "GONE COMPONENT guest []",
            "ADDED FLOW bot-to-desk []",
            "GONE FLOW guest-to-desk []");
  }

  @Test
  void aRenamedComponentIsOneThatChanged() {
    String after =
        MAP.replace("{id: desk,", "{id: helpdesk, was: [desk],")
            .replace("to: desk", "to: helpdesk");
    assertThat(changes(MAP, after)).contains("CHANGED COMPONENT helpdesk [was: not said → [desk]]");
    assertThat(changes(MAP, after)).noneMatch(each -> each.startsWith("GONE COMPONENT"));
  }
}
