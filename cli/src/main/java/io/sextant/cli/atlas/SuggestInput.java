package io.sextant.cli.atlas;

import io.sextant.cli.Console;
import io.sextant.cli.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `{"text", "tactic"?}` a line, and says of each line that is not what is wrong with it.
final class SuggestInput {
  /// Longest line, in characters.
  static final int MAX_LINE = 4 << 20;

  private static final JsonMapper MAPPER = new JsonMapper();

  private SuggestInput() {}

  /// One line of the file; a blank one is passed over.
  ///
  /// @param problem why it cannot be used
  record Line(int number, String text, Optional<String> tactic, Optional<String> problem) {
    static Line wrong(int number, String problem) {
      return new Line(number, "", Optional.empty(), Optional.of(problem));
    }
  }

  static void read(Console console, String file, Consumer<Line> to) {
    try (Reader reader =
        new BufferedReader(new InputStreamReader(console.open(file), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      int number = 1;
      boolean tooLong = false;
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          accept(line, number++, tooLong, to);
          tooLong = false;
        } else if (line.length() < MAX_LINE) {
          line.append((char) c);
        } else {
          tooLong = true;
        }
      }
      accept(line, number, tooLong, to);
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }

  private static void accept(StringBuilder line, int number, boolean tooLong, Consumer<Line> to) {
    String text = line.toString();
    line.setLength(0);
    if (tooLong) {
      to.accept(Line.wrong(number, "the line has more than " + MAX_LINE + " characters"));
    } else if (!text.isBlank()) {
      to.accept(parse(number, text));
    }
  }

  private static Line parse(int number, String json) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JacksonException e) {
      return Line.wrong(number, "the line is not JSON: " + Json.problem(e));
    }
    if (!node.isObject() || !node.path("text").isString()) {
      return Line.wrong(number, "expected an object with a string 'text'");
    }
    JsonNode tactic = node.path("tactic");
    if (tactic.isMissingNode() || tactic.isNull()) {
      return new Line(number, node.get("text").stringValue(), Optional.empty(), Optional.empty());
    }
    return tactic.isString()
        ? new Line(
            number,
            node.get("text").stringValue(),
            Optional.of(tactic.stringValue()).filter(value -> !value.isBlank()),
            Optional.empty())
        : Line.wrong(number, "'tactic' is not a string");
  }
}
