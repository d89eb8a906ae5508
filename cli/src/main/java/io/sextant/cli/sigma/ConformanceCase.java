package io.sextant.cli.sigma;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of a conformance suite: a folder with `rules`, `events.jsonl` and `expected.jsonl`
/// inside the folder of its clause.
record ConformanceCase(Path folder) {
  /// The clause whose cases need array matching switched on.
  private static final String ARRAYS = "x-arrays";

  private static final String RULES = "rules";
  private static final JsonMapper JSON = new JsonMapper();

  /// A rule and the number of the event that made it fire.
  record Match(String rule, long event) implements Comparable<Match> {
    @Override
    public int compareTo(Match other) {
      int order = Long.compare(event, other.event);
      return order == 0 ? rule.compareTo(other.rule) : order;
    }

    @Override
    public String toString() {
      return rule + " at " + event;
    }
  }

  /// An output that is not what an adapter prints.
  static final class NotMatches extends Exception {
    NotMatches(String message) {
      super(message);
    }
  }

  /// Every case under a folder, in order.
  ///
  /// @throws CommandFailure BAD_INPUT when there is none
  static List<ConformanceCase> under(Path suite) {
    try (Stream<Path> files = Files.walk(suite)) {
      List<ConformanceCase> cases =
          files
              .filter(file -> file.endsWith("expected.jsonl"))
              .map(Path::getParent)
              .sorted()
              .map(ConformanceCase::new)
              .toList();
      if (cases.isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT, "no case (a folder with expected.jsonl) under " + suite, "");
      }
      return cases;
    } catch (IOException e) {
      throw Console.unreadable(suite.toString(), e);
    }
  }

  /// What the case is called: its clause and its own name.
  String name() {
    return folder.getName(Math.max(0, folder.getNameCount() - 2)) + "/" + folder.getFileName();
  }

  /// What an adapter is given.
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (folder.getParent() != null && folder.getParent().endsWith(ARRAYS)) {
      arguments.add("--arrays");
    }
    arguments.add("--rules");
    arguments.add(folder.resolve(RULES).toString());
    arguments.add(folder.resolve("events.jsonl").toString());
    return arguments;
  }

  /// @throws CommandFailure BAD_INPUT when they cannot be read
  List<Match> expected() {
    Path file = folder.resolve("expected.jsonl");
    try {
      return matches(Files.readString(file));
    } catch (NotMatches e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, file + ": " + e.getMessage(), "");
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    }
  }

  /// Reads the lines that an adapter prints.
  static List<Match> matches(String lines) throws NotMatches {
    List<Match> matches = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      if (!line.isBlank()) {
        matches.add(match(line.strip()));
      }
    }
    return matches;
  }

  private static Match match(String line) throws NotMatches {
    try {
      JsonNode match = JSON.readTree(line);
      if (match.path("rule").isString() && match.path("event").canConvertToLong()) {
        return new Match(match.path("rule").stringValue(), match.path("event").longValue());
      }
    } catch (JacksonException _) {
      // Reported below, as any other line that is no match.
    }
    String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
    throw new NotMatches("expected {\"rule\": ID, \"event\": N}, found " + shown);
  }
}
