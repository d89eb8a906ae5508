package io.sextant.atlas.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggesterTest {
  private static final int FOLDS = 6;

  private final ReleaseIndex builtIn =
      AtlasLibrary.builtIn().release(new ReleaseId("5.6.1")).orElseThrow();
  private final Suggester suggester = Suggester.of(builtIn);

  @Test
  void theBuiltInReleaseUsesTheShippedWeights() {
    assertThat(suggester.basis()).isEqualTo(new Suggester.Basis.ShippedWeights(449));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A role-play jailbreak made the chatbot drop its guardrails and answer without restrictions | AML.T0054
          A booby-trapped pickle checkpoint spawned a shell when an engineer loaded it             | AML.T0011.000
          The assistant followed instructions embedded in an email that it read for its user       | AML.T0051.001
          The bill for tokens exploded because a loop kept the agents calling each other           | AML.T0034.002
          Our HR bot was asked to print the text of its hidden system prompt, and did              | AML.T0056
          The same flaw is AML.T0076 in our notes                                                  | AML.T0076
          """)
  void ranksTheTechniqueAmongTheFirstThree(String text, String technique) {
    assertThat(suggester.suggest(text, Optional.empty(), 3))
        .extracting(suggestion -> suggestion.technique().id().value())
        .contains(technique);
  }

  @Test
  void showsWordsOfTheTextAsEvidence() {
    String text = "The page held hidden white text in a tiny font.";
    Suggestion best = suggester.suggest(text, Optional.empty(), 1).getFirst();
    assertThat(best.technique().id().value()).isEqualTo("AML.T0068");
    assertThat(best.why())
        .isNotEmpty()
        .allSatisfy(evidence ->
            assertThat(text.substring(evidence.start(), evidence.end()))
                .isEqualTo(evidence.words()));
  }

  @Test
  void aTacticPutsItsTechniquesFirst() {
    TacticId impact = new TacticId("AML.TA0011");
    List<Suggestion> suggestions =
        suggester.suggest("The attackers sent many requests", Optional.of(impact), 5);
    assertThat(suggestions)
        .extracting(Suggestion::technique)
        .allSatisfy((Technique technique) -> assertThat(technique.tactics()).contains(impact));
  }

  @Test
  void scoresAreChances() {
    List<Suggestion> all = suggester.suggest("phishing mail", Optional.empty(), 1000);
    assertThat(all).hasSize(builtIn.release().techniques().size());
    assertThat(all.stream().mapToDouble(Suggestion::score).sum()).isCloseTo(1, within(1e-6));
    assertThat(all).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @ParameterizedTest
  @CsvSource({"''", "' \t '", "😀😀", "the and of", "<<<<<", "http://", "123 456"})
  void aTextThatSaysNothingIsAnsweredWeakly(String text) {
    Suggestion best = suggester.suggest(text, Optional.empty(), 1).getFirst();
    assertThat(best.confidence()).isEqualTo(Suggestion.Confidence.WEAK);
    assertThat(best.why()).isEmpty();
  }

  @Test
  void aHugeTextIsReadToALimit() {
    assertThat(suggester.suggest("prompt ".repeat(2_000_000), Optional.empty(), 1)).hasSize(1);
  }

  @Test
  void theSameExamplesGiveTheSameModel() {
    Suggester first = Suggester.learn(builtIn, _ -> true);
    Suggester second = Suggester.learn(builtIn, _ -> true);
    assertThat(first.basis()).isInstanceOf(Suggester.Basis.OwnWords.class);
    assertThat(first.suggest("stolen weights", Optional.empty(), 5))
        .isEqualTo(second.suggest("stolen weights", Optional.empty(), 5));
  }

  @Test
  void ranksStepsOfCaseStudiesItHasNotSeen() throws IOException {
    ReleaseIndex official = official();
    int steps = 0;
    int first = 0;
    int strong = 0;
    int strongAndRight = 0;
    int third = 0;
    int thirdOfTactic = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      Suggester learned = Suggester.learn(official, id -> fold(id) != left);
      for (CaseStudy study : official.release().caseStudies()) {
        for (CaseStudy.Step step :
            fold(study.id()) == left ? study.procedure() : List.<CaseStudy.Step>of()) {
          steps++;
          int right = hit(learned, step, Optional.empty(), 1);
          first += right;
          if (isStrong(learned, step)) {
            strong++;
            strongAndRight += right;
          }
          third += hit(learned, step, Optional.empty(), 3);
          thirdOfTactic += hit(learned, step, Optional.of(step.tactic()), 3);
        }
      }
    }
    assertThat(steps).isEqualTo(449);
    assertThat((double) first / steps).isGreaterThan(0.42);
    assertThat(strong).isGreaterThan(80);
    assertThat((double) strongAndRight / strong).isGreaterThan(0.76);
    assertThat((double) third / steps).isGreaterThan(0.62);
    assertThat((double) thirdOfTactic / steps).isGreaterThan(0.83);
  }

  private static int fold(CaseStudyId id) {
    return Integer.parseInt(id.value().substring(id.value().length() - 4)) % FOLDS;
  }

  private static boolean isStrong(Suggester suggester, CaseStudy.Step step) {
    return suggester.suggest(step.description(), Optional.empty(), 1).getFirst().confidence()
        == Suggestion.Confidence.STRONG;
  }

  private static int hit(
      Suggester suggester, CaseStudy.Step step, Optional<TacticId> tactic, int limit) {
    return suggester.suggest(step.description(), tactic, limit).stream()
            .anyMatch(suggestion -> suggestion.technique().id().equals(step.technique()))
        ? 1
        : 0;
  }

  private static ReleaseIndex official() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data/atlas/ATLAS-5.6.1.yaml");
      if (Files.exists(file)) {
        return AtlasLibrary.index(
            new ReleaseReader()
                .read(Files.readAllBytes(file), file.toString())
                .release()
                .orElseThrow());
      }
    }
    Assumptions.abort("the official release 5.6.1 is not at hand");
    throw new AssertionError();
  }
}
