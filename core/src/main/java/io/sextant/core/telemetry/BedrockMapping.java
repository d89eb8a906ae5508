package io.sextant.core.telemetry;

import io.sextant.core.telemetry.EventAssembler.Sent;
import io.sextant.core.telemetry.JsonRecords.Mapped;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Amazon Bedrock model invocation logs (`ModelInvocationLog`, schema version 1.0):
/// InvokeModel with the body shapes of the model makers, Converse, and their streamed forms.
final class BedrockMapping {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  /// Where request bodies say what OpenTelemetry calls otherwise.
  private static final List<String[]> PARAMETERS =
      List.of(
          new String[] {"max_tokens", "gen_ai.request.max_tokens"},
          new String[] {"max_gen_len", "gen_ai.request.max_tokens"},
          new String[] {"maxTokens", "gen_ai.request.max_tokens"},
          new String[] {"maxTokenCount", "gen_ai.request.max_tokens"},
          new String[] {"temperature", "gen_ai.request.temperature"},
          new String[] {"top_p", "gen_ai.request.top_p"},
          new String[] {"topP", "gen_ai.request.top_p"});

  private final Messages messages;

  BedrockMapping(Messages messages) {
    this.messages = messages;
  }

  Mapped fill(ObjectNode record, Draft draft) {
    JsonNode input = record.path("input");
    JsonNode output = record.path("output");
    JsonNode request = messages.parsed(input.path("inputBodyJson"));
    JsonNode response = messages.parsed(output.path("outputBodyJson"));
    String model = record.path("modelId").asString("");
    boolean embedding =
        model.contains("embed") || response.has("embedding") || response.has("embeddings");
    draft.putIfAbsent("gen_ai.operation.name", embedding ? "embeddings" : "chat");
    draft.putIfAbsent("gen_ai.provider.name", "aws.bedrock");
    draft.putIfAbsent("gen_ai.request.model", model);
    draft.putIfAbsent("gen_ai.response.id", record.path("requestId"));
    draft.putIfAbsent("cloud.account.id", record.path("accountId"));
    draft.putIfAbsent("cloud.region", record.path("region"));
    draft.putIfAbsent("user.id", record.path("identity").path("arn"));
    draft.putIfAbsent("event.action", record.path("operation"));
    draft.putIfAbsent("gen_ai.usage.input_tokens", input.path("inputTokenCount"));
    draft.putIfAbsent("gen_ai.usage.output_tokens", output.path("outputTokenCount"));
    outcome(record, draft);
    metadata(record, draft);
    request(request, draft);
    if (!embedding) {
      response(response, draft);
    }
    new BedrockGuardrail(draft).read(response);
    for (String path : List.of("inputBodyS3Path", "outputBodyS3Path")) {
      draft.putRaw("aws.bedrock." + path, input.path(path));
      draft.putRaw("aws.bedrock." + path, output.path(path));
    }
    return new Mapped(
        embedding ? Category.EMBEDDING : Category.LLM_INFERENCE,
        "bedrock",
        Sent.read(record.path("timestamp")));
  }

  private static void outcome(ObjectNode record, Draft draft) {
    JsonNode error = record.path("errorCode");
    draft.putIfAbsent("error.type", error);
    draft.putIfAbsent("event.outcome", error.asString("").isEmpty() ? "success" : "failure");
    draft.putRaw("aws.bedrock.status", record.path("status"));
    draft.putRaw("aws.bedrock.inferenceRegion", record.path("inferenceRegion"));
  }

