package io.sextant.core.system.trust;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Exposure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Where influence begins.
final class Sources {
  /// Boundaries of less trust are outside.
  static final int INSIDE = 50;

  private final MapGraph graph;

  Sources(MapGraph graph) {
    this.graph = graph;
  }

  /// What begins at a component, and why.
  Map<Influence, String> of(Component component) {
    Map<Influence, String> found = new EnumMap<>(Influence.class);
    if (component.kinds().contains(ComponentKind.HUMAN)) {
      person(component, found);
    } else if (component.exposure() == Exposure.INTERNET
        || component.exposure() == Exposure.PARTNER) {
      found.put(Influence.OUTSIDER, "it is exposed to " + reach(component.exposure()));
    }
    if (component.kinds().contains(ComponentKind.EXTERNAL_DATA)) {
      found.put(Influence.CONTENT, "outsiders write it");
    }
    if (component.kinds().contains(ComponentKind.HUB)) {
      found.put(Influence.SUPPLY, "it is an outside source");
    }
    if (component.kinds().contains(ComponentKind.SENSOR)
        && component.exposure() != Exposure.ISOLATED) {
      found.put(Influence.OUTSIDER, "it takes in the physical surroundings");
    }
    if (found.isEmpty() && outside(component).orElse(false)) {
      found.put(
          fromOutside(component),
          "it lies outside, in a boundary of trust " + graph.trust(component.id()).orElse(0));
    }
    return found;
  }

  /// Whether a component lies outside; empty when the map does not say.
  Optional<Boolean> outside(Component component) {
    return graph.trust(component.id()).map(trust -> trust < INSIDE);
  }

  private void person(Component component, Map<Influence, String> found) {
    Optional<Boolean> outside = outside(component);
    switch (component.exposure()) {
      case INTERNET, PARTNER ->
          found.put(Influence.OUTSIDER, "people of " + reach(component.exposure()));
      case INTERNAL, ISOLATED -> found.put(Influence.USER, "people of the organisation");
      case UNKNOWN -> {
        if (outside.isEmpty()) {
          found.put(
              Influence.OUTSIDER, "taken for outsiders: the map does not say where they stand");
        } else if (outside.get()) {
          found.put(Influence.OUTSIDER, "people outside");
        } else {
          found.put(Influence.USER, "people of the organisation");
        }
      }
    }
  }

  /// What comes from a component that others hold.
  private static Influence fromOutside(Component component) {
    Influence least = Influence.CONTENT;
    for (ComponentKind kind : component.kinds()) {
      switch (kind) {
        case CLIENT, EDGE_MODEL, WORKSTATION, NETWORK, AGENT, LLM_APPLICATION, NOTEBOOK -> {
          return Influence.OUTSIDER;
        }
        case MODEL_REGISTRY,
            CONTAINER_REGISTRY,
            TRAINING_PIPELINE,
            CI_CD,
            ACCELERATOR,
            GENERATIVE_MODEL,
            PREDICTIVE_MODEL,
            EMBEDDING_MODEL,
            INFERENCE_API ->
            least = Influence.SUPPLY;
        case TOOL,
            MEMORY,
            PROMPT_CONFIGURATION,
            RETRIEVAL_INDEX,
            RETRIEVAL_INGEST,
            SENSOR,
            TRAINING_DATA,
            EXTERNAL_DATA,
            LABELLING,
            FEATURE_STORE,
            HUB,
            EVALUATION,
            GUARDRAIL,
            IDENTITY,
            HUMAN,
            SERVER,
            DATABASE,
            QUEUE,
            UNTYPED -> {}
      }
    }
    return least;
  }

  private static String reach(Exposure exposure) {
    return exposure == Exposure.INTERNET ? "the internet" : "partners";
  }
}
