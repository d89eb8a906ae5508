package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Runs every case of `conformance/`: one folder for each clause of the specification, in it one
/// for each case.
class ConformanceTest {
  private static final Path SUITE = Path.of("conformance");

  /// The clause whose cases need array matching switched on.
  private static final String ARRAYS = "x-arrays";

  /// A rule and the number of the last event that made it fire.
  private record Match(String rule, long event) {}

  @TestFactory
  Stream<DynamicTest> everyCase() {
    return cases().stream()
        .map(c -> DynamicTest.dynamicTest(SUITE.relativize(c).toString(), () -> run(c)));
  }

  @Test
  void everyClauseSaysWhatItIs() {
    List<Path> clauses = sorted(SUITE, Files::isDirectory);
    assertThat(clauses).hasSizeGreaterThan(20);
    assertThat(clauses).allMatch(clause -> Files.isRegularFile(clause.resolve("README.md")));
  }

  private static List<Path> cases() {
    return sorted(SUITE, Files::isDirectory).stream()
        .flatMap(clause -> sorted(clause, Files::isDirectory).stream())
        .toList();
  }

  private static List<Path> sorted(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Path folder) throws IOException {
    boolean arrays = folder.getParent() != null && folder.getParent().endsWith(ARRAYS);
    SigmaReader reader = new SigmaReader(ReaderOptions.DEFAULT.withArrays(arrays));
    List<SigmaDocument> documents = new ArrayList<>();
    for (Path file : sorted(folder.resolve("rules"), Files::isRegularFile)) {
      documents.addAll(reader.read(file.toString(), Files.readString(file)).documents());
    }
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(documents).rules());
    List<Detection> detections = new ArrayList<>();
    long number = 0;
    for (String line : Files.readAllLines(folder.resolve("events.jsonl"))) {
      JsonNode event = Rules.JSON.readTree(line);
      Instant time =
          event.path("time").isString()
              ? Instant.parse(event.path("time").stringValue())
              : Rules.START;
      detections.addAll(engine.accept(new SigmaEvent(number++, time, LogSource.ANY, event)));
    }
    detections.addAll(engine.advance(Rules.START.plusSeconds(366L * 86_400)));
    List<Match> expected = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("expected.jsonl"))) {
      JsonNode match = Rules.JSON.readTree(line);
      expected.add(new Match(match.path("rule").stringValue(), match.path("event").longValue()));
    }
    assertThat(detections)
        .extracting(found -> new Match(found.rule().value(), found.events().getLast()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
