package io.sextant.core.control;

import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseIndex.AppliedMitigation;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.MapGraph;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What the controls of a system are worth on a day: those of files, and those that the map claims
/// in its properties. Not thread-safe.
public final class Assessment {
  /// A property of components and flows that names mitigations.
  public static final String CLAIMS = "controls";

  /// What remains of a link to a technique's parent.
  public static final double INHERITED = 2.0 / 3;

  private final SystemMap map;
  private final MapGraph graph;
  private final ReleaseIndex release;
  private final Controls controls;
  private final Map<String, MitigationId> protections;
  private final Aging aging;
  private final LocalDate today;
  private final Map<ComponentId, List<Control>> byComponent = new HashMap<>();

  /// @param protections facts of a map that claim a mitigation when they are true
  public Assessment(
      MapGraph graph,
      ReleaseIndex release,
      Controls controls,
      Map<String, MitigationId> protections,
      Aging aging,
      LocalDate today) {
    this.map = graph.map();
    this.graph = graph;
    this.release = release;
    this.controls = controls;
    this.protections = Map.copyOf(protections);
    this.aging = aging;
    this.today = today;
  }

  /// A control's part against a technique on a component.
  ///
  /// @param via by which mitigation; empty when the control names the technique itself
  /// @param inherited whether the link is to the technique's parent
  /// @param most how much of the risk it would take away if its word were worth everything
  /// @param value how much of the risk it takes away, 0 to 1
  public record Share(
      Control control,
      Optional<MitigationId> via,
      boolean inherited,
      Assurance assurance,
      double most,
      double value) {}

  /// The same with other controls.
  public Assessment with(Controls others) {
    return new Assessment(graph, release, others, protections, aging, today);
  }

  public SystemMap map() {
    return map;
  }

  public ReleaseIndex release() {
    return release;
  }

  public Controls controls() {
    return controls;
  }

  public LocalDate today() {
    return today;
  }

  /// Every control in whose scope a component is and that acts on a technique, whether it counts or
  /// not.
  public List<Share> shares(Component component, TechniqueId technique) {
    List<Control> present = on(component);
    if (present.isEmpty()) {
      return List.of();
    }
    List<AppliedMitigation> linked = release.mitigations(technique);
    List<Share> shares = new ArrayList<>();
    for (Control control : present) {
      link(control, technique, linked)
          .ifPresent(link -> shares.add(share(control, link, technique, component)));
    }
    return shares;
  }

  /// What a control is worth as a whole in this system.
  public Assurance overall(Control control) {
    List<Component> components =
        map.components().stream().filter(each -> control.scope().covers(map.id(), each)).toList();
    return aging.overall(control, components, release.release().id(), today);
  }

  /// How much of the risk all of them take away together: `1 − ∏(1 − share)`.
  public static double strength(List<Share> shares) {
    return 1 - shares.stream().mapToDouble(each -> 1 - each.value()).reduce(1, (a, b) -> a * b);
  }

  /// How a control acts on a technique.
  private record Link(Optional<MitigationId> via, boolean inherited) {}

  private static Optional<Link> link(
      Control control, TechniqueId technique, List<AppliedMitigation> linked) {
    if (control.counters().contains(technique)) {
      return Optional.of(new Link(Optional.empty(), false));
    }
    Optional<Link> byMitigation =
        linked.stream()
            .filter(each -> control.mitigates().contains(each.mitigation().id()))
            .map(each -> new Link(Optional.of(each.mitigation().id()), each.inherited()))
            .min((a, b) -> Boolean.compare(a.inherited(), b.inherited()));
    return byMitigation.or(() ->
        technique
            .parent()
            .filter(control.counters()::contains)
            .map(_ -> new Link(Optional.empty(), true)));
  }

  private Share share(Control control, Link link, TechniqueId technique, Component component) {
    Assurance assurance =
        aging.assess(control, technique, component, release.release().id(), today);
    double most = control.effect().share() * (link.inherited() ? INHERITED : 1);
    return new Share(
        control, link.via(), link.inherited(), assurance, most, most * assurance.weight());
  }

  /// Those of files, then those that only the map claims.
  public List<Control> on(Component component) {
    return byComponent.computeIfAbsent(
        component.id(),
        _ -> {
          List<Control> all = new ArrayList<>(controls.on(map, component));
          Set<MitigationId> named =
              all.stream().flatMap(each -> each.mitigates().stream()).collect(Collectors.toSet());
          claimed(component).stream()
              .filter(each -> !named.contains(each))
              .forEach(each -> all.add(claim(component, each)));
          return all;
        });
  }

  private Control claim(Component component, MitigationId mitigation) {
    return Control.claim(
        new ControlId(mitigation.value()),
        release.mitigation(mitigation).map(each -> each.name()).orElse(mitigation.value()),
        Scope.of(map.id(), component.id()),
        mitigation);
  }

  /// What the properties of a component, and of flows into it, claim.
  private SequencedSet<MitigationId> claimed(Component component) {
    SequencedSet<MitigationId> ids = new LinkedHashSet<>(known(component.properties().get(CLAIMS)));
    graph
        .incoming(component.id())
        .forEach(edge ->
            edge.flow().ifPresent(flow -> ids.addAll(known(flow.properties().get(CLAIMS)))));
    protections.forEach((fact, mitigation) -> {
      if (component.properties().getOrDefault(fact, "").equals("true")) {
        ids.add(mitigation);
      }
    });
    return ids;
  }

  private List<MitigationId> known(@org.jspecify.annotations.Nullable String list) {
    return named(list).stream().flatMap(each -> mitigation(each, release).stream()).toList();
  }

  /// Mitigations named in the properties of a map that a release does not have.
  public static List<String> unknownClaims(SystemMap map, ReleaseIndex release) {
    return java.util.stream.Stream.concat(
            map.components().stream().map(each -> each.properties().get(CLAIMS)),
            map.flows().stream().map(each -> each.properties().get(CLAIMS)))
        .flatMap(each -> named(each).stream())
        .distinct()
        .filter(each -> mitigation(each, release).isEmpty())
        .toList();
  }

  private static List<String> named(@org.jspecify.annotations.Nullable String list) {
    return Optional.ofNullable(list).stream()
        .flatMap(text -> List.of(text.split("[,;\\s]+")).stream())
        .filter(each -> !each.isBlank())
        .toList();
  }

  private static Optional<MitigationId> mitigation(String id, ReleaseIndex release) {
    try {
      MitigationId wanted = new MitigationId(id);
      return release.mitigation(wanted).map(_ -> wanted);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
