package io.sextant.core.publish;

import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.crosswalk.Link;
import io.sextant.core.crosswalk.Status;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reports on one system: functions of its coverage, dated with its day, so that the same state
/// gives the same report.
public final class SystemReport {
  /// Threats on a page for people with little time.
  private static final int FEW = 10;

  private SystemReport() {}

  /// The AI Threat Register with every calculation.
  public static Report register(Coverage coverage, Roadmap roadmap) {
    SystemSections parts = new SystemSections(coverage, roadmap);
    List<Section> sections = new ArrayList<>();
    sections.add(parts.levels("levels"));
    sections.add(parts.threats(Integer.MAX_VALUE));
    sections.add(parts.findings());
    sections.add(parts.questions());
    sections.addAll(parts.components());
    return report("AI Threat Register: ", parts, coverage, sections);
  }

  /// The Control Coverage Matrix with what stands behind every figure.
  public static Report coverage(Coverage coverage, Roadmap roadmap) {
    SystemSections parts = new SystemSections(coverage, roadmap);
    List<Section> sections = new ArrayList<>();
    sections.add(parts.totals());
    sections.add(parts.roadmap());
    sections.addAll(parts.states());
    sections.addAll(parts.components());
    return report("Control coverage: ", parts, coverage, sections);
  }

  /// Everything about a system: what it is made of, its threats, its coverage.
  public static Report whole(Coverage coverage, Roadmap roadmap) {
    SystemSections parts = new SystemSections(coverage, roadmap);
    List<Section> sections = new ArrayList<>();
    sections.add(parts.levels("levels"));
    sections.add(parts.totals());
    sections.add(parts.roadmap());
    sections.addAll(parts.parts());
    sections.add(parts.threats(Integer.MAX_VALUE));
    sections.add(parts.findings());
    sections.add(parts.questions());
    sections.addAll(parts.states());
    sections.addAll(parts.components());
    return report("System: ", parts, coverage, sections);
  }

  /// The page for people with little time, and behind it what its figures count.
  public static Report executive(Coverage coverage, Roadmap roadmap) {
    SystemSections parts = new SystemSections(coverage, roadmap);
    List<Section> sections = new ArrayList<>();
    sections.add(parts.levels("levels"));
    sections.add(parts.totals());
    sections.add(parts.roadmap());
    sections.add(parts.threats(FEW));
    sections.addAll(parts.states());
    sections.addAll(parts.components());
    return report("Where we stand: ", parts, coverage, sections);
  }

  private static Report report(
      String kind, SystemSections parts, Coverage coverage, List<Section> sections) {
    return new Report(kind + parts.map().name(), parts.subtitle(), written(coverage), sections);
  }

  private static Instant written(Coverage coverage) {
    return coverage.assessment().today().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Where a system stands with a framework: its statement of applicability.
  public static Report framework(FrameworkCoverage framework, Coverage coverage) {
    String title = framework.framework().title();
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "summary",
            "Summary",
            List.of(
                Block.paragraph(
                    "Linked does not mean met: ATLAS touches a part of a requirement at most. "
                        + framework.framework().terms()
                        + "."),
                counts(framework))));
    sections.add(new Section("statement", "Statement of applicability", List.of(lines(framework))));
    sections.add(new Section("links", "How each is linked to ATLAS", List.of(links(framework))));
    return new Report(
        title + ": " + coverage.register().derived().map().name(),
        framework.framework().key()
            + ", ATLAS "
            + coverage.register().derived().release()
            + ", as of "
            + coverage.assessment().today(),
        written(coverage),
        sections);
  }

  private static Table counts(FrameworkCoverage framework) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Status status : Status.values()) {
      if (framework.count(status) > 0) {
        rows.add(
            List.of(
                Cell.linked(status.word(), new io.sextant.report.Link.ToSection("statement")),
                Cell.of(framework.count(status)),
                status.counts() && framework.counted() > 0
                    ? Cell.share(
                        SystemSections.rounded(
                                100.0 * framework.count(status) / framework.counted())
                            .movePointLeft(2)
                            .doubleValue())
                    : Cell.empty()));
      }
    }
    return new Table(
        "Requirements by state",
        List.of(
            Column.text("State"), Column.number("Requirements"), Column.share("Of those counted")),
        rows);
  }

  private static Table lines(FrameworkCoverage framework) {
    return new Table(
        "Requirements",
        List.of(
            Column.text("Requirement"),
            Column.text("Title"),
            Column.text("Applies"),
            Column.text("State"),
            Column.text("Met"),
            Column.text("Controls"),
            Column.number("Threats"),
            Column.text("Because")),
        framework.lines().stream()
            .map(line ->
                List.of(
                    Cell.linked(
                        line.requirement().ref().id(),
                        new io.sextant.report.Link.ToSection("links")),
                    Cell.of(line.requirement().title()),
                    Cell.of(line.status() == Status.EXCLUDED ? "no" : "yes"),
                    Cell.of(line.status().word()),
                    Cell.of(line.met()),
                    Cell.of(
                        line.supports().stream()
                            .map(each ->
                                each.control().id() + " " + each.assurance().standing().word())
                            .collect(Collectors.joining(", "))),
                    Cell.of(line.cells().size()),
                    Cell.of(line.because())))
            .toList());
  }

  private static Table links(FrameworkCoverage framework) {
    List<List<Cell>> rows = new ArrayList<>();
    framework
        .lines()
        .forEach(line ->
            line.links()
                .forEach(link ->
                    rows.add(
                        List.of(
                            Cell.of(line.requirement().ref().id()),
                            Cell.of(link.target().value()),
                            Cell.of(link.relation().word()),
                            Cell.of(link.confidence().word()),
                            Cell.of(basis(link)),
                            Cell.of(link.shown()),
                            Cell.of(link.sources())))));
    return new Table(
        "Links",
        List.of(
            Column.text("Requirement"),
            Column.text("ATLAS"),
            Column.text("Relation"),
            Column.text("Confidence"),
            Column.text("Basis"),
            Column.text("Path"),
            Column.text("Source")),
        rows);
  }

  private static String basis(Link link) {
    return link.derived() ? "derived" : link.path().getFirst().source().basis();
  }
}
