package io.sextant.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.inspect.known.KnownTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a file of known texts: lines of `{"label","text"}`.
final class KnownFile {
  private final Console console;
  private final JsonMapper json = new JsonMapper();

  KnownFile(Console console) {
    this.console = console;
  }

  /// Adds the texts of a file; bad lines are all named before the command fails.
  void read(String name, KnownTexts texts) {
    List<String> problems = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(console.open(name), UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          String problem = add(line, number, texts);
          if (!problem.isEmpty()) {
            problems.add(name + ":" + number + ": error " + problem);
          }
        }
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
    if (!problems.isEmpty()) {
      problems.forEach(console.err()::println);
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          problems.size() + " lines of " + name + " cannot be used",
          "give {\"label\",\"text\"} a line");
    }
  }

  /// Adds the text of one line.
  ///
  /// @return the problem with it, or nothing
  private String add(String line, int number, KnownTexts texts) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JacksonException e) {
      return "SX-INSPECT-004: expected one JSON object {\"label\",\"text\"}";
    }
    if (!node.path("text").isString()) {
      return "SX-INSPECT-004: expected a string under \"text\"";
    }
    String label = node.path("label").asString(String.valueOf(number));
    return texts.add(label, node.path("text").asString())
        ? ""
        : "SX-INSPECT-005: expected at least "
            + KnownTexts.FEWEST_WORDS
            + " words, and no more than "
            + KnownTexts.MOST_HASHES
            + " runs of words in all texts";
  }
}
