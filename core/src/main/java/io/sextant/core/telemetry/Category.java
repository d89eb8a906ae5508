package io.sextant.core.telemetry;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What one event of product `ai` is about; see `docs/event-format.md`, section "Categories".
public enum Category {
  LLM_INFERENCE("llm_inference"),
  LLM_AGENT("llm_agent"),
  MCP("mcp"),
  RAG_RETRIEVAL("rag_retrieval"),
  EMBEDDING("embedding"),
  PREDICT("predict"),
  MODEL_REGISTRY("model_registry"),
  TRAINING("training"),
  DATASET("dataset"),
  GUARDRAIL("guardrail"),
  HOST("host");

  private final String label;

  Category(String label) {
    this.label = label;
  }

  /// The name used in `logsource.category`.
  public String label() {
    return label;
  }

  /// The category of this name; empty when there is none.
  public static Optional<Category> parse(String label) {
    return Arrays.stream(values()).filter(category -> category.label.equals(label)).findFirst();
  }

  /// All names, for messages.
  static String labels() {
    return Arrays.stream(values()).map(Category::label).collect(Collectors.joining(", "));
  }

  /// The category that an event's fields tell; empty when no field is one of an AI system.
  ///
  /// The operation's name decides where it is given; a Model Context Protocol message is one
  /// whatever operation it carries.
  static Optional<Category> of(ObjectNode fields) {
    if (fields.has("mcp.method.name")) {
      return Optional.of(MCP);
    }
    Optional<Category> byOperation = ofOperation(fields.path("gen_ai.operation.name").asString(""));
    return byOperation.or(() -> ofNames(fields));
  }

  private static Optional<Category> ofOperation(String operation) {
    return switch (operation) {
      case "chat", "generate_content", "text_completion", "completion" ->
          Optional.of(LLM_INFERENCE);
      case "embeddings" -> Optional.of(EMBEDDING);
      case "retrieval", "rerank" -> Optional.of(RAG_RETRIEVAL);
      case "guardrail" -> Optional.of(GUARDRAIL);
      case "execute_tool", "invoke_agent", "create_agent", "invoke_workflow", "plan" ->
          Optional.of(LLM_AGENT);
      default -> operation.contains("memory") ? Optional.of(LLM_AGENT) : Optional.empty();
    };
  }

  private static Optional<Category> ofNames(ObjectNode fields) {
    boolean generative = false;
    Optional<Category> found = Optional.empty();
    for (String name : fields.propertyNames()) {
      Optional<Category> category = ofName(name);
      boolean weightier =
          category.isPresent()
              && (found.isEmpty() || category.get().weight() < found.get().weight());
      if (weightier) {
        found = category;
      }
      generative |= name.startsWith("gen_ai.");
    }
    return found.isPresent() || !generative ? found : Optional.of(LLM_INFERENCE);
  }

  /// When fields speak for several categories the lowest weight wins: an inference that lists its
  /// tools or passed a guardrail stays an inference.
  private int weight() {
    return switch (this) {
      case LLM_INFERENCE -> 0;
      case MCP -> 1;
      case EMBEDDING, RAG_RETRIEVAL -> 2;
      case PREDICT -> 3;
      case MODEL_REGISTRY, TRAINING, DATASET -> 4;
      case GUARDRAIL -> 5;
      case LLM_AGENT, HOST -> 6;
    };
  }

  private static Optional<Category> ofName(String name) {
    if (name.startsWith("gen_ai.")) {
      return ofGenerative(name);
    }
    int dot = name.indexOf('.');
    return switch (dot < 0 ? name : name.substring(0, dot)) {
      case "mcp" -> Optional.of(MCP);
      case "predict" -> Optional.of(PREDICT);
      case "registry" -> Optional.of(MODEL_REGISTRY);
      case "training" -> Optional.of(TRAINING);
      case "dataset" -> Optional.of(DATASET);
      case "artifact" -> Optional.of(MODEL_REGISTRY);
      default -> Optional.empty();
    };
  }

  private static Optional<Category> ofGenerative(String name) {
    if (name.equals("gen_ai.output.messages") || name.equals("gen_ai.input.messages")) {
      return Optional.of(LLM_INFERENCE);
    }
    if (name.startsWith("gen_ai.guardrail.")) {
      return Optional.of(GUARDRAIL);
    }
    if (name.startsWith("gen_ai.retrieval.") || name.equals("gen_ai.data_source.id")) {
      return Optional.of(RAG_RETRIEVAL);
    }
    if (name.startsWith("gen_ai.embeddings.")) {
      return Optional.of(EMBEDDING);
    }
    boolean agent =
        name.startsWith("gen_ai.tool.name")
            || name.startsWith("gen_ai.tool.call.")
            || name.startsWith("gen_ai.agent.")
            || name.startsWith("gen_ai.workflow.")
            || name.startsWith("gen_ai.memory.");
    return agent ? Optional.of(LLM_AGENT) : Optional.empty();
  }
}
