package io.sextant.core.system;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A map while its file is read. References are resolved at the end; one that leads nowhere is a
/// problem in the log and what hangs on it is left out, so that the map is sound whatever the file
/// was like.
public final class MapDraft {
  /// Of a circle, so many are named.
  private static final int SHOWN = 8;

  private final IssueLog log;
  private final Names components = new Names("component");
  private final Names flows = new Names("flow");
  private final Names boundaries = new Names("boundary");
  private final Names assets = new Names("asset");
  private final Map<String, Asset> assetById = new LinkedHashMap<>();
  private final Map<String, BoundaryDraft> boundaryById = new LinkedHashMap<>();
  private final Map<String, ComponentDraft> componentById = new LinkedHashMap<>();
  private final Map<String, FlowDraft> flowById = new LinkedHashMap<>();
  private String id = "";
  private String name = "";
  private String description = "";
  private Optional<String> owner = Optional.empty();
  private Stage stage = Stage.UNKNOWN;

  /// A boundary whose parent is not resolved yet.
  private record BoundaryDraft(
      String name, String description, Optional<Integer> trust, Optional<Ref> parent) {}

  /// What something lies in, and where the file says so.
  private record Parent(String id, Place place) {}

  public MapDraft(IssueLog log) {
    this.log = log;
  }

  public MapDraft system(String given, String title, String text) {
    id = given;
    name = title;
    description = text;
    return this;
  }

  public MapDraft owner(Optional<String> person) {
    owner = person;
    return this;
  }

  public MapDraft stage(Stage where) {
    stage = where;
    return this;
  }

  /// @return the id it got
  public AssetId asset(
      Ref ref, String title, String text, Sensitivity sensitivity, Optional<String> person) {
    AssetId own = new AssetId(assets.define(ref, log));
    assetById.put(own.value(), new Asset(own, titleOr(title, ref), text, sensitivity, person));
    return own;
  }

  /// @return the id it got
  public BoundaryId boundary(
      Ref ref, String title, String text, Optional<Integer> trust, Optional<Ref> parent) {
    String own = boundaries.define(ref, log);
    boundaryById.put(own, new BoundaryDraft(titleOr(title, ref), text, trust, parent));
    return new BoundaryId(own);
  }

  /// @return the id it got
  public ComponentId component(ComponentDraft draft) {
    String own = components.define(draft.ref, log);
    componentById.put(own, draft);
    return new ComponentId(own);
  }

  public void flow(FlowDraft draft) {
    flowById.put(flows.define(draft.ref, log), draft);
  }

  /// Whether a component goes by this name in the file.
  public boolean hasComponent(String given) {
    return components.knows(given);
  }

  /// Whether a boundary goes by this name in the file.
  public boolean hasBoundary(String given) {
    return boundaries.knows(given);
  }

  /// Whether an asset goes by this name in the file.
  public boolean hasAsset(String given) {
    return assets.knows(given);
  }

  /// The map of what is sound.
  public SystemMap build() {
    return new SystemMap(
        new SystemId(Ids.like(id.isBlank() ? name : id)),
        name.isBlank() ? id : name,
        description,
        owner,
        stage,
        List.copyOf(assetById.values()),
        builtBoundaries(),
        builtComponents(),
        builtFlows());
  }

  private List<Boundary> builtBoundaries() {
    Map<String, Parent> parents = new HashMap<>();
    boundaryById.forEach((own, draft) ->
        draft
            .parent
            .flatMap(ref -> boundaries.resolve(ref, log).map(up -> new Parent(up, ref.place())))
            .ifPresent(up -> parents.put(own, up)));
    cutCircles(parents, "boundary");
    List<Boundary> built = new ArrayList<>();
    boundaryById.forEach((own, draft) ->
        built.add(
            new Boundary(
                new BoundaryId(own),
                draft.name,
                draft.description,
                draft.trust,
                Optional.ofNullable(parents.get(own)).map(up -> new BoundaryId(up.id)))));
    return List.copyOf(built);
  }

