package io.sextant.inspect.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A look ahead must never hide what a search would find.
class ScreenTest {
  private static final String ODD = "\u200b\u00ad４５６\u2212é日 \n.-/+_@:a1Z";

  private static RecogniserSet all() {
    List<Recogniser> both = new ArrayList<>(PersonalData.list());
    both.addAll(Secrets.list());
    return RecogniserSet.of(both);
  }

  @Test
  void findsWhatASearchFinds() throws IOException {
    RecogniserSet set = all();
    List<String> lines = lines();
    Random random = new Random(3);
    int found = 0;
    int clear = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = text(lines, random);
      List<Finding> findings = set.findAll(text);
      assertThat(findings).as(text).isEqualTo(set.search(text));
      found += findings.isEmpty() ? 0 : 1;
      clear += findings.isEmpty() ? 1 : 0;
    }
    assertThat(found).isGreaterThan(1_000);
    assertThat(clear).isGreaterThan(1_000);
  }

  /// Threads share the states and make them while others read.
  @Test
  void findsItForManyThreadsAtOnce() throws IOException {
    List<String> lines = lines();
    for (int round = 0; round < 10; round++) {
      RecogniserSet fresh = all();
      int seed = 100 * round;
      IntStream.range(0, 16)
          .parallel()
          .forEach(thread -> {
            Random random = new Random(seed + thread);
            for (int i = 0; i < 200; i++) {
              String text = text(lines, random);
              assertThat(fresh.findAll(text)).as(text).isEqualTo(fresh.search(text));
            }
          });
    }
  }

  @Test
  void clearsOrdinaryTexts() {
    Screen screen = all().screen();
    assertThat(
            screen.passes("When does the last ferry leave on Sunday, and may I bring 2 bicycles?"))
        .isFalse();
    assertThat(screen.passes("Write to anna.schmidt@posteo.de")).isTrue();
  }

  /// Part of a labelled line, with odd characters put in here and there.
  private static String text(List<String> lines, Random random) {
    String line = lines.get(random.nextInt(lines.size()));
    boolean cut = random.nextBoolean();
    int from = cut ? random.nextInt(line.length()) : 0;
    int to = cut ? from + random.nextInt(line.length() - from + 1) : line.length();
    StringBuilder text = new StringBuilder(line.substring(from, to));
    for (int i = random.nextInt(4); i > 0; i--) {
      text.insert(random.nextInt(text.length() + 1), ODD.charAt(random.nextInt(ODD.length())));
    }
    return text.toString();
  }

  private static List<String> lines() throws IOException {
    try (InputStream in =
        ScreenTest.class.getResourceAsStream("/io/sextant/inspect/labelled.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .replace("«", "")
          .replace("»", "")
          .lines()
          .filter(it -> !it.startsWith("#"))
          .map(it -> it.substring(it.indexOf('\t') + 1))
          .filter(it -> !it.isEmpty())
          .toList();
    }
  }
}
