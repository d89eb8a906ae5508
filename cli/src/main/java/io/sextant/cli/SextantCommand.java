package io.sextant.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.function.Function;
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
  /// The command groups, in the order of the help text.
  private static final List<Group> GROUPS =
      List.of(
          new Group("up", UpCommand::of),
          new Group("atlas", AtlasCommand::of),
          new Group("detect", DetectCommand::new),
          new Group("inspect", InspectCommand::of),
          new Group("sigma", SigmaCommand::of),
          new Group("model", ModelCommand::of),
          new Group("coverage", CoverageCommand::new),
          new Group("report", ReportCommand::new),
          new Group("gateway", GatewayCommand::of),
          new Group("ledger", LedgerCommand::of));

  /// A word on the command line and what makes the command behind it.
  private record Group(String name, Function<Console, Object> command) {}

  /// Runs one command line in this process.
  ///
  /// @return the exit code
  public static int run(Console console, String... arguments) {
    CommandLine line = new CommandLine(new SextantCommand());
    named(arguments).forEach(group -> line.addSubcommand(group.command.apply(console)));
    line.setOut(new PrintWriter(console.out(), true, UTF_8));
    line.setErr(new PrintWriter(console.err(), true, UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
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

  /// Only the group that is named, when one is: reading the annotations of all would slow every
  /// command down.
  private static List<Group> named(String... arguments) {
    List<Group> named =
        GROUPS.stream()
            .filter(group -> arguments.length > 0 && group.name.equals(arguments[0]))
            .toList();
    return named.isEmpty() ? GROUPS : named;
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
