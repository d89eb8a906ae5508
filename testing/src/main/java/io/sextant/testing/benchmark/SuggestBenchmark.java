package io.sextant.testing.benchmark;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.suggest.Suggester;
import io.sextant.atlas.suggest.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How often `sextant atlas suggest` is right on plain sentences of our own, and on case studies:
/// every step of an official release is ranked by what was learned without its case study, and the
/// last third of the studies by the first two.
final class SuggestBenchmark {
  private static final String FILE = "shared/data/atlas/ATLAS-5.6.1.yaml";
  private static final String SENTENCES = "suggest-sentences.tsv";
  private static final int LIMIT = 5;

  private SuggestBenchmark() {}

  static void run() throws IOException {
    ReleaseIndex builtIn = AtlasLibrary.builtIn().release(new ReleaseId("5.6.1")).orElseThrow();
    sentences("own sentences, shipped weights", Suggester.of(builtIn));
    Optional<Path> file = official();
    if (file.isEmpty()) {
      System.out.println("skipped: there is no " + FILE + " beside or above this folder");
      return;
    }
    Release release =
        new ReleaseReader()
            .read(Files.readAllBytes(file.get()), file.get().toString())
            .release()
            .orElseThrow();
    ReleaseIndex index = AtlasLibrary.index(release);
    sentences("own sentences, imported release", Suggester.of(index));
    Tally free = new Tally();
    Tally withTactic = new Tally();
    for (CaseStudy study : release.caseStudies()) {
      Suggester suggester = Suggester.learn(index, id -> !id.equals(study.id()));
      count(study, suggester, free, withTactic);
    }
    free.print("leave one case study out");
    free.printConfidence();
    withTactic.print("the same, tactic given");
    later(index);
  }

  private static void sentences(String what, Suggester suggester) throws IOException {
    Tally tally = new Tally();
    try (InputStream in = SuggestBenchmark.class.getResourceAsStream(SENTENCES)) {
      if (in == null) {
        throw new IllegalStateException("the sentences are missing");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .forEach(row -> tally.add(suggester, row[1], new TechniqueId(row[0]), Optional.empty()));
    }
    tally.print(what);
    tally.printConfidence();
  }

  private static void later(ReleaseIndex index) {
    List<CaseStudy> studies =
        index.release().caseStudies().stream()
            .sorted(Comparator.comparing(study -> study.id().value()))
            .toList();
    List<CaseStudy> late = studies.subList(studies.size() * 2 / 3, studies.size());
    Predicate<CaseStudy> isLate = late::contains;
    Suggester suggester =
        Suggester.learn(index, id -> index.caseStudy(id).filter(isLate.negate()).isPresent());
    Tally free = new Tally();
    Tally withTactic = new Tally();
    late.forEach(study -> count(study, suggester, free, withTactic));
    free.print("last third of the studies by the first two");
    free.printConfidence();
    withTactic.print("the same, tactic given");
  }

  private static void count(CaseStudy study, Suggester suggester, Tally free, Tally withTactic) {
    for (CaseStudy.Step step : study.procedure()) {
      free.add(suggester, step.description(), step.technique(), Optional.empty());
      withTactic.add(suggester, step.description(), step.technique(), Optional.of(step.tactic()));
    }
  }

  private static Optional<Path> official() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(FILE))) {
        return Optional.of(at.resolve(FILE));
      }
    }
    return Optional.empty();
  }

  /// Counts ranks. Not thread-safe.
  private static final class Tally {
    private final int[] within = new int[LIMIT + 1];
    private final Map<Suggestion.Confidence, Integer> said =
        new EnumMap<>(Suggestion.Confidence.class);
    private final Map<Suggestion.Confidence, Integer> right =
        new EnumMap<>(Suggestion.Confidence.class);
    private double reciprocal;
    private int texts;
    private long nanos;
    private long slowest;

    void add(Suggester suggester, String text, TechniqueId technique, Optional<TacticId> tactic) {
      long start = System.nanoTime();
      List<Suggestion> suggestions = suggester.suggest(text, tactic, LIMIT);
      long taken = System.nanoTime() - start;
      nanos += taken;
      slowest = Math.max(slowest, taken);
      texts++;
      int rank = rank(suggestions, technique);
      Suggestion.Confidence confidence = suggestions.getFirst().confidence();
      said.merge(confidence, 1, Integer::sum);
      right.merge(confidence, rank == 1 ? 1 : 0, Integer::sum);
      for (int i = rank; i <= LIMIT; i++) {
        within[i]++;
      }
      reciprocal += rank <= LIMIT ? 1.0 / rank : 0;
    }

    private static int rank(List<Suggestion> suggestions, TechniqueId wanted) {
      for (int i = 0; i < suggestions.size(); i++) {
        if (suggestions.get(i).technique().id().equals(wanted)) {
          return i + 1;
        }
      }
      return LIMIT + 1;
    }

    /// How often the first suggestion was right, by what was said of it.
    void printConfidence() {
      said.forEach((confidence, count) ->
          System.out.printf(
              "  %s: %d, of which %.2f right%n",
              confidence, count, (double) right.getOrDefault(confidence, 0) / count));
    }

    void print(String what) {
      System.out.printf(
          "%s: %d texts, top-1 %.3f, top-3 %.3f, top-5 %.3f, MRR@5 %.3f; %.2f ms a text, slowest %.1f"
              + " ms%n",
          what,
          texts,
          (double) within[1] / texts,
          (double) within[3] / texts,
          (double) within[5] / texts,
          reciprocal / texts,
          nanos / 1e6 / texts,
          slowest / 1e6);
    }
  }
}
