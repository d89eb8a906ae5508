package io.sextant.core.system.discovery;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Ids;
import io.sextant.core.telemetry.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Collects clues and proposes components. Not thread-safe.
public final class Discovery {
  private static final Map<String, ComponentKind> MODEL_FILES =
      Map.ofEntries(
          Map.entry("gguf", ComponentKind.GENERATIVE_MODEL),
          Map.entry("ggml", ComponentKind.GENERATIVE_MODEL),
          Map.entry("safetensors", ComponentKind.UNTYPED),
          Map.entry("onnx", ComponentKind.PREDICTIVE_MODEL),
          Map.entry("pt", ComponentKind.UNTYPED),
          Map.entry("pth", ComponentKind.UNTYPED),
          Map.entry("ckpt", ComponentKind.UNTYPED),
          Map.entry("pkl", ComponentKind.UNTYPED),
          Map.entry("joblib", ComponentKind.PREDICTIVE_MODEL),
          Map.entry("h5", ComponentKind.UNTYPED),
          Map.entry("keras", ComponentKind.PREDICTIVE_MODEL),
          Map.entry("tflite", ComponentKind.EDGE_MODEL),
          Map.entry("mlmodel", ComponentKind.EDGE_MODEL));

  /// Formats that may carry code which runs when they are loaded.
  private static final Set<String> CODE = Set.of("pt", "pth", "ckpt", "pkl", "joblib", "h5");

  private static final Set<String> PROMPTS =
      Set.of(
          "claude.md",
          "agents.md",
          "gemini.md",
          ".cursorrules",
          ".windsurfrules",
          ".clinerules",
          "copilot-instructions.md");

  private final Packages packages = new Packages();
  private final SequencedMap<String, Draft> drafts = new LinkedHashMap<>();

  /// A proposal while clues are found.
  private static final class Draft {
    private final String name;
    private final ComponentKind kind;
    private final List<Clue> clues = new ArrayList<>();
    private final SequencedMap<String, String> properties = new LinkedHashMap<>();
    private final SequencedSet<String> services = new LinkedHashSet<>();
    private final SequencedSet<String> models = new LinkedHashSet<>();

    Draft(String name, ComponentKind kind) {
      this.name = name;
      this.kind = kind;
    }
  }

  /// Clues beyond this many add nothing.
  private static final int MOST_CLUES = 20;

  private Draft draft(String id, String name, ComponentKind kind, Clue clue) {
    Draft draft = drafts.computeIfAbsent(Ids.like(id), _ -> new Draft(name, kind));
    if (draft.clues.size() < MOST_CLUES && !draft.clues.contains(clue)) {
      draft.clues.add(clue);
    }
    return draft;
  }

  /// Looks at a file.
  public void file(SourceEntry entry) {
    String name = entry.lowerName();
    if (Dependencies.isManifest(entry)) {
      dependencies(entry);
    }
    if (McpServers.isConfiguration(entry)) {
      servers(entry);
    }
    String ending = name.substring(name.lastIndexOf('.') + 1);
    ComponentKind model = MODEL_FILES.get(ending);
    if (model != null) {
      model(entry, ending, model);
    }
    if (name.endsWith(".ipynb")) {
      draft(
          "notebooks",
          "Notebooks",
          ComponentKind.NOTEBOOK,
          new Clue(entry.path(), 0, "a notebook"));
    }
    if (PROMPTS.contains(name) || name.endsWith(".mdc") || name.endsWith(".prompty")) {
      draft(
          "instructions",
          "Instructions to an assistant",
          ComponentKind.PROMPT_CONFIGURATION,
          new Clue(entry.path(), 0, "instructions that an assistant reads"));
    }
    if (entry.path().matches("(?:.*/)?\\.github/workflows/[^/]+\\.ya?ml")
        || name.equals(".gitlab-ci.yml")
        || name.equals("jenkinsfile")) {
      draft(
          "ci", "Build and delivery", ComponentKind.CI_CD, new Clue(entry.path(), 0, "a pipeline"));
    }
  }

