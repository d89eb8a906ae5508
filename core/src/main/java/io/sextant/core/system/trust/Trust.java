package io.sextant.core.system.trust;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose influence reaches which component of a map, each with a shortest path as its explanation.
/// A pure function of the map; linear in its flows.
///
/// What changes on the way: an outsider's input becomes [Influence#CONTENT] once it was stored and
/// is read from there; content and input become [Influence#SUPPLY] once something is trained, built
/// or published from it. Nothing passes through a person. What an assistant stores of a
/// conversation and reads again is not taken for the content of a third party.
public final class Trust {
  private static final Set<ComponentKind> STORES =
      EnumSet.of(
          ComponentKind.RETRIEVAL_INDEX,
          ComponentKind.RETRIEVAL_INGEST,
          ComponentKind.MEMORY,
          ComponentKind.DATABASE,
          ComponentKind.TOOL,
          ComponentKind.EXTERNAL_DATA,
          ComponentKind.TRAINING_DATA,
          ComponentKind.FEATURE_STORE,
          ComponentKind.PROMPT_CONFIGURATION);
  private static final Set<ComponentKind> PROMPTERS =
      EnumSet.of(
          ComponentKind.AGENT, ComponentKind.LLM_APPLICATION, ComponentKind.GENERATIVE_MODEL);

  /// What is made here is made of what came in.
  private static final Set<ComponentKind> MAKERS =
      EnumSet.of(
          ComponentKind.TRAINING_PIPELINE,
          ComponentKind.MODEL_REGISTRY,
          ComponentKind.CONTAINER_REGISTRY,
          ComponentKind.CI_CD,
          ComponentKind.HUB);

  /// What these say goes into prompts.
  private static final Set<ComponentKind> READ =
      EnumSet.of(ComponentKind.TOOL, ComponentKind.PROMPT_CONFIGURATION);

  /// Through these, what suppliers made is handed on.
  private static final Set<ComponentKind> HANDERS =
      EnumSet.of(
          ComponentKind.TRAINING_PIPELINE,
          ComponentKind.MODEL_REGISTRY,
          ComponentKind.CONTAINER_REGISTRY,
          ComponentKind.CI_CD,
          ComponentKind.HUB,
          ComponentKind.NOTEBOOK,
          ComponentKind.TRAINING_DATA,
          ComponentKind.FEATURE_STORE,
          ComponentKind.LABELLING,
          ComponentKind.NETWORK,
          ComponentKind.EVALUATION,
          ComponentKind.WORKSTATION);

  private final MapGraph graph;
  private final Map<State, Mark> marks = new HashMap<>();
  private final Map<ComponentId, Map<Influence, State>> first = new HashMap<>();

  /// An influence on its way.
  ///
  /// @param prompted whether it went through a model or what prompts it
  private record State(ComponentId at, Influence influence, boolean prompted) {}

  /// How a state was come to first.
  ///
  /// @param before empty at a source
  private record Mark(Optional<State> before, String why) {}

  private static final Mark NOWHERE = new Mark(Optional.empty(), "");

  private Trust(MapGraph graph) {
    this.graph = graph;
  }

  /// Follows all influences over the flows of a map.
  public static Trust of(MapGraph graph) {
    Trust trust = new Trust(graph);
    trust.follow();
    return trust;
  }

  /// How an influence comes to a component; empty when it does not.
  public Optional<Path> path(ComponentId to, Influence influence) {
    return Optional.ofNullable(first.getOrDefault(to, Map.of()).get(influence)).map(this::path);
  }

  /// What influences a component.
  public Set<Influence> influences(ComponentId to) {
    return Collections.unmodifiableSet(first.getOrDefault(to, Map.of()).keySet());
  }

  /// Whether a component lies outside; empty when the map does not say.
  public Optional<Boolean> outside(ComponentId id) {
    return new Sources(graph).outside(graph.component(id));
  }

  private void follow() {
    Sources sources = new Sources(graph);
    Deque<State> open = new ArrayDeque<>();
    for (Component component : graph.components()) {
      sources
          .of(component)
          .forEach((influence, why) ->
              reach(
                  new State(component.id(), influence, false),
                  new Mark(Optional.empty(), why),
                  open));
    }
    while (!open.isEmpty()) {
      State state = open.remove();
      Component at = graph.component(state.at());
      boolean source = marks.getOrDefault(state, NOWHERE).before().isEmpty();
      if (at.kinds().contains(ComponentKind.HUMAN) && !source) {
        continue;
      }
      for (MapGraph.Edge edge : graph.outgoing(state.at())) {
        next(state, at, edge.to())
            .ifPresent(following -> reach(following, new Mark(Optional.of(state), ""), open));
      }
    }
  }

  private void reach(State state, Mark mark, Deque<State> open) {
    if (marks.putIfAbsent(state, mark) != null) {
      return;
    }
    open.add(state);
    first
        .computeIfAbsent(state.at(), _ -> new EnumMap<>(Influence.class))
        .putIfAbsent(state.influence(), state);
  }

  /// What an influence at a component becomes at the next one; empty when it ends.
  private Optional<State> next(State state, Component at, ComponentId to) {
    boolean prompted = state.prompted() || isAny(at, PROMPTERS);
    return switch (state.influence()) {
      case OUTSIDER -> {
        if (isAny(at, MAKERS)) {
          yield Optional.of(new State(to, Influence.SUPPLY, false));
        }
        if (!isAny(at, STORES)) {
          yield Optional.of(new State(to, Influence.OUTSIDER, prompted));
        }
        yield state.prompted() && path(state).components().contains(to)
            ? Optional.empty()
            : Optional.of(new State(to, Influence.CONTENT, false));
      }
      case CONTENT ->
          Optional.of(
              new State(to, isAny(at, MAKERS) ? Influence.SUPPLY : Influence.CONTENT, false));
      case USER ->
          isAny(at, STORES) || isAny(at, MAKERS)
              ? Optional.empty()
              : Optional.of(new State(to, Influence.USER, false));
      case SUPPLY -> {
        // What suppliers wrote into tools and rules is read by models as any other content.
        if (isAny(at, READ)) {
          yield Optional.of(new State(to, Influence.CONTENT, false));
        }
        yield isAny(at, HANDERS) || marks.getOrDefault(state, NOWHERE).before().isEmpty()
            ? Optional.of(new State(to, Influence.SUPPLY, false))
            : Optional.empty();
      }
    };
  }

  private Path path(State state) {
    List<ComponentId> back = new ArrayList<>();
    State here = state;
    Mark mark = marks.getOrDefault(here, NOWHERE);
    back.add(here.at());
    while (mark.before().isPresent()) {
      here = mark.before().get();
      back.add(here.at());
      mark = marks.getOrDefault(here, NOWHERE);
    }
    return new Path(state.influence(), back.reversed(), mark.why());
  }

  private static boolean isAny(Component component, Set<ComponentKind> kinds) {
    return component.kinds().stream().anyMatch(kinds::contains);
  }
}
