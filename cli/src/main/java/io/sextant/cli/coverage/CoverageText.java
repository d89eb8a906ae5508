package io.sextant.cli.coverage;

import io.sextant.cli.Diagnostic;
import io.sextant.cli.TablePrinter;
import io.sextant.core.control.Assessment.Share;
import io.sextant.core.coverage.Cell;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Grade;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.coverage.Row;
import io.sextant.core.coverage.Step;
import io.sextant.core.coverage.Totals;
import io.sextant.core.coverage.WhatIf;
import io.sextant.report.print.Quoting;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Coverage for people, spreadsheets and reviews.
final class CoverageText {
  /// Steps of the roadmap that a person is shown.
  private static final int SHOWN = 8;

  private CoverageText() {}

  static void table(Coverage coverage, Roadmap roadmap, PrintStream out) {
    TablePrinter table =
        new TablePrinter("STATE", "RISK", "TECHNIQUE", "COMPONENT", "CONTROLS", "SEEN BY", "WHY");
    coverage
        .cells()
        .sorted(
            Comparator.comparing((Cell each) -> !each.grade().applies())
                .thenComparing(Comparator.comparingDouble(Cell::residual).reversed())
                .thenComparing(Cell::key))
        .forEach(cell ->
            table.row(
                cell.grade().word(),
                risk(cell),
                technique(coverage, cell),
                cell.component(),
                controls(cell),
                cell.watch().extent().sees() ? cell.watch().extent().word() : "nothing",
                cell.state().because()));
    coverage.rows().stream()
        .filter(row -> row.cells().isEmpty())
        .forEach(row ->
            table.row(
                row.grade().word(),
                "",
                row.technique().id() + " " + row.technique().name(),
                "",
                "",
                rules(row),
                row.absent()));
    table.print(out);
    out.println();
    out.println(totals(coverage.totals()));
    steps("first", roadmap.steps(), out);
    steps("sight", roadmap.sight(), out);
    steps("ask", roadmap.questions(), out);
  }

  private static String technique(Coverage coverage, Cell cell) {
    return cell.technique()
        + coverage.row(cell.technique()).map(row -> " " + row.technique().name()).orElse("");
  }

  private static void steps(String word, List<Step> steps, PrintStream out) {
    steps.stream()
        .limit(SHOWN)
        .forEach(step ->
            out.println(
                String.format(Locale.ROOT, "%-6s", word)
                    + (step.drop() > 0 ? String.format(Locale.ROOT, "−%.2f  ", step.drop()) : "")
                    + step.says()
                    + " ("
                    + Diagnostic.count(step.threats().size(), "threat")
                    + ")"));
  }

  static String totals(Totals totals) {
    int all = totals.applicable();
    return String.format(
        Locale.ROOT,
        "Of %d threats %d have a control that counts, %d one that something shows, %d one that was"
            + " tested; %d would be seen. %d undetermined, counted as nothing. Residual risk %.2f.",
        all,
        totals.atLeast(Grade.DECAYED),
        totals.atLeast(Grade.EVIDENCED),
        totals.atLeast(Grade.PROVEN),
        totals.watched(),
        totals.count(Grade.UNDETERMINED),
        totals.residual());
  }

  static void whatIf(WhatIf whatIf, PrintStream out) {
    TablePrinter table = new TablePrinter("THREAT", "BEFORE", "AFTER", "RISK", "DROP");
    for (WhatIf.Changed each : whatIf.changed()) {
      table.row(
          each.before().key(),
          each.before().grade().word(),
          each.after().grade().word(),
          String.format(
              Locale.ROOT, "%.2f → %.2f", each.before().residual(), each.after().residual()),
          String.format(Locale.ROOT, "%.2f", each.drop()));
    }
    table.print(out);
    out.println();
    out.println("now   " + totals(whatIf.before().totals()));
    out.println("then  " + totals(whatIf.after().totals()));
    out.println(
        String.format(
            Locale.ROOT,
            "%d threats change; residual risk of open threats falls by %.2f",
            whatIf.changed().size(),
            whatIf.drop()));
  }

  static void csv(Coverage coverage, PrintStream out) {
    out.println(
        "technique,name,component,state,residual,status,owner,controls,watch,rules,because");
    for (Row row : coverage.rows()) {
      String id = row.technique().id().value();
      String name = row.technique().fullName();
      if (row.cells().isEmpty()) {
        line(
            out,
            List.of(
                id, name, "", row.grade().word(), "", "", "", "", "", rules(row), row.absent()));
      }
      for (Cell cell : row.cells()) {
        line(
            out,
            List.of(
                id,
                name,
                cell.component().value(),
                cell.grade().word(),
                String.format(Locale.ROOT, "%.4f", cell.residual()),
                cell.entry().map(each -> each.status().word()).orElse(""),
                cell.entry().flatMap(each -> each.owner()).orElse(""),
                controls(cell),
                cell.watch().extent().word(),
                cell.watch().detections().stream()
                    .map(each -> each.rule().value())
                    .collect(Collectors.joining(" ")),
                cell.state().because()));
      }
    }
  }

  private static void line(PrintStream out, List<String> cells) {
    out.println(Quoting.csvLine(cells));
  }

  static void markdown(Coverage coverage, Roadmap roadmap, PrintStream out) {
    out.println(
        "## Coverage of " + Quoting.markdownCell(coverage.register().derived().map().name()));
    out.println();
    out.println(totals(coverage.totals()));
    out.println();
    out.println("| state | risk | technique | component | controls | why |");
    out.println("|---|---|---|---|---|---|");
    coverage.rows().stream()
        .flatMap(row -> row.cells().stream().map(each -> line(row, each)))
        .forEach(out::println);
    if (!roadmap.steps().isEmpty()) {
      out.println();
      out.println("### What to do first");
      out.println();
      roadmap
          .steps()
          .forEach(step ->
              out.println(
                  "1. "
                      + Quoting.markdownCell(step.says())
                      + String.format(
                          Locale.ROOT,
                          " (−%.2f, %d threats)",
                          step.drop(),
                          step.threats().size())));
    }
  }

  private static String line(Row row, Cell each) {
    return "| "
        + each.grade().word()
        + " | "
        + risk(each)
        + " | "
        + row.technique().id()
        + " "
        + Quoting.markdownCell(row.technique().fullName())
        + " | `"
        + each.component()
        + "` | "
        + Quoting.markdownCell(controls(each))
        + " | "
        + Quoting.markdownCell(each.state().because())
        + " |";
  }

  private static String risk(Cell cell) {
    return cell.entry().isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", cell.residual());
  }

  private static String controls(Cell cell) {
    return cell.shares().stream().map(CoverageText::control).collect(Collectors.joining(", "));
  }

  private static String control(Share share) {
    return share.control().id() + " " + share.assurance().standing().word();
  }

  private static String rules(Row row) {
    return row.detections().isEmpty() ? "nothing" : row.detections().size() + " rules";
  }
}