  private void dependencies(SourceEntry entry) {
    for (Dependencies.Declared each : Dependencies.read(entry)) {
      packages
          .of(each.name())
          .ifPresent(meaning ->
              draft(
                  meaning.kind().word(),
                  meaning.title(),
                  meaning.kind(),
                  new Clue(entry.path(), each.line(), "depends on " + each.name())));
    }
  }

  private void servers(SourceEntry entry) {
    for (McpServers.Server each : McpServers.read(entry)) {
      Draft draft =
          draft(
              "mcp-" + each.name(),
              "MCP server " + each.name(),
              ComponentKind.TOOL,
              new Clue(entry.path(), each.line(), each.how()));
      if (each.remote()) {
        draft.properties.put("third-party", "true");
      }
    }
  }

  private void model(SourceEntry entry, String ending, ComponentKind kind) {
    String stem = entry.name().substring(0, entry.name().length() - ending.length() - 1);
    String series = stem.replaceAll("-\\d{5}-of-\\d{5}$", "");
    Draft draft =
        draft(
            "model-" + series.toLowerCase(Locale.ROOT),
            "Model " + series,
            kind,
            new Clue(entry.path(), 0, "a model file of the format " + ending));
    if (CODE.contains(ending)) {
      draft.properties.put("safe-format", "false");
    }
  }

  /// Looks at an event: what sent it, and what it names.
  public void event(Event event) {
    ObjectNode body = event.body();
    Optional<String> service = text(body, "service.name");
    Optional<String> tool = text(body, "gen_ai.tool.name");
    String category = event.logSource().category();
    service.ifPresent(name ->
        seen(name, name, sender(category, tool), "the service sends " + category + " events")
            .services
            .add(name));
    text(body, "gen_ai.request.model")
        .ifPresent(name ->
            seen(
                    "model-" + name,
                    "Model " + name,
                    category.equals("embedding")
                        ? ComponentKind.EMBEDDING_MODEL
                        : ComponentKind.GENERATIVE_MODEL,
                    "events name this model")
                .models
                .add(name));
    text(body, "predict.model.name")
        .ifPresent(name ->
            seen(
                    "model-" + name,
                    "Model " + name,
                    ComponentKind.PREDICTIVE_MODEL,
                    "events name this model")
                .models
                .add(name));
    tool.ifPresent(
        name -> seen("tool-" + name, "Tool " + name, ComponentKind.TOOL, "events name this tool"));
    text(body, "gen_ai.data_source.id")
        .ifPresent(name ->
            seen(
                "index-" + name,
                "Index " + name,
                ComponentKind.RETRIEVAL_INDEX,
                "events retrieve from it"));
    text(body, "gen_ai.guardrail.name")
        .ifPresent(name ->
            seen(
                "guardrail-" + name,
                "Guardrail " + name,
                ComponentKind.GUARDRAIL,
                "events give its verdicts"));
  }

  private Draft seen(String id, String name, ComponentKind kind, String says) {
    return draft(id, name, kind, new Clue("telemetry", 0, says));
  }

  private static ComponentKind sender(String category, Optional<String> tool) {
    if (tool.isPresent() || category.equals("llm_agent")) {
      return ComponentKind.AGENT;
    }
    return switch (category) {
      case "predict" -> ComponentKind.INFERENCE_API;
      case "training", "dataset" -> ComponentKind.TRAINING_PIPELINE;
      case "model_registry" -> ComponentKind.MODEL_REGISTRY;
      case "mcp" -> ComponentKind.TOOL;
      default -> ComponentKind.LLM_APPLICATION;
    };
  }

  private static Optional<String> text(ObjectNode body, String field) {
    return Optional.of(body.path(field).asString("")).filter(each -> !each.isBlank());
  }

  /// What was found, in the order of the first clues.
  public List<Proposal> proposals() {
    List<Proposal> proposals = new ArrayList<>();
    drafts.forEach((id, draft) ->
        proposals.add(
            new Proposal(
                id,
                draft.name,
                draft.kind,
                new Component.Telemetry(
                    List.copyOf(draft.services), List.copyOf(draft.models), List.of()),
                draft.properties,
                draft.clues)));
    return proposals;
  }
}
