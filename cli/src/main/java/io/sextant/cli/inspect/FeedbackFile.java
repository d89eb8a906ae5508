package io.sextant.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.inspect.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What people said about verdicts: a file of JSON lines `{"verdict","channel","text","label"}`, to
/// which each judgement is added. It stays where it is; nothing sends it anywhere.
final class FeedbackFile {
  private final Console console;
  private final JsonMapper json = new JsonMapper();

  /// What somebody said about a text.
  enum Judgement {
    /// No attack.
    DISMISSED,
    /// An attack.
    CONFIRMED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Judgement> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
  }

  /// A text that was judged by a person.
  record Entry(Judgement judgement, Channel channel, String text, String label) {}

  FeedbackFile(Console console) {
    this.console = console;
  }

  /// Every judgement; bad lines are all named before the command fails.
  List<Entry> read(String name) {
    List<Entry> entries = new ArrayList<>();
    int bad = 0;
    int number = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(console.open(name), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        Optional<Entry> entry = line.isBlank() ? Optional.empty() : entry(line, number);
        entry.ifPresent(entries::add);
        if (!line.isBlank() && entry.isEmpty()) {
          bad++;
          console
              .err()
              .println(
                  name
                      + ":"
                      + number
                      + ": error SX-INSPECT-007: expected {\"verdict\":\"dismissed\" or"
                      + " \"confirmed\",\"channel\",\"text\"}");
        }
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
    if (bad > 0) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, bad + " lines of " + name + " cannot be used", "");
    }
    return entries;
  }

  private Optional<Entry> entry(String line, int number) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JacksonException e) {
      return Optional.empty();
    }
    Optional<Judgement> judgement = Judgement.of(node.path("verdict").asString(""));
    Optional<Channel> channel = Channel.of(node.path("channel").asString(""));
    return judgement.isPresent() && channel.isPresent() && node.path("text").isString()
        ? Optional.of(
            new Entry(
                judgement.get(),
                channel.get(),
                node.path("text").asString(),
                node.path("label").asString("feedback " + number)))
        : Optional.empty();
  }

  /// Adds judgements at the end of the file, which need not be there yet.
  static void append(Path file, List<Entry> entries) {
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            false,
            UTF_8)) {
      for (Entry entry : entries) {
        ObjectNode node = Json.object();
        node.put("verdict", entry.judgement.label());
        node.put("channel", entry.channel.label());
        node.put("text", entry.text);
        node.put("label", entry.label);
        Json.line(node, out);
      }
      if (out.checkError()) {
        throw new IOException("the disk refused it");
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "cannot write " + file + ": " + e.getMessage(), "");
    }
  }
}
