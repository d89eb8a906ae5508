package io.sextant.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.OutputFormat;
import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.Calibration;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.inspect.known.KnownTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Judges texts: prompts, documents, tool results.
@Command(
    name = "inspect",
    description =
        "Finds attacks on language models in prompts, documents and tool results; redacts personal"
            + " data and secrets.",
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  private static final Set<OutputFormat> FORMATS =
      EnumSet.of(OutputFormat.TABLE, OutputFormat.JSONL);

  /// Bytes of one file that are read; more says nothing new about it.
  private static final int MOST_BYTES = 16 << 20;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec command;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "JSON lines of {\"id\",\"text\",\"channel\"}, for outputs also \"system\" and \"canary\"; - is"
              + " standard input.")
  private Optional<String> input = Optional.empty();

  @Option(names = "--text", paramLabel = "TEXT", description = "One text.")
  private Optional<String> text = Optional.empty();

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description =
          "user, document, tool, system or output (default: user; for FILEs document; a line's own"
              + " channel wins).")
  private Optional<String> channel = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table or jsonl (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description =
          "JSON lines of {\"label\",\"text\"}: attacks you know; near copies of them are flagged.")
  private Optional<String> known = Optional.empty();

  @Option(
      names = "--feedback",
      paramLabel = "FILE",
      description =
          "A file of 'inspect feedback': copies of what was confirmed are flagged, of what was"
              + " dismissed not.")
  private Optional<String> feedback = Optional.empty();

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Thresholds by your own harmless texts: a file of 'inspect calibrate'.")
  private Optional<String> calibration = Optional.empty();

  @Mixin private Stages stages = new Stages();

  @Option(
      names = "--registered",
      paramLabel = "FILE",
      description =
          "JSON lines of {\"label\",\"text\"}: texts that no output may repeat, such as training"
              + " data.")
  private Optional<String> registered = Optional.empty();

  @Option(
      names = "--redact",
      description =
          "Instead of judging, copy the FILEs to standard output with marks in the place of personal"
              + " data and secrets; - is standard input.")
  private boolean redact;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files, and folders with all their files.")
  private List<Path> files = List.of();

  private InspectCommand(Console console) {
    this.console = console;
  }

  /// The command with those beside it.
  public static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new InspectCommand(console),
            new Choice("feedback", () -> new FeedbackCommand(console)),
            new Choice("calibrate", () -> new CalibrateCommand(console)))
        .line(words);
  }

  @Override
  public Integer call() {
    checkUsage();
    if (redact) {
      Redactor redactor = new Redactor(console);
      files.forEach(file -> redactor.copy(file.toString()));
      return ExitCode.DONE.number();
    }
    Optional<SecondStage> second = stages.second(console);
    try {
      return judge(inspectors(second)).number();
    } finally {
      second.ifPresent(SecondStage::close);
    }
  }

  private ExitCode judge(Inspectors inspectors) {
    VerdictOutput output = new VerdictOutput(format, console.out());
    boolean good;
    try (InOrder texts = new InOrder()) {
      Consumer<TextLines.Line> add =
          it ->
              texts.add(
                  it.text(),
                  () -> inspectors.inspect(it.text(), it.channel(), it.system()),
                  verdict -> output.take(it.id(), verdict));
      text.ifPresent(it -> add.accept(line("text", it, Channel.USER)));
      good =
          input.isEmpty() || new TextLines(console, channelOr(Channel.USER)).read(input.get(), add);
      for (Path file : files) {
        for (Path each : within(file)) {
          add.accept(line(each.toString(), read(each), Channel.DOCUMENT));
        }
      }
    }
    output.finish();
    return good ? ExitCode.DONE : ExitCode.BAD_INPUT;
  }

  private TextLines.Line line(String id, String text, Channel fallback) {
    return new TextLines.Line(id, text, channelOr(fallback), Optional.empty());
  }

  private Inspectors inspectors(Optional<SecondStage> second) {
    AttackModel model = AttackModel.builtIn();
    KnownFile file = new KnownFile(console);
    Calibration measured =
        calibration
            .map(
                it -> CalibrationFile.read(console, it, PromptInspector.fingerprint(model, second)))
            .orElse(Calibration.NONE);
    Experience experience =
        new Experience(Experience.none().attacks(), Experience.none().dismissed(), measured);
    known.ifPresent(name -> file.read(name, experience.attacks()));
    feedback.ifPresent(
        name -> new FeedbackFile(console).read(name).forEach(it -> learn(it, experience)));
    KnownTexts passages = new KnownTexts(KnownTexts.Rule.PASSAGE);
    registered.ifPresent(name -> file.read(name, passages));
    return new Inspectors(new PromptInspector(model, experience, second), passages);
  }

  /// A text too short to be known again teaches nothing here; it still counts for a calibration.
  private static void learn(FeedbackFile.Entry entry, Experience experience) {
    switch (entry.judgement()) {
      case DISMISSED -> experience.dismissed().add(entry.label(), entry.text());
      case CONFIRMED -> experience.attacks().add(entry.label(), entry.text());
    }
  }

  private void checkUsage() {
    if (!FORMATS.contains(format)) {
      throw new ParameterException(
          command.commandLine(), "inspect prints table or jsonl, not " + format);
    }
    if (channel.isPresent() && Channel.of(channel.get()).isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "'" + channel.get() + "' is no channel: user, document, tool, system or output");
    }
    if (redact && (files.isEmpty() || text.isPresent() || input.isPresent())) {
      throw new ParameterException(
          command.commandLine(), "--redact takes files, or - for standard input");
    }
    if (text.isEmpty() && input.isEmpty() && files.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "nothing to inspect: give --input, --text or files");
    }
  }

  private Channel channelOr(Channel fallback) {
    return channel.flatMap(Channel::of).orElse(fallback);
  }

  private static List<Path> within(Path file) {
    if (!Files.isDirectory(file)) {
      return List.of(file);
    }
    try (Stream<Path> all = Files.walk(file)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    } catch (java.io.UncheckedIOException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "cannot read all of " + file + ": " + e.getMessage(), "");
    }
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), UTF_8);
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    }
  }
}
