package io.sextant.cli.coverage;

import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import io.sextant.core.coverage.Cell;
import io.sextant.core.crosswalk.Crosswalk;
import io.sextant.core.crosswalk.Edge;
import io.sextant.core.crosswalk.Framework;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.crosswalk.FrameworkCoverage.Line;
import io.sextant.core.crosswalk.FrameworkCoverage.Support;
import io.sextant.core.crosswalk.Link;
import io.sextant.core.crosswalk.Status;
import io.sextant.report.print.Quoting;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Coverage by framework, which is its statement of applicability too.
final class FrameworkOutput {
  /// Links shown to a person; JSON has all.
  private static final int SHOWN = 3;

  private FrameworkOutput() {}

  static void list(Crosswalk crosswalk, PrintStream out) {
    TablePrinter table = new TablePrinter("FRAMEWORK", "ENTRIES", "TITLE", "TERMS");
    crosswalk
        .frameworks()
        .forEach(
            each -> table.row(each.key(), each.requirements().size(), each.title(), each.terms()));
    table.print(out);
  }

  static void table(FrameworkCoverage coverage, PrintStream out) {
    TablePrinter table =
        new TablePrinter("STATE", "MET", "REQUIREMENT", "THREATS", "WHY", "BY WAY OF");
    for (Line line : coverage.lines()) {
      table.row(
          line.status().word(),
          line.met(),
          line.requirement().shown(),
          line.cells().isEmpty() ? "" : line.cells().size(),
          line.because(),
          line.links().stream()
              .limit(SHOWN)
              .map(FrameworkOutput::shown)
              .collect(Collectors.joining("; ")));
    }
    table.print(out);
    out.println();
    out.println(totals(coverage));
    out.println("Linked does not mean met: ATLAS touches a part of a requirement at most.");
  }

  private static String shown(Link link) {
    return link.target().value()
        + " ("
        + link.confidence().word()
        + (link.derived()
            ? ", derived: " + link.shown()
            : ", " + link.path().getFirst().source().basis())
        + ")";
  }

  static String totals(FrameworkCoverage coverage) {
    Framework framework = coverage.framework();
    return String.format(
        Locale.ROOT,
        "%s: of %d entries %d have no link to ATLAS, %d are excluded, %d no threat to the system,"
            + " %d undetermined. Of the other %d a control counts for %d, something shows it for %d,"
            + " a test for %d.",
        framework.key(),
        coverage.lines().size(),
        coverage.count(Status.UNMAPPED),
        coverage.count(Status.EXCLUDED),
        coverage.count(Status.NOT_THREATENED),
        coverage.count(Status.UNDETERMINED),
        coverage.counted(),
        coverage.atLeast(Status.DECAYED),
        coverage.atLeast(Status.EVIDENCED),
        coverage.atLeast(Status.PROVEN));
  }

  static void csv(FrameworkCoverage coverage, PrintStream out) {
    out.println("requirement,title,applies,state,met,because,controls,threats,links");
    for (Line line : coverage.lines()) {
      out.println(
          Quoting.csvLine(
              List.of(
                  line.requirement().ref().toString(),
                  line.requirement().title(),
                  line.status() == Status.EXCLUDED ? "no" : "yes",
                  line.status().word(),
                  line.met(),
                  line.because(),
                  line.supports().stream()
                      .map(each -> each.control().id() + " " + each.assurance().standing().word())
                      .collect(Collectors.joining(" ")),
                  line.cells().stream()
                      .map(each -> each.key().toString())
                      .collect(Collectors.joining(" ")),
                  line.links().stream().map(Link::shown).collect(Collectors.joining("; ")))));
    }
  }

  static void markdown(FrameworkCoverage coverage, PrintStream out) {
    out.println("## " + Quoting.markdownCell(coverage.framework().title()));
    out.println();
    out.println(totals(coverage));
    out.println();
    out.println("| requirement | applies | state | met | why |");
    out.println("|---|---|---|---|---|");
    coverage
        .lines()
        .forEach(line ->
            out.println(
                "| "
                    + Quoting.markdownCell(line.requirement().shown())
                    + " | "
                    + (line.status() == Status.EXCLUDED ? "no" : "yes")
                    + " | "
                    + line.status().word()
                    + " | "
                    + line.met()
                    + " | "
                    + Quoting.markdownCell(line.because())
                    + " |"));
  }

  static ObjectNode json(FrameworkCoverage coverage) {
    Framework framework = coverage.framework();
    ObjectNode document =
        Json.object()
            .put("framework", framework.id())
            .put("edition", framework.edition())
            .put("title", framework.title())
            .put("terms", framework.terms());
    ObjectNode totals =
        document
            .putObject("totals")
            .put("entries", coverage.lines().size())
            .put("counted", coverage.counted())
            .put("covered", coverage.atLeast(Status.DECAYED))
            .put("evidenced", coverage.atLeast(Status.EVIDENCED))
            .put("proven", coverage.atLeast(Status.PROVEN));
    ObjectNode states = totals.putObject("states");
    for (Status status : Status.values()) {
      states.put(status.word(), coverage.count(status));
    }
    ArrayNode requirements = document.putArray("requirements");
    coverage.lines().forEach(line -> line(requirements.addObject(), line));
    return document;
  }

  private static void line(ObjectNode node, Line line) {
    node.put("id", line.requirement().ref().id())
        .put("title", line.requirement().title())
        .put("applies", line.status() != Status.EXCLUDED)
        .put("state", line.status().word())
        .put("met", line.met())
        .put("because", line.because());
    ArrayNode controls = node.putArray("controls");
    for (Support support : line.supports()) {
      ObjectNode control =
          controls
              .addObject()
              .put("id", support.control().id().value())
              .put("standing", support.assurance().standing().word())
              .put("because", support.assurance().because());
      support.via().ifPresent(link -> control.put("via", link.target().value()));
    }
    ArrayNode threats = node.putArray("threats");
    line.cells().stream().map(Cell::key).forEach(each -> threats.add(each.toString()));
    ArrayNode links = node.putArray("links");
    for (Link link : line.links()) {
      ObjectNode one =
          links
              .addObject()
              .put("target", link.target().value())
              .put("relation", link.relation().word())
              .put("confidence", link.confidence().word())
              .put("derived", link.derived());
      ArrayNode path = one.putArray("path");
      link.path().forEach(edge -> edge(path.addObject(), edge));
    }
  }

  private static void edge(ObjectNode node, Edge edge) {
    node.put("from", edge.from().toString())
        .put("to", edge.to().toString())
        .put("relation", edge.relation().word())
        .put("confidence", edge.confidence().word())
        .put("source", edge.source().title())
        .put("edition", edge.source().edition())
        .put("date", edge.source().date())
        .put("basis", edge.source().basis());
    if (!edge.by().isEmpty()) {
      node.put("by", edge.by());
    }
  }
}
