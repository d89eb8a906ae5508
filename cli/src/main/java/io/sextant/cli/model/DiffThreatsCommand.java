package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Level;
import io.sextant.core.threat.Threat;
import io.sextant.core.threat.ThreatDiff;
import io.sextant.report.print.Quoting;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
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

/// Says which threats a change of a map adds, takes away and changes.
@Command(
    name = "diff",
    description = "Says which threats a change of a system map adds, takes away and changes.",
    mixinStandardHelpOptions = true)
final class DiffThreatsCommand implements Callable<Integer> {
  private final Console console;
  private final Clock clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final ThreatOptions options = new ThreatOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table, json, markdown (a comment for a pull request), sarif or junit (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit with 1 when an added or raised threat is low, medium or high.")
  private Optional<String> failOn = Optional.empty();

  @Parameters(index = "0", paramLabel = "OLD", description = "The map before.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The map after.")
  private String after = "";

  DiffThreatsCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.complementOf(EnumSet.of(OutputFormat.JSONL, OutputFormat.CSV)), spec);
    failOn
        .filter(word -> Level.parse(word).isEmpty())
        .ifPresent(word -> {
          throw new ParameterException(
              spec.commandLine(), "--fail-on " + word + ": expected low, medium or high");
        });
    Derivation derivation = options.derivation(console);
    ReleaseIndex release = options.index(console);
    LocalDate today = LocalDate.now(clock);
    ThreatDiff diff =
        ThreatDiff.of(
            derivation.derive(
                ThreatOptions.map(before, console),
                options.controls(before, release, console),
                today),
            derivation.derive(
                ThreatOptions.map(after, console),
                options.controls(after, release, console),
                today));
    Level level = failOn.flatMap(Level::parse).orElse(Level.LOW);
    List<Threat> failing = worse(diff).filter(each -> ThreatReports.atLeast(each, level)).toList();
    print(diff, release, failing);
    return (failOn.isPresent() && !failing.isEmpty() ? ExitCode.FOUND : ExitCode.DONE).number();
  }

  /// Threats that are new or riskier than before.
  private static Stream<Threat> worse(ThreatDiff diff) {
    return Stream.concat(
        diff.added().stream(),
        diff.changed().stream()
            .filter(
                each -> each.after().rating().level().compareTo(each.before().rating().level()) > 0)
            .map(ThreatDiff.Changed::after));
  }

  private void print(ThreatDiff diff, ReleaseIndex release, List<Threat> failing) {
    var out = console.out();
    switch (format) {
      case JSON -> Json.document(ThreatJson.diff(diff, release), out);
      case MARKDOWN -> markdown(diff);
      case SARIF -> Json.document(ThreatReports.sarif(release, worse(diff).toList(), after), out);
      case JUNIT -> {
        List<Threat> passing = new ArrayList<>(worse(diff).toList());
        passing.removeAll(failing);
        ThreatReports.junit("added threats", failing, passing, out);
      }
      case TABLE, JSONL, CSV -> {
        diff.added().forEach(each -> out.println("added    " + line(each)));
        diff.gone().forEach(each -> out.println("gone     " + line(each)));
        diff.changed()
            .forEach(each ->
                out.println(
                    "changed  " + each.after().key() + ": " + String.join("; ", each.what())));
        diff.newQuestions().forEach(each -> out.println("question " + each.text()));
        out.println(
            diff.added().size()
                + " added, "
                + diff.gone().size()
                + " gone, "
                + diff.changed().size()
                + " changed, "
                + diff.same()
                + " as before");
      }
    }
  }

  private static String line(Threat threat) {
    return threat.rating().level().word() + "  " + threat.key() + "  " + threat.says();
  }

  private void markdown(ThreatDiff diff) {
    var out = console.out();
    out.println(
        "### Threats: "
            + diff.added().size()
            + " added, "
            + diff.gone().size()
            + " gone, "
            + diff.changed().size()
            + " changed");
    out.println();
    if (!diff.added().isEmpty() || !diff.gone().isEmpty()) {
      out.println("| | residual | technique | component | what could happen |");
      out.println("|---|---|---|---|---|");
      diff.added().forEach(each -> out.println("| added " + row(each)));
      diff.gone().forEach(each -> out.println("| gone " + row(each)));
      out.println();
    }
    diff.changed()
        .forEach(each ->
            out.println(
                "- changed `"
                    + each.after().key()
                    + "`: "
                    + Quoting.markdownCell(String.join("; ", each.what()))));
    diff.newQuestions()
        .forEach(each -> out.println("- to settle: " + Quoting.markdownCell(each.text())));
  }

  private static String row(Threat threat) {
    return ThreatReports.row(threat) + Quoting.markdownCell(threat.says()) + " |";
  }
}
