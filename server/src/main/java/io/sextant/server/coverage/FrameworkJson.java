package io.sextant.server.coverage;

import io.sextant.core.coverage.Cell;
import io.sextant.core.crosswalk.Edge;
import io.sextant.core.crosswalk.Framework;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.crosswalk.Link;
import io.sextant.core.crosswalk.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Frameworks, and where a system stands with one, as the API writes them.
final class FrameworkJson {
  private FrameworkJson() {}

  /// @param key `id@edition`
  record FrameworkRef(
      String key,
      String id,
      String edition,
      String title,
      String publisher,
      String nature,
      String terms,
      int entries) {
    static FrameworkRef of(Framework framework) {
      return new FrameworkRef(
          framework.key(),
          framework.id(),
          framework.edition(),
          framework.title(),
          framework.publisher(),
          framework.nature().word(),
          framework.terms(),
          framework.requirements().size());
    }
  }

  record FrameworkList(List<FrameworkRef> items) {}

  record EdgeJson(
      String from,
      String to,
      String relation,
      String confidence,
      String source,
      String edition,
      String date,
      String basis,
      Optional<String> by) {
    static EdgeJson of(Edge edge) {
      return new EdgeJson(
          edge.from().toString(),
          edge.to().toString(),
          edge.relation().word(),
          edge.confidence().word(),
          edge.source().title(),
          edge.source().edition(),
          edge.source().date(),
          edge.source().basis(),
          Optional.of(edge.by()).filter(each -> !each.isEmpty()));
    }
  }

  /// @param derived whether no source says it as one
  record LinkJson(
      String target, String relation, String confidence, boolean derived, List<EdgeJson> path) {
    static LinkJson of(Link link) {
      return new LinkJson(
          link.target().value(),
          link.relation().word(),
          link.confidence().word(),
          link.derived(),
          link.path().stream().map(EdgeJson::of).toList());
    }
  }

  /// @param via the mitigation over which it stands behind the requirement; empty when it names it
  record SupportJson(
      String id, String name, String standing, String because, Optional<String> via) {
    static SupportJson of(FrameworkCoverage.Support support) {
      return new SupportJson(
          support.control().id().value(),
          support.control().name(),
          support.assurance().standing().word(),
          support.assurance().because(),
          support.via().map(link -> link.target().value()));
    }
  }

  /// @param met whole, part, or empty
  record RequirementJson(
      String id,
      String title,
      boolean applies,
      String state,
      String met,
      String because,
      List<SupportJson> controls,
      List<String> threats,
      List<LinkJson> links) {
    static RequirementJson of(FrameworkCoverage.Line line) {
      return new RequirementJson(
          line.requirement().ref().id(),
          line.requirement().title(),
          line.status() != Status.EXCLUDED,
          line.status().word(),
          line.met(),
          line.because(),
          line.supports().stream().map(SupportJson::of).toList(),
          line.cells().stream().map(Cell::key).map(Object::toString).toList(),
          line.links().stream().map(LinkJson::of).toList());
    }
  }

  /// @param counted requirements that can be counted: the denominator of the others
  record FrameworkTotals(
      int entries,
      int counted,
      int covered,
      int evidenced,
      int proven,
      Map<String, Integer> states) {
    static FrameworkTotals of(FrameworkCoverage coverage) {
      Map<String, Integer> states = new LinkedHashMap<>();
      for (Status status : List.of(Status.values()).reversed()) {
        states.put(status.word(), coverage.count(status));
      }
      return new FrameworkTotals(
          coverage.lines().size(),
          coverage.counted(),
          coverage.atLeast(Status.DECAYED),
          coverage.atLeast(Status.EVIDENCED),
          coverage.atLeast(Status.PROVEN),
          states);
    }
  }

  record Statement(
      String system,
      String name,
      String release,
      FrameworkRef framework,
      FrameworkTotals totals,
      List<RequirementJson> requirements) {}
}
