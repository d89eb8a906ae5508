package io.sextant.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.OutputFormat;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.PromptInspector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
  private final JsonMapper json = new JsonMapper();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec command;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "JSON lines of {\"id\",\"text\",\"channel\"}; - is standard input.")
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

  public InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    checkUsage();
    if (redact) {
      Redactor redactor = new Redactor(console);
      files.forEach(file -> redactor.copy(file.toString()));
      return ExitCode.DONE.number();
    }
    PromptInspector inspector = PromptInspector.builtIn();
    VerdictOutput output = new VerdictOutput(format, console.out());
    boolean good = true;
    if (text.isPresent()) {
      output.take("text", inspector.inspect(text.get(), channelOr(Channel.USER)));
    }
    if (input.isPresent()) {
      good = lines(input.get(), inspector, output);
    }
    for (Path file : files) {
      for (Path each : within(file)) {
        Verdict verdict = inspector.inspect(read(each), channelOr(Channel.DOCUMENT));
        output.take(each.toString(), verdict);
      }
    }
    output.finish();
    return (good ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
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

  private boolean lines(String name, PromptInspector inspector, VerdictOutput output) {
    boolean good = true;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(console.open(name), UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          good &= line(name, number, line, inspector, output);
        }
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
    return good;
  }

  private boolean line(
      String name, int number, String line, PromptInspector inspector, VerdictOutput output) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JacksonException e) {
      return refuse(name, number, "SX-INSPECT-001", "expected one JSON object");
    }
    if (!node.path("text").isString()) {
      return refuse(name, number, "SX-INSPECT-002", "expected a string under \"text\"");
    }
    String label = node.path("channel").asString("");
    Optional<Channel> stated =
        label.isEmpty() ? Optional.of(channelOr(Channel.USER)) : Channel.of(label);
    if (stated.isEmpty()) {
      return refuse(
          name,
          number,
          "SX-INSPECT-003",
          "expected the channel user, document, tool, system or output");
    }
    String id = node.path("id").asString(String.valueOf(number));
    output.take(id, inspector.inspect(node.path("text").asString(), stated.get()));
    return true;
  }

  private boolean refuse(String name, int line, String code, String expected) {
    console.err().println(name + ":" + line + ": error " + code + ": " + expected);
    return false;
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
