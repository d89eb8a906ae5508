package io.sextant.atlas.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptWeightsTest {
  private static final ReleaseId RELEASE = new ReleaseId("2026.05");
  private static final TechniqueId INJECTION = new TechniqueId("AML.T0051");
  private static final TechniqueId EVASION = new TechniqueId("AML.T0015");
  private static final List<TechniqueId> TECHNIQUES = List.of(INJECTION, EVASION);
  private static final List<Example> EXAMPLES =
      List.of(
          new Example("words of a page were taken for orders", INJECTION, true),
          new Example("stickers on a sign fool the camera", EVASION, false));
  private static final String TEXT = "a page gave orders to the camera";

  @TempDir private Path data;
  private Path folder = Path.of("");
  private KeptWeights kept = new KeptWeights(folder);

  @BeforeEach
  void begin() {
    folder = data.resolve("weights");
    kept = new KeptWeights(folder);
  }

  @Test
  void whatIsReadAgainScoresAlikeToTheBit() throws IOException {
    double[] learned = scores(EXAMPLES);
    assertThat(files()).singleElement().asString().startsWith("2026.05-").endsWith(".bin");
    assertThat(scores(EXAMPLES)).isEqualTo(learned);
    try (InputStream in = Files.newInputStream(folder.resolve(files().getFirst()))) {
      assertThat(RawModel.read(in)).isPresent();
    }
    assertThat(learned)
        .isEqualTo(
            Training.learn(EXAMPLES, TECHNIQUES)
                .scores(vector(Training.learn(EXAMPLES, TECHNIQUES))));
  }

  @Test
  void otherExamplesReplaceWhatIsKept() throws IOException {
    scores(EXAMPLES);
    List<String> before = files();
    List<Example> fewer = EXAMPLES.subList(0, 1);
    assertThat(scores(fewer)).isNotEqualTo(scores(EXAMPLES));
    scores(fewer);
    assertThat(files()).hasSize(1).isNotEqualTo(before);
  }

  @Test
  void aDamagedFileAndTheDraftOfAKilledProcessAreMadeGood() throws IOException {
    double[] learned = scores(EXAMPLES);
    Path file = folder.resolve(files().getFirst());
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(folder.resolve("weights-1.part"), "half");
    for (int length : new int[] {0, 7, 20, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(scores(EXAMPLES)).as("%d bytes", length).isEqualTo(learned);
      assertThat(file).hasBinaryContent(whole);
    }
    for (int place = 0; place < whole.length; place += 5) {
      byte[] flipped = whole.clone();
      flipped[place] ^= 1;
      Files.write(file, flipped);
      assertThat(scores(EXAMPLES)).as("byte %d", place).isEqualTo(learned);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void whereNothingCanBeWrittenItLearnsEachTime() throws IOException {
    Files.writeString(folder, "a file where the folder should be");
    assertThat(scores(EXAMPLES)).isEqualTo(scores(EXAMPLES));
  }

  private double[] scores(List<Example> examples) {
    Model model = kept.model(RELEASE, examples, TECHNIQUES);
    return model.scores(vector(model));
  }

  private static TermVector vector(Model model) {
    return model.vector(Terms.weights(Terms.of(TEXT)));
  }

  /// All but the lock.
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
