package io.sextant.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.coverage.CoverageOptions;
import io.sextant.cli.coverage.CrosswalkFiles;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.crosswalk.Crosswalk;
import io.sextant.core.crosswalk.Framework;
import io.sextant.core.crosswalk.FrameworkAssessor;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.publish.OscalExport;
import io.sextant.core.publish.SystemReport;
import io.sextant.report.Report;
import io.sextant.report.print.ReportFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes reports on a system: the same state gives the same bytes.
@Command(
    name = "report",
    description = "Writes a report on a system as HTML, PDF, XLSX, Markdown, CSV or OSCAL.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  /// Steps of the roadmap in a report.
  private static final int STEPS = 20;

  private static final String OSCAL = "oscal";

  /// What a report is about.
  enum Kind {
    REGISTER,
    COVERAGE,
    FRAMEWORK,
    SYSTEM,
    EXECUTIVE
  }

  private final Console console;
  private final Clock clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final CoverageOptions options = new CoverageOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "html",
      description = "html, pdf, xlsx, md, csv or oscal (default: html).")
  private String format = "html";

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      description = "The framework of a framework report, such as iso-42001@2023.")
  private Optional<String> framework = Optional.empty();

  @Option(
      names = "--crosswalks",
      paramLabel = "DIR",
      description = "Frameworks and edges of your own beside the shipped ones.")
  private Optional<Path> crosswalks = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private Optional<Path> output = Optional.empty();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "register, coverage, framework, system or executive.")
  private Kind kind = Kind.SYSTEM;

  @Parameters(index = "1", paramLabel = "MAP", description = "A system map; - is standard input.")
  private String file = "";

  public ReportCommand(Console console) {
    this(console, Clock.system(ZoneId.systemDefault()));
  }

  ReportCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Optional<ReportFormat> form = form();
    if (form.isEmpty() && !format.equals(OSCAL)) {
      throw wrong(
          "--format " + format + " is not offered here; expected html, pdf, xlsx, md, csv, oscal");
    }
    if ((kind == Kind.FRAMEWORK) != framework.isPresent() && !format.equals(OSCAL)) {
      throw wrong("--framework NAME belongs to the framework report, and it needs one");
    }
    boolean binary =
        form.filter(each -> each == ReportFormat.PDF || each == ReportFormat.XLSX).isPresent();
    if (binary && output.isEmpty() && console.outIsTerminal()) {
      throw wrong("this form is not for a terminal: give --output FILE");
    }
    CoverageOptions.Inputs inputs = options.read(file, console, clock);
    Coverage coverage = inputs.coverage();
    if (form.isPresent()) {
      write(report(coverage, inputs), form.get());
    } else {
      write(oscal(coverage, inputs));
    }
    return (inputs.sound() ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }

  private Optional<ReportFormat> form() {
    return Arrays.stream(ReportFormat.values())
        .filter(each -> each.extension().equals(format) || each.name().equalsIgnoreCase(format))
        .findFirst();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Report report(Coverage coverage, CoverageOptions.Inputs inputs) {
    Roadmap roadmap = Roadmap.of(coverage, inputs.release(), STEPS);
    return switch (kind) {
      case REGISTER -> SystemReport.register(coverage, roadmap);
      case COVERAGE -> SystemReport.coverage(coverage, roadmap);
      case SYSTEM -> SystemReport.whole(coverage, roadmap);
      case EXECUTIVE -> SystemReport.executive(coverage, roadmap);
      case FRAMEWORK -> SystemReport.framework(frameworks(coverage, inputs).getFirst(), coverage);
    };
  }

  private String oscal(Coverage coverage, CoverageOptions.Inputs inputs) {
    return OscalExport.componentDefinition(coverage, frameworks(coverage, inputs));
  }

  /// The named framework, or all that list controls.
  private List<FrameworkCoverage> frameworks(Coverage coverage, CoverageOptions.Inputs inputs) {
    Crosswalk crosswalk = CrosswalkFiles.read(crosswalks, console);
    FrameworkAssessor assessor = new FrameworkAssessor(crosswalk, inputs.release());
    List<Framework> wanted =
        framework
            .map(name -> List.of(CrosswalkFiles.framework(crosswalk, name)))
            .orElseGet(() ->
                crosswalk.frameworks().stream()
                    .filter(each -> each.nature() == Framework.Nature.CONTROLS)
                    .collect(Collectors.toList()));
    return wanted.stream().map(each -> assessor.assess(each, coverage)).toList();
  }

  private void write(Report report, ReportFormat form) {
    try (Sink sink = new Sink()) {
      form.print(report, sink.to);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(String text) {
    try (Sink sink = new Sink()) {
      sink.to.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// The file, or standard output, which stays open.
  private final class Sink implements AutoCloseable {
    private final OutputStream to;

    Sink() throws IOException {
      to = output.isPresent() ? Files.newOutputStream(output.get()) : console.out();
    }

    @Override
    public void close() throws IOException {
      if (output.isPresent()) {
        to.close();
      } else {
        to.flush();
      }
    }
  }

  private static CommandFailure unwritable(IOException cause) {
    return new CommandFailure(
        ExitCode.ENVIRONMENT, "cannot write the report: " + cause.getMessage(), "");
  }
}
