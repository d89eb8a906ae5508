package io.sextant.core.crosswalk;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.control.Assessment;
import io.sextant.core.control.Assurance;
import io.sextant.core.control.Assurance.Standing;
import io.sextant.core.control.Control;
import io.sextant.core.control.ControlId;
import io.sextant.core.control.Exclusion;
import io.sextant.core.coverage.Cell;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Grade;
import io.sextant.core.crosswalk.FrameworkCoverage.Line;
import io.sextant.core.crosswalk.FrameworkCoverage.Support;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells where a system stands with frameworks, from its coverage of ATLAS and its controls.
public final class FrameworkAssessor {
  private final Crosswalk crosswalk;
  private final ReleaseIndex release;

  public FrameworkAssessor(Crosswalk crosswalk, ReleaseIndex release) {
    this.crosswalk = crosswalk;
    this.release = release;
  }

  public FrameworkCoverage assess(Framework framework, Coverage coverage) {
    Assessment assessment = coverage.assessment();
    SequencedMap<ControlId, Control> controls = new LinkedHashMap<>();
    assessment
        .map()
        .components()
        .forEach(component ->
            assessment.on(component).forEach(each -> controls.putIfAbsent(each.id(), each)));
    assessment.controls().all().stream()
        .filter(each -> each.scope().covers(assessment.map().id()))
        .forEach(each -> controls.putIfAbsent(each.id(), each));
    Map<ControlId, Assurance> standings = new LinkedHashMap<>();
    controls.forEach((id, control) -> standings.put(id, assessment.overall(control)));
    List<Line> lines = new ArrayList<>();
    for (Requirement requirement : framework.requirements()) {
      List<Link> links = crosswalk.links(requirement.ref(), release);
      Optional<Exclusion> exclusion =
          assessment.controls().exclusions().stream()
              .filter(each -> each.requirement().equals(requirement.ref()))
              .findFirst();
      List<Support> supports = supports(requirement, links, controls, standings);
      List<Cell> cells = cells(links, coverage);
      lines.add(
          exclusion
              .map(each ->
                  new Line(
                      requirement,
                      Status.EXCLUDED,
                      false,
                      each.reason(),
                      supports,
                      links,
                      cells,
                      exclusion))
              .orElseGet(() ->
                  switch (framework.nature()) {
                    case CONTROLS -> control(requirement, supports, links, cells);
                    case RISKS -> risk(requirement, supports, links, cells);
                  }));
    }
    return new FrameworkCoverage(framework, lines);
  }

  private static List<Support> supports(
      Requirement requirement,
      List<Link> links,
      SequencedMap<ControlId, Control> controls,
      Map<ControlId, Assurance> standings) {
    List<Support> supports = new ArrayList<>();
    controls.forEach((id, control) -> {
      Assurance assurance = Objects.requireNonNull(standings.get(id));
      if (control.satisfies().contains(requirement.ref())) {
        supports.add(new Support(control, assurance, Optional.empty()));
        return;
      }
      links.stream()
          .filter(each ->
              each.target() instanceof MitigationId mitigation
                  && control.mitigates().contains(mitigation))
          .findFirst()
          .ifPresent(link -> supports.add(new Support(control, assurance, Optional.of(link))));
    });
    return supports;
  }

  /// Threats on whose techniques the links end, or that the linked mitigations act on.
  private static List<Cell> cells(List<Link> links, Coverage coverage) {
    Set<AtlasId> targets = links.stream().map(Link::target).collect(Collectors.toSet());
    return coverage.rows().stream()
        .filter(row ->
            targets.contains(row.technique().id())
                || row.technique().parent().filter(targets::contains).isPresent()
                || row.mitigations().stream().anyMatch(targets::contains))
        .flatMap(row -> row.cells().stream())
        .sorted(Comparator.comparingDouble(Cell::residual).reversed())
        .toList();
  }

  private static Line control(
      Requirement requirement, List<Support> supports, List<Link> links, List<Cell> cells) {
    List<Support> present =
        supports.stream()
            .filter(each ->
                each.assurance().standing() != Standing.ABSENT
                    && each.assurance().standing() != Standing.EXPIRED)
            .toList();
    if (present.isEmpty()) {
      String because =
          !supports.isEmpty()
              ? supports.getFirst().control().id()
                  + ": "
                  + supports.getFirst().assurance().because()
              : nothing(links);
      Status status = supports.isEmpty() && links.isEmpty() ? Status.UNMAPPED : Status.GAP;
      return line(requirement, status, Optional.empty(), because, supports, links, cells);
    }
    Support best =
        present.stream()
            .max(
                Comparator.comparing((Support each) -> each.assurance().standing())
                    .thenComparing(each -> each.via().isEmpty()))
            .orElseThrow();
    Support shown =
        best.assurance().standing() == Standing.TESTED
            ? best
            : present.stream()
                .filter(each -> each.assurance().standing() == Standing.FAILED)
                .findFirst()
                .orElse(best);
    return line(
        requirement,
        Status.of(shown.assurance().standing()),
        Optional.of(shown),
        shown.control().id() + ": " + shown.assurance().because(),
        supports,
        links,
        cells);
  }

  private static String nothing(List<Link> links) {
    String mitigations =
        links.stream()
            .map(Link::target)
            .filter(MitigationId.class::isInstance)
            .map(AtlasId::value)
            .collect(Collectors.joining(", "));
    if (!mitigations.isEmpty()) {
      return "no control names it or implements " + mitigations;
    }
    return links.isEmpty()
        ? "no source links it to ATLAS and no control names it"
        : "no control names it";
  }

  private static Line risk(
      Requirement requirement, List<Support> supports, List<Link> links, List<Cell> cells) {
    if (links.isEmpty()) {
      return line(
          requirement,
          Status.UNMAPPED,
          Optional.empty(),
          "no source links it to ATLAS",
          supports,
          links,
          cells);
    }
    Optional<Cell> worst =
        cells.stream()
            .filter(each -> each.grade().applies())
            .min(
                Comparator.comparing(Cell::grade)
                    .thenComparing(Comparator.comparingDouble(Cell::residual).reversed()));
    Grade grade =
        worst.map(Cell::grade).orElse(cells.isEmpty() ? Grade.NOT_APPLICABLE : Grade.UNDETERMINED);
    String because =
        worst
            .map(each -> each.key() + ": " + each.state().because())
            .orElse(
                cells.isEmpty()
                    ? "none of its techniques threatens the system"
                    : "nobody can tell yet whether its techniques apply");
    return line(requirement, Status.of(grade), Optional.empty(), because, supports, links, cells);
  }

  private static Line line(
      Requirement requirement,
      Status status,
      Optional<Support> by,
      String because,
      List<Support> supports,
      List<Link> links,
      List<Cell> cells) {
    boolean whole = by.filter(each -> each.via().isEmpty()).isPresent();
    return new Line(requirement, status, whole, because, supports, links, cells, Optional.empty());
  }
}
