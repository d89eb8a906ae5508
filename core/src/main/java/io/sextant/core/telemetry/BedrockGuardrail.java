package io.sextant.core.telemetry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Reads what a Bedrock guardrail did from a response body: `amazon-bedrock-guardrailAction` and
/// trace of InvokeModel, `stopReason` and `trace` of Converse.
final class BedrockGuardrail {
  /// Levels of a trace that are searched for assessments.
  private static final int DEPTH = 8;

  private static final Set<String> ASSESSMENTS =
      Set.of("filters", "topics", "piiEntities", "customWords", "managedWordLists", "regexes");

  private final Draft draft;
  private final Set<String> categories = new LinkedHashSet<>();
  private boolean masked;
  private boolean blocked;

  BedrockGuardrail(Draft draft) {
    this.draft = draft;
  }

  void read(JsonNode response) {
    String action = response.path("amazon-bedrock-guardrailAction").asString("");
    JsonNode trace =
        response.has("amazon-bedrock-trace")
            ? response.path("amazon-bedrock-trace").path("guardrail")
            : response.path("trace").path("guardrail");
    boolean intervened =
        action.equalsIgnoreCase("INTERVENED")
            || action.equalsIgnoreCase("GUARDRAIL_INTERVENED")
            || response.path("stopReason").asString("").equals("guardrail_intervened");
    if (!intervened && action.isEmpty() && !trace.isObject()) {
      return;
    }
    search(trace, DEPTH);
    boolean stopped = blocked || (intervened && !masked);
    draft.putIfAbsent("gen_ai.guardrail.name", "bedrock");
    draft.putIfAbsent(
        "gen_ai.guardrail.action", stopped ? "blocked" : masked ? "masked" : "allowed");
    GuardrailCategories.put(categories, draft);
    draft.putRaw("aws.bedrock.guardrail", trace);
  }

  private void search(JsonNode node, int depth) {
    if (depth == 0) {
      return;
    }
    if (node instanceof ArrayNode list) {
      list.forEach(element -> search(element, depth - 1));
    }
    node.forEachEntry((name, value) -> {
      if (ASSESSMENTS.contains(name)) {
        value.forEach(finding -> assessment(name, finding));
      } else {
        search(value, depth - 1);
      }
    });
  }

  private void assessment(String kind, JsonNode finding) {
    String action = finding.path("action").asString("").toUpperCase(Locale.ROOT);
    masked |= action.equals("ANONYMIZED");
    blocked |= action.equals("BLOCKED");
    if (action.equals("NONE")) {
      return;
    }
    switch (kind) {
      case "piiEntities", "regexes" -> categories.add("pii");
      case "topics" -> categories.add("topic");
      case "filters" -> {
        String type = finding.path("type").asString("").toLowerCase(Locale.ROOT);
        categories.add(type.equals("prompt_attack") ? "prompt_injection" : type);
      }
      default -> categories.add("word");
    }
    categories.removeAll(List.of(""));
  }
}
