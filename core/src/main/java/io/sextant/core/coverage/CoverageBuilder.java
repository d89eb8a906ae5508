package io.sextant.core.coverage;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.control.Assessment;
import io.sextant.core.control.Assessment.Share;
import io.sextant.core.control.Assurance.Standing;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.MapGraph;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Makes the Control Coverage Matrix: a function of the register, the controls and the rules.
public final class CoverageBuilder {
  private final ReleaseIndex release;
  private final RuleBook book;
  private final Detections detections;

  public CoverageBuilder(ReleaseIndex release, RuleBook book, Detections detections) {
    this.release = release;
    this.book = book;
    this.detections = detections;
  }

  /// @param register of threats that were rated by the same assessment
  public Coverage of(Register register, Assessment assessment, Coverage.Extent extent) {
    Heard heard = new Heard(register.derived().map());
    Map<TechniqueId, List<Cell>> cells = new HashMap<>();
    for (Register.Entry entry : register.entries()) {
      Cell cell = applies(entry, assessment, heard);
      cells.computeIfAbsent(cell.technique(), _ -> new ArrayList<>()).add(cell);
    }
    for (Verdict verdict : register.derived().undetermined()) {
      TechniqueId id = verdict.rule().technique();
      Component component = heard.component(verdict.component());
      cells
          .computeIfAbsent(id, _ -> new ArrayList<>())
          .add(
              new Cell(
                  id,
                  verdict.component(),
                  new State.Undetermined(verdict.questions()),
                  Optional.empty(),
                  assessment.shares(component, id),
                  watch(id, component, heard)));
    }
    List<Row> rows = new ArrayList<>();
    for (Technique technique : release.release().techniques()) {
      List<Cell> own = cells.getOrDefault(technique.id(), List.of());
      if (!own.isEmpty() || extent == Coverage.Extent.ALL) {
        rows.add(row(technique, own));
      }
    }
    return new Coverage(
        register,
        assessment,
        rows,
        Totals.of(rows.stream().flatMap(each -> each.cells().stream()).toList()));
  }

  private Row row(Technique technique, List<Cell> cells) {
    List<Cell> sorted =
        cells.stream()
            .sorted(
                Comparator.comparingDouble(Cell::residual)
                    .reversed()
                    .thenComparing(each -> each.component().value()))
            .toList();
    return new Row(
        technique,
        sorted,
        cells.isEmpty() ? absent(technique.id()) : "",
        detections.of(technique.id(), Optional.empty()),
        release.mitigations(technique.id()).stream().map(each -> each.mitigation().id()).toList());
  }

  private String absent(TechniqueId technique) {
    return book.unlisted(technique)
        .map(each -> each.role().word() + ": " + each.reason())
        .orElseGet(() ->
            book.rule(technique).isPresent()
                ? "no component of the map meets its conditions"
                : "no rule says when it applies");
  }

  private Cell applies(Register.Entry entry, Assessment assessment, Heard heard) {
    TechniqueId technique = entry.threat().technique().id();
    Component component = entry.threat().component();
    List<Share> shares = assessment.shares(component, technique);
    Watch watch = watch(technique, component, heard);
    return new Cell(
        technique, component.id(), state(shares, watch), Optional.of(entry), shares, watch);
  }

  private static State state(List<Share> shares, Watch watch) {
    SequencedMap<Standing, Share> best = new LinkedHashMap<>();
    shares.forEach(each ->
        best.merge(each.assurance().standing(), each, (a, b) -> a.value() >= b.value() ? a : b));
    if (best.containsKey(Standing.TESTED)) {
      return new State.Proven(best.get(Standing.TESTED));
    }
    if (best.containsKey(Standing.FAILED)) {
      return new State.Failed(best.get(Standing.FAILED));
    }
    if (best.containsKey(Standing.EVIDENCED)) {
      return new State.Evidenced(best.get(Standing.EVIDENCED));
    }
    if (best.containsKey(Standing.CLAIMED)) {
      return new State.Claimed(best.get(Standing.CLAIMED));
    }
    if (best.containsKey(Standing.DECAYED)) {
      return new State.Decayed(best.get(Standing.DECAYED));
    }
    if (watch.extent().sees()) {
      return new State.Watched(watch);
    }
    String because =
        shares.isEmpty()
            ? "no control"
            : shares.getFirst().control().id() + ": " + shares.getFirst().assurance().because();
    return new State.Gap(because + "; " + watch.because());
  }

  private Watch watch(TechniqueId technique, Component component, Heard heard) {
    Optional<Component> through = heard.through(component);
    List<Detection> rules = detections.of(technique, through);
    if (rules.isEmpty()) {
      return Watch.NOTHING;
    }
    Watch.Extent extent =
        through.isEmpty()
            ? Watch.Extent.RULE
            : rules.stream().anyMatch(each -> each.findings() > 0)
                ? Watch.Extent.SEEN
                : Watch.Extent.LISTENING;
    return new Watch(extent, rules, through.map(Component::id));
  }

  /// Whose telemetry speaks of which component.
  private static final class Heard {
    private final Map<ComponentId, Component> components = new HashMap<>();
    private final Map<ComponentId, Set<ComponentId>> beside = new HashMap<>();

    Heard(SystemMap map) {
      var graph = new MapGraph(map);
      map.components()
          .forEach(each -> {
            components.put(each.id(), each);
            beside.put(each.id(), new TreeSet<>(Comparator.comparing(ComponentId::value)));
          });
      map.components()
          .forEach(each -> {
            each.parent().ifPresent(whole -> join(each.id(), whole));
            graph.outgoing(each.id()).forEach(edge -> join(each.id(), edge.to()));
          });
    }

    private void join(ComponentId a, ComponentId b) {
      Optional.ofNullable(beside.get(a)).ifPresent(set -> set.add(b));
      Optional.ofNullable(beside.get(b)).ifPresent(set -> set.add(a));
    }

    Component component(ComponentId id) {
      return Objects.requireNonNull(components.get(id));
    }

    /// Itself when it sends telemetry, else its whole, else a neighbour that does.
    Optional<Component> through(Component component) {
      if (!component.telemetry().isEmpty()) {
        return Optional.of(component);
      }
      Optional<Component> whole =
          component.parent().map(this::component).filter(each -> !each.telemetry().isEmpty());
      return whole.or(() ->
          beside.getOrDefault(component.id(), Set.of()).stream()
              .map(this::component)
              .filter(each -> !each.telemetry().isEmpty())
              .findFirst());
    }
  }
}
