package io.sextant.inspect.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.inspect.match.Finding;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.secret.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is found in a labelled set, against what should be.
class LabelledSetTest {
  private static final RecogniserSet ALL = all();

  private static RecogniserSet all() {
    List<Recogniser> both = new ArrayList<>(PersonalData.list());
    both.addAll(Secrets.list());
    return RecogniserSet.of(both);
  }

  @Test
  void findsWhatIsThereAndLittleElse() throws IOException {
    int right = 0;
    int found = 0;
    int expected = 0;
    List<String> wrong = new ArrayList<>();
    for (String line : lines()) {
      String kind = line.substring(0, line.indexOf('\t'));
      String marked = line.substring(line.indexOf('\t') + 1).replace("\\n", "\n");
      int start = marked.indexOf('«');
      int end = marked.indexOf('»') - 1;
      List<Finding> findings = ALL.find(marked.replace("«", "").replace("»", ""));
      boolean hit =
          findings.stream()
              .anyMatch(f -> f.kind().equals(kind) && f.start() == start && f.end() == end);
      expected += kind.equals("-") ? 0 : 1;
      right += hit ? 1 : 0;
      found += findings.size();
      if (hit ? findings.size() > 1 : !findings.isEmpty() || !kind.equals("-")) {
        wrong.add(line + " -> " + findings);
      }
    }
    double precision = (double) right / found;
    double recall = (double) right / expected;
    String report = "precision %.4f, recall %.4f of %d%n".formatted(precision, recall, expected);
    System.out.print(report);
    assertThat(precision).as(report + String.join("\n", wrong)).isGreaterThanOrEqualTo(0.98);
    assertThat(recall).as(report + String.join("\n", wrong)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void findsNothingInEmbeddingsAndUuids() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder("{\"embedding\":[");
      for (int j = 0; j < 24; j++) {
        text.append(j == 0 ? "" : j % 2 == 0 ? "," : ", ");
        text.append(
            i % 2 == 0 ? (Object) random.nextGaussian() : (Object) (float) random.nextGaussian());
      }
      text.append("],\"id\":\"")
          .append(new UUID(random.nextLong(), random.nextLong()))
          .append("\"}");
      assertThat(ALL.find(text)).as(text.toString()).isEmpty();
    }
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    LabelledSetTest.class.getResourceAsStream("/io/sextant/inspect/labelled.tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(l -> !l.startsWith("#")).toList();
    }
  }
}
