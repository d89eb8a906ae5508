package io.sextant.cli.atlas;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.suggest.AcceptedTag;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tags that people accepted, kept in the data folder as `suggest/accepted.jsonl`: the user's
/// own texts, which never leave the machine. Removing the file forgets them.
final class AcceptedTags {
  /// Tags that are kept; each costs a little time at every text.
  static final int MAX_TAGS = 20_000;

  /// Longest line, in characters.
  private static final int MAX_LINE = 100_000;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;

  AcceptedTags(Path dataFolder) {
    file = dataFolder.resolve("suggest").resolve("accepted.jsonl");
  }

  /// A line of a file of tags, or what is wrong with it.
  record Line(int number, Optional<AcceptedTag> tag, String problem) {}

  /// Reads `{"text","technique"}` a line; blank lines are passed over.
  static List<Line> read(Console console, String name) {
    List<Line> lines = new ArrayList<>();
    try (var in = console.open(name)) {
      byte[] bytes = ReleaseSource.limited(in, name);
      int number = 0;
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
        number++;
        if (!line.isBlank()) {
          lines.add(parse(number, line));
        }
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
    return lines;
  }

  private static Line parse(int number, String line) {
    if (line.length() > MAX_LINE) {
      return wrong(number, "the line has more than " + MAX_LINE + " characters");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JacksonException e) {
      return wrong(number, "the line is not JSON: " + Json.problem(e));
    }
    String text = node.path("text").asString("");
    String id = node.path("technique").asString("");
    if (text.isBlank() || id.isBlank()) {
      return wrong(number, "expected an object with the strings 'text' and 'technique'");
    }
    return AtlasId.parse(id.strip())
        .filter(TechniqueId.class::isInstance)
        .map(TechniqueId.class::cast)
        .map(technique -> new Line(number, Optional.of(new AcceptedTag(text, technique)), ""))
        .orElseGet(() -> wrong(number, "'" + id + "' is not the id of a technique"));
  }

  private static Line wrong(int number, String problem) {
    return new Line(number, Optional.empty(), problem);
  }

  /// The tags that are kept.
  List<AcceptedTag> all(Console console) {
    return Files.isRegularFile(file)
        ? read(console, file.toString()).stream().flatMap(line -> line.tag().stream()).toList()
        : List.of();
  }

  /// Keeps tags beside those there are; the file is replaced in one step.
  ///
  /// @return how many were new
  int add(Console console, List<AcceptedTag> tags) {
    Set<AcceptedTag> all = new LinkedHashSet<>(all(console));
    int before = all.size();
    all.addAll(tags);
    if (all.size() > MAX_TAGS) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          "at most " + MAX_TAGS + " accepted tags are kept; there are " + before + " already",
          "Take out what no longer helps from " + file);
    }
    StringBuilder text = new StringBuilder();
    for (AcceptedTag tag : all) {
      text.append(Json.object().put("text", tag.text()).put("technique", tag.technique().value()))
          .append('\n');
    }
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), ".accepted-", ".part");
      try {
        Files.writeString(draft, text);
        Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write " + file + ": " + e.getMessage(), "");
    }
    return all.size() - before;
  }
}