  /// The caller's own labels; the common spellings of a session are understood.
  private static void metadata(ObjectNode record, Draft draft) {
    JsonNode metadata = record.path("requestMetadata");
    draft.putRaw("aws.bedrock.requestMetadata", metadata);
    metadata.forEachEntry((key, value) -> {
      switch (key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "")) {
        case "conversationid" -> draft.putIfAbsent("gen_ai.conversation.id", value);
        case "sessionid" -> draft.putIfAbsent("session.id", value);
        case "traceid" -> draft.putIfAbsent("trace_id", value);
        case "application", "service", "servicename" -> draft.putIfAbsent("service.name", value);
        default -> {}
      }
    });
  }

  private void request(JsonNode body, Draft draft) {
    for (JsonNode holder :
        List.of(body, body.path("inferenceConfig"), body.path("textGenerationConfig"))) {
      for (String[] parameter : PARAMETERS) {
        draft.putIfAbsent(parameter[1], holder.path(parameter[0]));
      }
    }
    JsonNode system = body.has("system") ? body.path("system") : body.path("preamble");
    if (JsonRecords.says(system)) {
      draft.putIfAbsent("gen_ai.system_instructions", messages.instructions(system));
    }
    ArrayNode input = JsonText.NODES.arrayNode();
    body.path("chat_history")
        .forEach(turn ->
            input.add(
                Messages.textMessage(
                    turn.path("role").asString("").equalsIgnoreCase("chatbot") ? ASSISTANT : USER,
                    turn.path("message").asString(""))));
    if (body.path("messages").isArray()) {
      messages.of(body.path("messages"), USER).forEach(input::add);
    }
    for (String key : List.of("prompt", "inputText", "message", "query")) {
      if (body.path(key).isString()) {
        input.add(Messages.textMessage(USER, body.path(key).stringValue()));
      }
    }
    body.path("texts").forEach(text -> input.add(Messages.textMessage(USER, text.asString(""))));
    if (body.isString()) { // cut off by the log's size limit, so not JSON any more
      input.add(Messages.textMessage(USER, body.stringValue()));
    }
    if (!input.isEmpty()) {
      draft.putIfAbsent("gen_ai.input.messages", input);
    }
    JsonNode tools = body.has("tools") ? body.path("tools") : body.path("toolConfig").path("tools");
    draft.putIfAbsent("gen_ai.tool.definitions", tools);
  }

  private void response(JsonNode body, Draft draft) {
    ArrayNode output = JsonText.NODES.arrayNode();
    if (body instanceof ArrayNode chunks) {
      StreamedReply reply = new StreamedReply();
      chunks.forEach(reply::take);
      output.add(reply.message(messages));
    } else if (body.isString()) {
      output.add(Messages.textMessage(ASSISTANT, body.stringValue()));
    } else {
      whole(body, output);
    }
    if (!output.isEmpty()) {
      draft.putIfAbsent("gen_ai.output.messages", output);
    }
    for (String key : List.of("stopReason", "stop_reason", "finish_reason")) {
      if (body.path(key).isString()) {
        draft.putIfAbsent(
            "gen_ai.response.finish_reasons", JsonText.NODES.arrayNode().add(body.path(key)));
      }
    }
    JsonNode usage = body.path("usage");
    draft.putIfAbsent("gen_ai.usage.input_tokens", usage.path("inputTokens"));
    draft.putIfAbsent("gen_ai.usage.output_tokens", usage.path("outputTokens"));
    draft.putIfAbsent("duration_ms", body.path("metrics").path("latencyMs"));
  }

  private void whole(JsonNode body, ArrayNode output) {
    if (body.path("output").path("message").isObject()) {
      output.add(messages.message(body.path("output").path("message"), ASSISTANT));
    } else if (body.path("content").isArray()) {
      output.add(messages.message(body, ASSISTANT));
    }
    body.path("choices").forEach(choice -> output.add(choice(choice)));
    body.path("results").forEach(result -> text(result.path("outputText"), output));
    body.path("outputs").forEach(result -> text(result.path("text"), output));
    body.path("generations").forEach(result -> text(result.path("text"), output));
    body.path("completions").forEach(result -> text(result.path("data").path("text"), output));
    for (String key : List.of("generation", "completion", "text")) {
      text(body.path(key), output);
    }
  }

  private ObjectNode choice(JsonNode choice) {
    return choice.has("message")
        ? messages.message(choice, ASSISTANT)
        : Messages.textMessage(ASSISTANT, choice.path("text").asString(""));
  }

  private static void text(JsonNode text, ArrayNode output) {
    if (text.isString()) {
      output.add(Messages.textMessage(ASSISTANT, text.stringValue()));
    }
  }
}
