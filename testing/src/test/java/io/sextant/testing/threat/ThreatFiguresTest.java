package io.sextant.testing.threat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.system.MapReader;
import io.sextant.core.threat.Derived;
import io.sextant.testing.benchmark.StudyReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documentation says of the rules' recall and of their reserve.
class ThreatFiguresTest {
  private static final StudyReplay REPLAY = new StudyReplay();

  /// Enough to read, from the figure that the project set itself.
  private static final int MOST_PER_COMPONENT = 12;

  @Test
  void theExamplesHaveNoMistakeAndFewThreatsPerComponent() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of("../examples/systems"))) {
      files =
          found
              .filter(each -> each.toString().matches(".*(?<!register|controls)\\.yaml"))
              .sorted()
              .toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(7);
    for (Path file : files) {
      MapReader.Result read = MapReader.read(file.toString(), Files.readString(file));
      assertThat(read.issues()).as(file.toString()).isEmpty();
      Derived derived = REPLAY.derivation().derive(read.map().orElseThrow());
      Map<String, Long> counts =
          derived.threats().stream()
              .collect(
                  Collectors.groupingBy(
                      each -> each.component().id().value(), Collectors.counting()));
      assertThat(derived.threats()).as(file.toString()).isNotEmpty();
      assertThat(counts.entrySet().stream().filter(each -> each.getValue() > MOST_PER_COMPONENT))
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  void mostTechniquesOfReplayedStudiesAreDerived() {
    List<StudyReplay.Outcome> outcomes = REPLAY.stated();
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(50);
    assertThat(wanted(outcomes)).isGreaterThan(250);
    assertThat((double) found(outcomes) / wanted(outcomes)).isGreaterThanOrEqualTo(0.95);
  }

  /// What is not derived from a map that states nothing but what there is, is asked for.
  @Test
  void whatAMapDoesNotSayIsAskedFor() {
    List<StudyReplay.Outcome> outcomes = REPLAY.bare();
    int asked = outcomes.stream().mapToInt(each -> each.asked().size()).sum();
    assertThat((double) found(outcomes) / wanted(outcomes)).isGreaterThanOrEqualTo(0.8);
    assertThat((double) (found(outcomes) + asked) / wanted(outcomes)).isGreaterThanOrEqualTo(0.97);
  }

  private static int wanted(List<StudyReplay.Outcome> outcomes) {
    return outcomes.stream().mapToInt(each -> each.wanted().size()).sum();
  }

  private static int found(List<StudyReplay.Outcome> outcomes) {
    return outcomes.stream().mapToInt(each -> each.found().size()).sum();
  }
}
