package io.sextant.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.Console;
import io.sextant.inspect.Channel;
import io.sextant.inspect.output.SystemPrompt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads texts from JSON lines of `{"id","text","channel"}`, for outputs also `system` and
/// `canary`. A line that is wrong is named on standard error, and the others are read all the same.
final class TextLines {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Console console;
  private final Channel fallback;
  private final JsonMapper json = new JsonMapper();

  /// One line.
  ///
  /// @param id as stated, else the number of the line
  /// @param system what an answer was given under
  record Line(String id, String text, Channel channel, Optional<SystemPrompt> system) {}

  /// @param fallback the channel of lines that state none
  TextLines(Console console, Channel fallback) {
    this.console = console;
    this.fallback = fallback;
  }

  /// @return whether every line was good
  boolean read(String name, Consumer<Line> to) {
    boolean good = true;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(console.open(name), UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          boolean marked = number == 1 && line.startsWith(BYTE_ORDER_MARK);
          Optional<Line> read = line(name, number, marked ? line.substring(1) : line);
          read.ifPresent(to);
          good &= read.isPresent();
        }
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
    return good;
  }

  private Optional<Line> line(String name, int number, String line) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JacksonException e) {
      return refuse(name, number, "SX-INSPECT-001: expected one JSON object");
    }
    if (!node.path("text").isString()) {
      return refuse(name, number, "SX-INSPECT-002: expected a string under \"text\"");
    }
    String label = node.path("channel").asString("");
    Optional<Channel> channel = label.isEmpty() ? Optional.of(fallback) : Channel.of(label);
    if (channel.isEmpty()) {
      return refuse(
          name,
          number,
          "SX-INSPECT-003: expected the channel user, document, tool, system or output");
    }
    if (!isSystem(node.path("system"), node.path("canary"))) {
      return refuse(
          name,
          number,
          "SX-INSPECT-006: expected a string under \"system\", and under \"canary\" one of "
              + SystemPrompt.SHORTEST_CANARY
              + " letters or digits or more");
    }
    String id = node.path("id").asString(String.valueOf(number));
    return Optional.of(new Line(id, node.path("text").asString(), channel.get(), system(node)));
  }

  private static boolean isSystem(JsonNode system, JsonNode canary) {
    boolean known =
        canary.isMissingNode() || (canary.isString() && SystemPrompt.isCanary(canary.asString()));
    return known && (system.isMissingNode() || system.isString());
  }

  private static Optional<SystemPrompt> system(JsonNode node) {
    JsonNode system = node.path("system");
    JsonNode canary = node.path("canary");
    List<String> canaries = canary.isMissingNode() ? List.of() : List.of(canary.asString());
    return system.isMissingNode() && canaries.isEmpty()
        ? Optional.empty()
        : Optional.of(new SystemPrompt(system.asString(""), canaries));
  }

  private Optional<Line> refuse(String name, int line, String problem) {
    console.err().println(name + ":" + line + ": error " + problem);
    return Optional.empty();
  }
}