  private List<Component> builtComponents() {
    Map<String, Parent> parents = new HashMap<>();
    componentById.forEach((own, draft) ->
        draft
            .parent
            .flatMap(ref -> components.resolve(ref, log).map(up -> new Parent(up, ref.place())))
            .ifPresent(up -> parents.put(own, up)));
    cutCircles(parents, "component");
    List<Component> built = new ArrayList<>();
    componentById.forEach((own, draft) ->
        built.add(
            new Component(
                new ComponentId(own),
                List.copyOf(draft.was),
                titleOr(draft.name, draft.ref),
                draft.description,
                Collections.unmodifiableSet(
                    draft.kinds.isEmpty()
                        ? new LinkedHashSet<>(Set.of(ComponentKind.UNTYPED))
                        : new LinkedHashSet<>(draft.kinds)),
                draft.boundary.flatMap(ref -> boundaries.resolve(ref, log)).map(BoundaryId::new),
                Optional.ofNullable(parents.get(own)).map(up -> new ComponentId(up.id)),
                draft.owner,
                draft.exposure,
                assetsOf(draft.stores),
                assetsOf(draft.processes),
                draft.telemetry,
                List.copyOf(draft.tags),
                Collections.unmodifiableSequencedMap(draft.properties))));
    return List.copyOf(built);
  }

  private List<Flow> builtFlows() {
    List<Flow> built = new ArrayList<>();
    flowById.forEach((own, draft) -> {
      Optional<String> from = components.resolve(draft.from, log);
      Optional<String> to = components.resolve(draft.to, log);
      if (from.isPresent() && to.isPresent()) {
        built.add(
            new Flow(
                new FlowId(own),
                titleOr(draft.name, draft.ref),
                draft.description,
                new ComponentId(from.get()),
                new ComponentId(to.get()),
                draft.bothWays,
                assetsOf(draft.assets),
                draft.protocol,
                draft.encrypted,
                draft.authenticated,
                List.copyOf(draft.tags),
                Collections.unmodifiableSequencedMap(draft.properties)));
      }
    });
    return List.copyOf(built);
  }

  private List<AssetId> assetsOf(List<Ref> refs) {
    return refs.stream()
        .flatMap(ref -> assets.resolve(ref, log).stream())
        .distinct()
        .map(AssetId::new)
        .toList();
  }

  /// Removes one link of every circle, and says so.
  private void cutCircles(Map<String, Parent> parents, String sort) {
    Set<String> sound = new HashSet<>();
    for (String start : parents.keySet().stream().sorted().toList()) {
      Set<String> path = new LinkedHashSet<>();
      String at = start;
      for (Parent up = parents.get(at); up != null && !sound.contains(at); up = parents.get(at)) {
        if (!path.add(at)) {
          String circle = at;
          log.error(
              Codes.CIRCLE,
              up.place,
              "the "
                  + sort
                  + " '"
                  + at
                  + "' lies within itself: "
                  + String.join(
                      " in ",
                      path.stream().dropWhile(each -> !each.equals(circle)).limit(SHOWN).toList())
                  + " in "
                  + at,
              "Leave out the parent of one of them.");
          parents.remove(at);
          break;
        }
        at = up.id;
      }
      sound.addAll(path);
    }
  }

  private static String titleOr(String title, Ref ref) {
    return title.isBlank() ? ref.name() : title;
  }

  /// What one sort of thing is called in the file, and the ids for it.
  private static final class Names {
    private final String sort;
    private final Map<String, String> idOf = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Names(String sort) {
      this.sort = sort;
    }

    String define(Ref ref, IssueLog log) {
      String wanted = Ids.like(ref.name());
      String own = wanted;
      for (int i = 2; !taken.add(own); i++) {
        String end = "-" + i;
        own = wanted.substring(0, Math.min(wanted.length(), Ids.LONGEST - end.length())) + end;
      }
      if (idOf.putIfAbsent(ref.name(), own) != null) {
        log.error(
            Codes.DUPLICATE_ID,
            ref.place(),
            "the " + sort + " '" + ref.name() + "' is defined again",
            "Give it an id of its own; here it became '"
                + own
                + "', and references mean the first.");
      }
      return own;
    }

    boolean knows(String given) {
      return idOf.containsKey(given);
    }

    Optional<String> resolve(Ref ref, IssueLog log) {
      Optional<String> found = Optional.ofNullable(idOf.get(ref.name()));
      if (found.isEmpty()) {
        log.error(
            Codes.DANGLING,
            ref.place(),
            "there is no " + sort + " '" + ref.name() + "'",
            Suggestion.hint(ref.name(), idOf.keySet(), "Define it, or leave this reference out."));
      }
      return found;
    }
  }
}
