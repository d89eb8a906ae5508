package io.sextant.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.atlas.AtlasCommand;
import io.sextant.cli.coverage.CoverageCommand;
import io.sextant.cli.detect.DetectCommand;
import io.sextant.cli.gateway.GatewayCommand;
import io.sextant.cli.inspect.InspectCommand;
import io.sextant.cli.ledger.LedgerCommand;
import io.sextant.cli.model.ModelCommand;
import io.sextant.cli.report.ReportCommand;
import io.sextant.cli.sigma.SigmaCommand;
import io.sextant.cli.up.UpCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/// The root of the command line: `sextant GROUP COMMAND …`.
///
/// Every group is a class of its own in a package of its own and gets the [Console] by its
/// constructor. A command returns an [ExitCode] number, or throws [CommandFailure].
@Command(
    name = "sextant",
    description = "Tells an organisation where it stands on MITRE ATLAS, by evidence.",
    mixinStandardHelpOptions = true,
    versionProvider = SextantCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class SextantCommand {
  /// Runs one command line in this process.
  ///
  /// @return the exit code
  public static int run(Console console, String... arguments) {
    CommandLine line = line(console, List.of(arguments));
    line.setOut(new PrintWriter(console.out(), true, UTF_8));
    line.setErr(new PrintWriter(console.err(), true, UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // A text that begins with @ is that text, not the name of a file with arguments.
    line.setExpandAtFiles(false);
    line.registerConverter(OutputFormat.class, OutputFormat::parse);
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((exception, _) -> wrongUsage(exception, console));
    line.setExecutionExceptionHandler((exception, _, _) -> failed(exception, console));
    line.setExecutionStrategy(SextantCommand::execute);
    try {
      return line.execute(arguments);
    } finally {
      console.out().flush();
    }
  }

  /// The groups, in the order of the help text.
  static CommandLine line(Console console, List<String> words) {
    List<String> behind = CommandGroup.behind(words);
    CommandGroup all =
        CommandGroup.of(
            new SextantCommand(),
            new Choice("up", () -> UpCommand.of(console)),
            new Choice("atlas", () -> AtlasCommand.of(console, behind)),
            new Choice("detect", () -> new DetectCommand(console)),
            new Choice("inspect", () -> InspectCommand.of(console, behind)),
            new Choice("sigma", () -> SigmaCommand.of(console, behind)),
            new Choice("model", () -> ModelCommand.of(console, behind)),
            new Choice("coverage", () -> new CoverageCommand(console)),
            new Choice("report", () -> new ReportCommand(console)),
            new Choice("gateway", () -> GatewayCommand.of(console, behind)),
            new Choice("ledger", () -> LedgerCommand.of(console, behind)));
    return all.line(words);
  }

  private static int execute(CommandLine.ParseResult parsed) {
    CommandLine last = parsed.asCommandLineList().getLast();
    if (!last.getSubcommands().isEmpty()
        && !last.isUsageHelpRequested()
        && !last.isVersionHelpRequested()
        && !(last.getCommand() instanceof java.util.concurrent.Callable<?>)) {
      throw new ParameterException(last, "a command is missing");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int wrongUsage(ParameterException exception, Console console) {
    console.err().println("sextant: " + exception.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(
        exception, new PrintWriter(console.err(), true, UTF_8));
    console
        .err()
        .println(
            "Try '" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception exception, Console console) {
    if (exception instanceof CommandFailure failure) {
      console.err().println("sextant: " + failure.getMessage());
      if (!failure.hint().isBlank()) {
        console.err().println("  " + failure.hint());
      }
      return failure.exitCode().number();
    }
    console.err().println("sextant: this is our fault (SX-CLI-070): " + exception);
    if (!console.environment().getOrDefault("SEXTANT_DEBUG", "").isEmpty()) {
      exception.printStackTrace(console.err());
    } else {
      console.err().println("  Set SEXTANT_DEBUG=1 for the details, and please report them.");
    }
    return ExitCode.INTERNAL.number();
  }

  /// The version that the jar's manifest states; nothing when the classes are in no jar.
  static Optional<String> version() {
    return Optional.ofNullable(SextantCommand.class.getPackage().getImplementationVersion());
  }

  /// The line that `--version` prints.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sextant " + version().orElse("(not packaged)")};
    }
  }
}
