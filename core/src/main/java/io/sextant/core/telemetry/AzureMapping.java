package io.sextant.core.telemetry;

import io.sextant.core.telemetry.EventAssembler.Sent;
import io.sextant.core.telemetry.JsonRecords.Mapped;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Azure OpenAI calls from the gateway log of API Management (with prompts and answers) and
/// from the service's own `RequestResponse` log (without them).
///
/// Both exist in the form of diagnostic settings (`properties.backendRequestBody`) and of Log
/// Analytics (`BackendRequestBody`); names are therefore compared without regard to case.
final class AzureMapping {
  private static final String ASSISTANT = "assistant";

  private final JsonText json;
  private final Messages messages;

  AzureMapping(JsonText json, Messages messages) {
    this.json = json;
    this.messages = messages;
  }

  static boolean recognises(ObjectNode record) {
    Columns columns = new Columns(record, record.path("properties"));
    boolean gateway = columns.has("backendrequestbody") || columns.has("backendresponsebody");
    boolean service =
        columns.text("category").equalsIgnoreCase("RequestResponse") && columns.has("resourceid");
    return gateway || service;
  }

  /// The fields of a record and of its `properties`, by lower-case name.
  private static final class Columns {
    private final Map<String, JsonNode> values = new HashMap<>();

    Columns(ObjectNode record, JsonNode properties) {
      record.forEachEntry((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
      properties.forEachEntry((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    JsonNode get(String... names) {
      for (String name : names) {
        JsonNode value = values.get(name);
        if (value != null && JsonRecords.says(value)) {
          return value;
        }
      }
      return MissingNode.getInstance();
    }

    String text(String... names) {
      return get(names).asString("");
    }
  }

  Mapped fill(ObjectNode record, Draft draft) {
    Columns columns = new Columns(record, messages.parsed(record.path("properties")));
    String operation =
        operation(
            columns.text("operationid")
                + " "
                + columns.text("operationname")
                + " "
                + columns.text("url", "backendurl"));
    draft.putIfAbsent("gen_ai.operation.name", operation);
    draft.putIfAbsent("gen_ai.provider.name", "azure.ai.openai");
    draft.putIfAbsent("client.address", columns.get("calleripaddress"));
    draft.putIfAbsent("user.id", columns.get("userid"));
    draft.putIfAbsent("azure.correlation_id", columns.get("correlationid"));
    draft.putIfAbsent("azure.resource_id", columns.get("resourceid", "_resourceid"));
    draft.putIfAbsent("azure.apim.subscription_id", columns.get("apimsubscriptionid"));
    draft.putIfAbsent("azure.apim.api_id", columns.get("apiid"));
    draft.putIfAbsent("http.request.method", columns.get("method", "backendmethod"));
    draft.putIfAbsent("url.full", columns.get("url", "backendurl"));
    draft.putIfAbsent("duration_ms", columns.get("durationms", "totaltime", "backendtime"));
    draft.putIfAbsent("gen_ai.request.model", columns.get("modelname"));
    draft.putIfAbsent("azure.deployment", columns.get("modeldeploymentname"));
    status(columns, draft);
    Set<String> found = new LinkedHashSet<>();
    request(columns.get("backendrequestbody"), draft);
    boolean blocked = response(columns.get("backendresponsebody"), draft, found);
    if (!found.isEmpty() || blocked) {
      draft.putIfAbsent("gen_ai.guardrail.name", "azure_content_filter");
      draft.putIfAbsent("gen_ai.guardrail.action", blocked ? "blocked" : "allowed");
      GuardrailCategories.put(found, draft);
    }
    return new Mapped(
        operation.equals("embeddings") ? Category.EMBEDDING : Category.LLM_INFERENCE,
        "azure_openai",
        Sent.read(columns.get("time", "timegenerated", "timestamp")));
  }

  private static String operation(String names) {
    String lower = names.toLowerCase(Locale.ROOT);
    if (lower.contains("embedding")) {
      return "embeddings";
    }
    boolean text = lower.contains("completions") && !lower.contains("chat");
    return text ? "text_completion" : "chat";
  }

  private static void status(Columns columns, Draft draft) {
    JsonNode status = columns.get("responsecode", "backendresponsecode", "resultsignature");
    int code = status.asInt(0);
    if (code > 0) {
      draft.putIfAbsent("http.response.status_code", JsonText.NODES.numberNode(code));
      draft.putIfAbsent("event.outcome", code < 400 ? "success" : "failure");
    }
  }

  private void request(JsonNode body, Draft draft) {
    JsonNode request = messages.parsed(body);
    if (request
        .isString()) { // API Management cuts bodies at 8,192 bytes, so it is not JSON any more
      draft.putIfAbsent(
          "gen_ai.input.messages",
          JsonText.NODES.arrayNode().add(Messages.textMessage("user", request.stringValue())));
      draft.putRaw("azure.body_cut", JsonText.NODES.booleanNode(true));
      return;
    }
    draft.putIfAbsent("gen_ai.request.model", request.path("model"));
    draft.putIfAbsent("gen_ai.request.max_tokens", request.path("max_tokens"));
    draft.putIfAbsent("gen_ai.request.temperature", request.path("temperature"));
    draft.putIfAbsent("user.id", request.path("user"));
    for (String key : new String[] {"messages", "prompt", "input"}) {
      if (JsonRecords.says(request.path(key))) {
        JsonNode given = request.path(key);
        draft.putIfAbsent(
            "gen_ai.input.messages",
            given.isString()
                ? JsonText.NODES.arrayNode().add(Messages.textMessage("user", given.stringValue()))
                : messages.of(given, "user"));
      }
    }
    draft.putIfAbsent("gen_ai.tool.definitions", request.path("tools"));
    if (request.path("instructions").isString()) {
      draft.putIfAbsent(
          "gen_ai.system_instructions", messages.instructions(request.path("instructions")));
    }
  }

  /// @return whether a content filter stopped the call
  private boolean response(JsonNode body, Draft draft, Set<String> found) {
    JsonNode response = messages.parsed(body);
    if (response.isString()) {
      draft.putIfAbsent("gen_ai.output.messages", streamed(response.stringValue()));
      return false;
    }
    draft.putIfAbsent("gen_ai.response.id", response.path("id"));
    draft.putIfAbsent("gen_ai.response.model", response.path("model"));
    draft.putIfAbsent("gen_ai.request.model", response.path("model"));
    JsonNode usage = response.path("usage");
    draft.putIfAbsent("gen_ai.usage.input_tokens", usage.path("prompt_tokens"));
    draft.putIfAbsent("gen_ai.usage.output_tokens", usage.path("completion_tokens"));
    ArrayNode output = JsonText.NODES.arrayNode();
    boolean blocked = false;
    for (JsonNode choice : response.path("choices")) {
      output.add(
          choice.has("message")
              ? messages.message(choice, ASSISTANT)
              : Messages.textMessage(ASSISTANT, choice.path("text").asString("")));
      blocked |= choice.path("finish_reason").asString("").equals("content_filter");
      blocked |= filter(choice.path("content_filter_results"), found);
    }
    if (!output.isEmpty()) {
      draft.putIfAbsent("gen_ai.output.messages", output);
    }
    for (JsonNode prompt : response.path("prompt_filter_results")) {
      blocked |= filter(prompt.path("content_filter_results"), found);
    }
    JsonNode error = response.path("error");
    draft.putIfAbsent("error.type", error.path("code"));
    JsonNode inner = error.path("innererror");
    blocked |= error.path("code").asString("").equals("content_filter");
    blocked |= filter(inner.path("content_filter_result"), found);
    blocked |= filter(inner.path("content_filter_results"), found);
    return blocked;
  }

  /// @return whether the filter stopped something
  private static boolean filter(JsonNode results, Set<String> found) {
    boolean filtered = false;
    for (Map.Entry<String, JsonNode> result : results.properties()) {
      boolean stopped = result.getValue().path("filtered").asBoolean(false);
      if (stopped || result.getValue().path("detected").asBoolean(false)) {
        String name = result.getKey();
        found.add(name.equals("indirect_attack") ? "prompt_injection" : name);
      }
      filtered |= stopped;
    }
    return filtered;
  }

  /// A streamed answer is logged as its server-sent events; anything else is kept as the text it
  /// is.
  private ArrayNode streamed(String text) {
    StreamedReply reply = new StreamedReply();
    boolean events = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("data:")) {
        events = true;
        json.embedded(line.substring("data:".length())).ifPresent(reply::take);
      }
    }
    return JsonText.NODES
        .arrayNode()
        .add(events ? reply.message(messages) : Messages.textMessage(ASSISTANT, text));
  }
}
