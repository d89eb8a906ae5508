package io.sextant.cli.coverage;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.core.control.Controls;
import io.sextant.core.coverage.Cell;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.CoverageLayer;
import io.sextant.core.coverage.Grade;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.coverage.Supposition;
import io.sextant.core.coverage.WhatIf;
import io.sextant.core.crosswalk.Crosswalk;
import io.sextant.core.crosswalk.Framework;
import io.sextant.core.crosswalk.FrameworkAssessor;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.publish.SystemReport;
import io.sextant.report.Report;
import io.sextant.report.print.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says for every threat of a system what is done, what would see it, and what shows that it works.
@Command(
    name = "coverage",
    description = "The Control Coverage Matrix of a system: claimed, shown, missing.",
    mixinStandardHelpOptions = true)
public final class CoverageCommand implements Callable<Integer> {
  /// Steps of the roadmap in JSON.
  private static final int STEPS = 20;

  private static final List<String> FORMATS =
      List.of("table", "text", "json", "csv", "md", "markdown", "navigator", "xlsx");

  private final Console console;
  private final Clock clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final CoverageOptions options = new CoverageOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, csv, md, xlsx or navigator (default: table).")
  private String format = "table";

  @Option(names = "--all", description = "All techniques of the release, not only the register's.")
  private boolean all;

  @Option(
      names = "--what-if",
      paramLabel = "CONTROL",
      description =
          "Suppose a mitigation or control in place: AML.M0020, AML.M0020@COMPONENT,"
              + " CONTROL[:claimed|:tested]; may be repeated.")
  private List<String> whatIf = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "STATE",
      description =
          "Exit with 1 when an open threat stands so or worse: failed, gap, watched, decayed,"
              + " claimed, evidenced; or 'undetermined'.")
  private Optional<String> failOn = Optional.empty();

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      description = "Where the system stands with a framework, such as iso-42001@2023.")
  private Optional<String> framework = Optional.empty();

  @Option(names = "--frameworks", description = "List the frameworks at hand.")
  private boolean frameworks;

  @Option(
      names = "--crosswalks",
      paramLabel = "DIR",
      description = "Frameworks and edges of your own beside the shipped ones.")
  private Optional<Path> crosswalks = Optional.empty();

  @Parameters(
      paramLabel = "MAP",
      arity = "0..1",
      description = "A system map; - is standard input.")
  private String file = "";

  public CoverageCommand(Console console) {
    this(console, Clock.system(ZoneId.systemDefault()));
  }

  CoverageCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    check();
    if (frameworks) {
      FrameworkOutput.list(CrosswalkFiles.read(crosswalks, console), console.out());
      return ExitCode.DONE.number();
    }
    CoverageOptions.Inputs inputs = options.read(file, console, clock);
    Coverage.Extent extent = all ? Coverage.Extent.ALL : Coverage.Extent.REGISTER;
    Coverage now = inputs.coverage(inputs.controls(), extent);
    if (framework.isPresent()) {
      return framework(now, framework.get(), inputs);
    }
    if (whatIf.isEmpty()) {
      print(now, inputs);
      return code(now, inputs);
    }
    Coverage then = inputs.coverage(suppose(now, inputs), extent);
    WhatIf difference = WhatIf.of(now, then);
    if (format.equals("json")) {
      Json.document(CoverageJson.whatIf(difference), console.out());
    } else {
      CoverageText.whatIf(difference, console.out());
    }
    return code(then, inputs);
  }

  private int framework(Coverage now, String name, CoverageOptions.Inputs inputs) {
    Crosswalk crosswalk = CrosswalkFiles.read(crosswalks, console);
    Framework wanted = CrosswalkFiles.framework(crosswalk, name);
    FrameworkCoverage coverage =
        new FrameworkAssessor(crosswalk, inputs.release()).assess(wanted, now);
    var out = console.out();
    switch (format) {
      case "json" -> Json.document(FrameworkOutput.json(coverage), out);
      case "csv" -> FrameworkOutput.csv(coverage, out);
      case "md", "markdown" -> FrameworkOutput.markdown(coverage, out);
      case "xlsx" -> workbook(SystemReport.framework(coverage, now));
      default -> FrameworkOutput.table(coverage, out);
    }
    return code(now, inputs);
  }

  private void check() {
    if (file.isEmpty() && !frameworks) {
      throw wrong("Missing required parameter: 'MAP'");
    }
    if (framework.isPresent() && (format.equals("navigator") || !whatIf.isEmpty())) {
      throw wrong("--framework is shown as table, json, csv, md or xlsx, and without --what-if");
    }
    if (!FORMATS.contains(format)) {
      throw wrong(
          "--format "
              + format
              + " is not offered here; expected table, json, csv, md, xlsx, navigator");
    }
    if (!whatIf.isEmpty() && !Stream.of("table", "text", "json").anyMatch(format::equals)) {
      throw wrong("--what-if is shown as table or json");
    }
    if (format.equals("xlsx") && console.outIsTerminal()) {
      throw wrong("--format xlsx is not for a terminal: send it to a file");
    }
    failOn
        .filter(word ->
            Grade.parse(word)
                .filter(each -> each != Grade.NOT_APPLICABLE && each != Grade.PROVEN)
                .isEmpty())
        .ifPresent(word -> {
          throw wrong(
              "--fail-on "
                  + word
                  + ": expected failed, gap, watched, decayed, claimed, evidenced or undetermined");
        });
  }

  private void workbook(Report report) {
    try {
      ReportFormat.XLSX.print(report, console.out());
      console.out().flush();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write the workbook: " + e.getMessage(), "");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Controls suppose(Coverage now, CoverageOptions.Inputs inputs) {
    Controls controls = inputs.controls();
    for (String text : whatIf) {
      Controls sofar = controls;
      controls =
          Supposition.parse(text)
              .flatMap(each -> each.apply(now.assessment().with(sofar), inputs.release()))
              .orElseThrow(() ->
                  new CommandFailure(
                      ExitCode.BAD_INPUT,
                      "--what-if "
                          + text
                          + ": neither a control of the files nor a mitigation of ATLAS "
                          + inputs.release().release().id()
                          + ", or no such component",
                      "As in AML.M0020@desk, AML.M0020:claimed or my-control."));
    }
    return controls;
  }

  private void print(Coverage coverage, CoverageOptions.Inputs inputs) {
    Roadmap roadmap = Roadmap.of(coverage, inputs.release(), STEPS);
    var out = console.out();
    switch (format) {
      case "json" -> Json.document(CoverageJson.coverage(coverage, roadmap), out);
      case "csv" -> CoverageText.csv(coverage, out);
      case "md", "markdown" -> CoverageText.markdown(coverage, roadmap, out);
      case "xlsx" -> workbook(SystemReport.coverage(coverage, roadmap));
      case "navigator" -> Json.document(CoverageLayer.of(coverage, inputs.release()), out);
      default -> CoverageText.table(coverage, roadmap, out);
    }
  }

  private int code(Coverage coverage, CoverageOptions.Inputs inputs) {
    if (!inputs.sound()) {
      return ExitCode.BAD_INPUT.number();
    }
    boolean fails =
        failOn
            .flatMap(Grade::parse)
            .filter(grade -> coverage.cells().anyMatch(cell -> fails(cell, grade)))
            .isPresent();
    return (fails ? ExitCode.FOUND : ExitCode.DONE).number();
  }

  private static boolean fails(Cell cell, Grade limit) {
    return limit == Grade.UNDETERMINED
        ? cell.grade() == Grade.UNDETERMINED
        : cell.open() && cell.grade().applies() && cell.grade().compareTo(limit) <= 0;
  }
}
