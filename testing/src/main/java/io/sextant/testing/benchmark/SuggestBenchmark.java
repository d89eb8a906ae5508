package io.sextant.testing.benchmark;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.suggest.Suggester;
import io.sextant.atlas.suggest.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How often `sextant atlas suggest` is right: every step of an official release is ranked by what
/// was learned without its case study, and the later half of the studies by the earlier half.
final class SuggestBenchmark {
  private static final String FILE = "shared/data/atlas/ATLAS-5.6.1.yaml";
  private static final int LIMIT = 5;

  private SuggestBenchmark() {}

  static void run() throws IOException {
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
    Tally free = new Tally();
    Tally withTactic = new Tally();
    for (CaseStudy study : release.caseStudies()) {
      Suggester suggester = Suggester.learn(index, id -> !id.equals(study.id()));
      count(study, suggester, free, withTactic);
    }
    free.print("leave one case study out");
    withTactic.print("the same, tactic given");
    later(index);
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
    withTactic.print("the same, tactic given");
  }

  private static void count(CaseStudy study, Suggester suggester, Tally free, Tally withTactic) {
    for (CaseStudy.Step step : study.procedure()) {
      free.add(suggester, step, Optional.empty());
      withTactic.add(suggester, step, Optional.of(step.tactic()));
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
    private double reciprocal;
    private int steps;
    private long nanos;
    private long slowest;

    void add(Suggester suggester, CaseStudy.Step step, Optional<TacticId> tactic) {
      long start = System.nanoTime();
      List<Suggestion> suggestions = suggester.suggest(step.description(), tactic, LIMIT);
      long taken = System.nanoTime() - start;
      nanos += taken;
      slowest = Math.max(slowest, taken);
      steps++;
      int rank = rank(suggestions, step.technique());
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

    void print(String what) {
      System.out.printf(
          "%s: %d steps, top-1 %.3f, top-3 %.3f, top-5 %.3f, MRR@5 %.3f; %.2f ms a text, slowest %.1f"
              + " ms%n",
          what,
          steps,
          (double) within[1] / steps,
          (double) within[3] / steps,
          (double) within[5] / steps,
          reciprocal / steps,
          nanos / 1e6 / steps,
          slowest / 1e6);
    }
  }
}
