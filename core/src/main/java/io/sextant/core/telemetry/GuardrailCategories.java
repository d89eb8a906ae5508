package io.sextant.core.telemetry;

import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;

/// Writes `gen_ai.guardrail.category`: one text, or a list when a guardrail found several things.
final class GuardrailCategories {
  private GuardrailCategories() {}

  static void put(Collection<String> categories, Draft draft) {
    if (categories.size() == 1) {
      draft.putIfAbsent("gen_ai.guardrail.category", categories.iterator().next());
    } else if (!categories.isEmpty()) {
      ArrayNode list = JsonText.NODES.arrayNode();
      categories.forEach(list::add);
      draft.putIfAbsent("gen_ai.guardrail.category", list);
    }
  }
}
