package io.sextant.core.telemetry;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which fields have a place of their own in an event, and the current names of older ones.
///
/// OpenTelemetry GenAI semantic conventions; OpenLLMetry, OpenInference, Vercel AI SDK and Langfuse
/// attributes where they mean the same. See `docs/event-format.md`, section "Names".
final class FieldNames {
  private static final Map<String, String> CURRENT =
      Map.ofEntries(
          // OpenTelemetry GenAI, earlier editions
          Map.entry("gen_ai.system", "gen_ai.provider.name"),
          Map.entry("gen_ai.usage.prompt_tokens", "gen_ai.usage.input_tokens"),
          Map.entry("gen_ai.usage.completion_tokens", "gen_ai.usage.output_tokens"),
          Map.entry("gen_ai.request.model.id", "gen_ai.request.model"),
          Map.entry("gen_ai.response.finish_reason", "gen_ai.response.finish_reasons"),
          Map.entry("gen_ai.openai.request.seed", "gen_ai.request.seed"),
          // OpenTelemetry, general
          Map.entry("deployment.environment", "deployment.environment.name"),
          Map.entry("http.method", "http.request.method"),
          Map.entry("http.status_code", "http.response.status_code"),
          Map.entry("http.client_ip", "client.address"),
          Map.entry("http.url", "url.full"),
          Map.entry("http.target", "url.path"),
          Map.entry("net.peer.name", "server.address"),
          // OpenLLMetry
          Map.entry("traceloop.workflow.name", "gen_ai.workflow.name"),
          Map.entry("traceloop.association.properties.user_id", "user.id"),
          Map.entry("traceloop.association.properties.session_id", "session.id"),
          Map.entry("traceloop.association.properties.conversation_id", "gen_ai.conversation.id"),
          Map.entry("llm.user", "user.id"),
          Map.entry("llm.is_streaming", "gen_ai.request.stream"),
          // OpenInference
          Map.entry("llm.model_name", "gen_ai.request.model"),
          Map.entry("embedding.model_name", "gen_ai.request.model"),
          Map.entry("llm.provider", "gen_ai.provider.name"),
          Map.entry("llm.system", "gen_ai.provider.name"),
          Map.entry("llm.token_count.prompt", "gen_ai.usage.input_tokens"),
          Map.entry("llm.token_count.completion", "gen_ai.usage.output_tokens"),
          Map.entry("tool.name", "gen_ai.tool.name"),
          Map.entry("tool.description", "gen_ai.tool.description"),
          Map.entry("tool_call.function.name", "gen_ai.tool.name"),
          Map.entry("tool_call.function.arguments", "gen_ai.tool.call.arguments"),
          Map.entry("tool_call.id", "gen_ai.tool.call.id"),
          Map.entry("agent.name", "gen_ai.agent.name"),
          // Pydantic AI
          Map.entry("tool_arguments", "gen_ai.tool.call.arguments"),
          Map.entry("tool_response", "gen_ai.tool.call.result"),
          // Vercel AI SDK
          Map.entry("ai.model.id", "gen_ai.request.model"),
          Map.entry("ai.model.provider", "gen_ai.provider.name"),
          Map.entry("ai.prompt.messages", "gen_ai.input.messages"),
          Map.entry("ai.response.text", "gen_ai.completion"),
          Map.entry("ai.toolCall.name", "gen_ai.tool.name"),
          Map.entry("ai.toolCall.id", "gen_ai.tool.call.id"),
          Map.entry("ai.toolCall.args", "gen_ai.tool.call.arguments"),
          Map.entry("ai.toolCall.result", "gen_ai.tool.call.result"),
          Map.entry("ai.usage.promptTokens", "gen_ai.usage.input_tokens"),
          Map.entry("ai.usage.completionTokens", "gen_ai.usage.output_tokens"),
          Map.entry("ai.telemetry.metadata.userId", "user.id"),
          Map.entry("ai.telemetry.metadata.sessionId", "session.id"),
          // Langfuse
          Map.entry("langfuse.user.id", "user.id"),
          Map.entry("langfuse.session.id", "session.id"),
          // MCP instrumentations before the conventions
          Map.entry("mcp.tool.name", "gen_ai.tool.name"));

  /// First segments of names that stand at the top of an event; all others go under `raw`.
  private static final Set<String> NAMESPACES =
      Set.of(
          "gen_ai",
          "mcp",
          "openai",
          "aws",
          "azure",
          "predict",
          "registry",
          "training",
          "dataset",
          "artifact",
          "process",
          "file",
          "destination",
          "source",
          "url",
          "http",
          "user",
          "enduser",
          "session",
          "client",
          "server",
          "service",
          "deployment",
          "network",
          "error",
          "exception",
          "event",
          "host",
          "cloud",
          "container",
          "k8s");

  /// Names without a dot that stand at the top of an event.
  private static final Set<String> PLAIN =
      Set.of("trace_id", "span_id", "parent_span_id", "duration_ms");

