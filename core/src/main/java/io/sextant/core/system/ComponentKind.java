package io.sextant.core.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a component is. One thing may be several, as a model served at the edge is.
public enum ComponentKind {
  PREDICTIVE_MODEL("classifies, scores or forecasts"),
  GENERATIVE_MODEL("generates text, code, images or sound"),
  EMBEDDING_MODEL("turns content into vectors"),
  LLM_APPLICATION("builds prompts and uses a generative model's answers"),
  AGENT("lets a model choose actions and carries them out"),
  TOOL("is called by an agent: a function, plug-in, skill or MCP server"),
  MEMORY("keeps what an agent or application learnt between sessions"),
  PROMPT_CONFIGURATION("system prompts, rules files, configuration of agents"),
  RETRIEVAL_INDEX("documents or vectors that are put into prompts"),
  RETRIEVAL_INGEST("fills a retrieval index"),
  INFERENCE_API("serves a model to callers"),
  EDGE_MODEL("a model on a device that others hold"),
  SENSOR("camera, microphone and the like: physical input"),
  TRAINING_PIPELINE("trains or fine-tunes models"),
  TRAINING_DATA("data that models are trained or tested on"),
  EXTERNAL_DATA("content that outsiders write"),
  LABELLING("people or services that label data"),
  FEATURE_STORE("prepared inputs of models"),
  MODEL_REGISTRY("keeps model artefacts and their versions"),
  CONTAINER_REGISTRY("keeps container images"),
  HUB("outside source of models, data sets or tools"),
  NOTEBOOK("interactive development"),
  CI_CD("builds, tests and deploys"),
  EVALUATION("measures models before or after release"),
  GUARDRAIL("checks what goes into or comes out of a model"),
  ACCELERATOR("GPUs and other hardware that models run on"),
  IDENTITY("authenticates and authorises"),
  CLIENT("shows output to a person: browser, mobile or desktop application"),
  WORKSTATION("a person's machine with local agents or code assistants"),
  HUMAN("a person or a group of them"),
  SERVER("an ordinary service or process"),
  DATABASE("an ordinary data store"),
  QUEUE("messages between components"),
  NETWORK("gateways, load balancers, firewalls, networks"),
  UNTYPED("not known: a person has to say");

  private static final Map<String, ComponentKind> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ComponentKind::word, Function.identity()));

  private final String meaning;
  private final String word;

  ComponentKind(String meaning) {
    this.meaning = meaning;
    this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// One phrase for people.
  public String meaning() {
    return meaning;
  }

  /// As files write it: `generative-model`.
  public String word() {
    return word;
  }

  /// The kind that files write so.
  public static Optional<ComponentKind> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }
}
