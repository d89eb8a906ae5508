package io.sextant.cli.inspect;

import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.inspect.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Remembers what people say about verdicts.
@Command(
    name = "feedback",
    description =
        "Adds texts to a file of dismissed and confirmed verdicts, for 'inspect --feedback' and"
            + " 'inspect calibrate'. Nothing is sent anywhere.",
    mixinStandardHelpOptions = true)
final class FeedbackCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec command;

  @Parameters(
      paramLabel = "VERDICT",
      description = "dismissed (no attack) or confirmed (an attack).")
  private String verdict = "";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      required = true,
      description = "The file to add to; it is made when it is not there.")
  private Path file = Path.of("");

  @Option(names = "--text", paramLabel = "TEXT", description = "One text.")
  private Optional<String> text = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "JSON lines of {\"id\",\"text\",\"channel\"}; - is standard input.")
  private Optional<String> input = Optional.empty();

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      defaultValue = "user",
      description = "The channel of the text, and of lines that state none (default: user).")
  private String channel = "user";

  FeedbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<FeedbackFile.Judgement> judgement = FeedbackFile.Judgement.of(verdict);
    Optional<Channel> stated = Channel.of(channel);
    if (judgement.isEmpty() || stated.isEmpty() || text.isPresent() == input.isPresent()) {
      throw new ParameterException(
          command.commandLine(),
          "give dismissed or confirmed, --text or --input, and a channel of user, document, tool,"
              + " system or output");
    }
    List<FeedbackFile.Entry> entries = new ArrayList<>();
    text.ifPresent(
        it -> entries.add(new FeedbackFile.Entry(judgement.get(), stated.get(), it, "feedback")));
    boolean good = true;
    if (input.isPresent()) {
      good =
          new TextLines(console, stated.get())
              .read(
                  input.get(),
                  it ->
                      entries.add(
                          new FeedbackFile.Entry(
                              judgement.get(), it.channel(), it.text(), it.id())));
    }
    FeedbackFile.append(file, entries);
    console.out().println(Diagnostic.count(entries.size(), "text") + " " + verdict + " in " + file);
    return (good ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }
}