  /// Fields whose value may come as JSON text.
  private static final Set<String> STRUCTURED =
      Set.of(
          "gen_ai.input.messages",
          "gen_ai.output.messages",
          "gen_ai.system_instructions",
          "gen_ai.tool.definitions",
          "gen_ai.tool.call.arguments",
          "gen_ai.tool.call.result",
          "gen_ai.retrieval.documents",
          "gen_ai.memory.records");

  /// Names that Sextant alone writes.
  private static final Set<String> OURS = Set.of("principal", "conversation", "time.assumed");

  /// Proper prefixes of known names, up to which nested objects of a sender are flattened.
  private static final Set<String> PREFIXES = prefixes();

  /// Attributes that other attributes decide the meaning of.
  private static final Set<String> HELD =
      Set.of(
          "gen_ai.prompt",
          "gen_ai.completion",
          "input.value",
          "input.mime_type",
          "output.value",
          "output.mime_type",
          "openinference.span.kind",
          "tool.parameters",
          "llm.request.type",
          "traceloop.span.kind",
          "traceloop.entity.name",
          "traceloop.entity.input",
          "traceloop.entity.output",
          "ai.operationId",
          "ai.prompt",
          "ai.response.toolCalls");

  /// Attributes of OpenLLMetry and OpenInference that spread a list over names with numbers in
  /// them.
  private static final List<String> LISTS =
      List.of(
          "gen_ai.prompt.",
          "gen_ai.completion.",
          "llm.input_messages.",
          "llm.output_messages.",
          "llm.prompts.",
          "llm.tools.",
          "llm.request.functions.",
          "retrieval.documents.");

  /// Names besides those above that most events carry.
  private static final Set<String> EVERYDAY =
      Set.of(
          "gen_ai.operation.name",
          "gen_ai.response.model",
          "gen_ai.response.id",
          "service.name",
          "event.outcome");

  /// The places of all names in this class, so that they are not worked out for each event.
  private static final Map<String, Place> PLACES = places();

  private FieldNames() {}

  /// Where the value of an attribute belongs.
  sealed interface Place {
    /// At the top of an event, under its current name.
    record Field(String current) implements Place {}

    /// Under `raw`, as it came.
    record Raw() implements Place {}

    /// Kept until the attributes it depends on are known.
    record Held(String current) implements Place {}

    /// In a list that is spread over several names.
    ///
    /// @param list what the names of the list begin with, with its dot
    /// @param path what follows it
    record Spread(String list, String path) implements Place {}
  }

  /// Where an attribute of this name belongs.
  static Place place(String name) {
    Place known = PLACES.get(name);
    return known == null ? found(name) : known;
  }

  private static Map<String, Place> places() {
    return Stream.of(CURRENT.keySet(), CURRENT.values(), HELD, PLAIN, STRUCTURED, OURS, EVERYDAY)
        .flatMap(Collection::stream)
        .distinct()
        .collect(Collectors.toUnmodifiableMap(Function.identity(), FieldNames::found));
  }

  private static Place found(String name) {
    String current = current(name);
    if (HELD.contains(current)) {
      return new Place.Held(current);
    }
    for (String list : LISTS) {
      if (name.startsWith(list)) {
        return new Place.Spread(list, name.substring(list.length()));
      }
    }
    return isReserved(current) || !hasPlace(current) ? new Place.Raw() : new Place.Field(current);
  }

  static String current(String name) {
    return CURRENT.getOrDefault(name, name);
  }

  private static boolean hasPlace(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? PLAIN.contains(name) : NAMESPACES.contains(name.substring(0, dot));
  }

  static boolean isStructured(String name) {
    return STRUCTURED.contains(name);
  }

  /// Whether only Sextant may write the field.
  static boolean isReserved(String name) {
    return name.startsWith(Views.PREFIX) || OURS.contains(name);
  }

  /// Whether known names continue after `name` and a dot.
  static boolean isPrefix(String name) {
    return PREFIXES.contains(name);
  }

  private static Set<String> prefixes() {
    Set<String> prefixes = new HashSet<>(NAMESPACES);
    for (String name :
        Set.of(
            "gen_ai.request",
            "gen_ai.response",
            "gen_ai.usage",
            "gen_ai.operation",
            "gen_ai.provider",
            "gen_ai.conversation",
            "gen_ai.agent",
            "gen_ai.tool",
            "gen_ai.tool.call",
            "gen_ai.input",
            "gen_ai.output",
            "gen_ai.data_source",
            "gen_ai.retrieval",
            "gen_ai.retrieval.query",
            "gen_ai.memory",
            "gen_ai.embeddings",
            "gen_ai.embeddings.dimension",
            "gen_ai.guardrail",
            "mcp.method",
            "mcp.session",
            "mcp.resource",
            "mcp.protocol",
            "predict.model",
            "predict.input",
            "predict.output",
            "registry.model",
            "training.run",
            "training.metric",
            "dataset.rows",
            "artifact.scan",
            "process.executable",
            "process.parent",
            "http.request",
            "http.response",
            "deployment.environment")) {
      prefixes.add(name);
    }
    return prefixes;
  }
}
