package io.sextant.core.system.trust;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose influence reaches which component of a map, each with a shortest path as its explanation.
/// A pure function of the map; linear in its flows.
///
/// What changes on the way: an outsider's input becomes [Influence#CONTENT] once it was stored and
/// is read from there, a user's becomes [Influence#SHARED] where others read it too; content and
/// input become [Influence#SUPPLY] once something is trained, built or published from it. Nothing
/// passes through a person. What an assistant stores of a conversation and reads again is not taken
/// for the content of a third party. What suppliers made gets from a whole at its parts, drawn or
/// not.
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

  /// What one of the organisation's own people puts here is read for others too.
  private static final Set<ComponentKind> SHARED =
      EnumSet.of(
          ComponentKind.RETRIEVAL_INDEX, ComponentKind.RETRIEVAL_INGEST, ComponentKind.DATABASE);

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
  private final Map<State, Path> paths = new HashMap<>();
  private final Map<ComponentId, Map<Influence, Path>> first = new HashMap<>();

  /// An influence on its way.
  ///
  /// @param prompted whether it went through a model or what prompts it
  private record State(ComponentId at, Influence influence, boolean prompted) {}

  /// A state with how it was come to first.
  private record Reached(State state, Path path) {}

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
    return Optional.ofNullable(first.getOrDefault(to, Map.of()).get(influence));
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
    Deque<Reached> open = new ArrayDeque<>();
    for (Component component : graph.components()) {
      sources
          .of(component)
          .forEach((influence, why) ->
              reach(
                  new State(component.id(), influence, false),
                  Path.from(component.id(), influence, why),
                  open));
    }
    while (!open.isEmpty()) {
      Reached reached = open.remove();
      Component at = graph.component(reached.state().at());
      if (at.kinds().contains(ComponentKind.HUMAN) && reached.path().length() > 1) {
        continue;
      }
      for (MapGraph.Edge edge : graph.outgoing(at.id())) {
        next(reached, at, edge.to())
            .ifPresent(to -> {
              pass(reached.path(), to, open);
              if (to.influence() == Influence.USER
                  && !to.prompted()
                  && isAny(graph.component(to.at()), SHARED)) {
                pass(reached.path(), new State(to.at(), Influence.SHARED, false), open);
              }
            });
      }
      if (reached.state().influence() == Influence.SUPPLY) {
        // What is installed in a whole gets at its parts.
        graph
            .parts(at.id())
            .forEach(part -> pass(reached.path(), new State(part, Influence.SUPPLY, false), open));
      }
    }
  }

  private void pass(Path path, State to, Deque<Reached> open) {
    reach(to, path.on(to.at(), to.influence()), open);
  }

  private void reach(State state, Path path, Deque<Reached> open) {
    if (paths.putIfAbsent(state, path) != null) {
      return;
    }
    open.add(new Reached(state, path));
    first
        .computeIfAbsent(state.at(), _ -> new EnumMap<>(Influence.class))
        .putIfAbsent(state.influence(), path);
  }

  /// What an influence at a component becomes at the next one; empty when it ends.
  private static Optional<State> next(Reached reached, Component at, ComponentId to) {
    State state = reached.state();
    return switch (state.influence()) {
      case OUTSIDER -> {
        if (isAny(at, MAKERS)) {
          yield Optional.of(new State(to, Influence.SUPPLY, false));
        }
        if (!isAny(at, STORES)) {
          boolean prompted = state.prompted() || isAny(at, PROMPTERS);
          yield Optional.of(new State(to, Influence.OUTSIDER, prompted));
        }
        yield state.prompted() && reached.path().through(to)
            ? Optional.empty()
            : Optional.of(new State(to, Influence.CONTENT, false));
      }
      case CONTENT ->
          Optional.of(
              new State(to, isAny(at, MAKERS) ? Influence.SUPPLY : Influence.CONTENT, false));
      case USER ->
          isAny(at, STORES) || isAny(at, MAKERS)
              ? Optional.empty()
              : Optional.of(
                  new State(to, Influence.USER, state.prompted() || isAny(at, PROMPTERS)));
      case SHARED ->
          isAny(at, MAKERS)
              ? Optional.empty()
              : Optional.of(new State(to, Influence.SHARED, false));
      case SUPPLY -> {
        // What suppliers wrote into tools and rules is read by models as any other content.
        if (isAny(at, READ)) {
          yield Optional.of(new State(to, Influence.CONTENT, false));
        }
        yield isAny(at, HANDERS) || reached.path().length() == 1
            ? Optional.of(new State(to, Influence.SUPPLY, false))
            : Optional.empty();
      }
    };
  }

  private static boolean isAny(Component component, Set<ComponentKind> kinds) {
    return !Collections.disjoint(component.kinds(), kinds);
  }
}
