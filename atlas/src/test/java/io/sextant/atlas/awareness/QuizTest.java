package io.sextant.atlas.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.QuizQuestion.Kind;
import io.sextant.atlas.awareness.QuizQuestion.Option;
import io.sextant.atlas.detection.Detection;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuizTest {
  private final ReleaseIndex index = AtlasLibrary.builtIn().current();
  private final DetectionCatalogue detections = DetectionCatalogue.load();
  private final Quiz quiz = new Quiz(index, detections);

  @Test
  void exactlyOneOptionOfEveryQuestionIsRight() {
    for (QuizQuestion.Id id : quiz.ids()) {
      QuizQuestion question = quiz.question(id, 5).orElseThrow();
      Technique technique = index.technique(id.technique()).orElseThrow();
      assertThat(question.options()).as(id.toString()).hasSizeBetween(3, 4);
      assertThat(question.options()).extracting(Option::text).doesNotHaveDuplicates();
      assertThat(question.explanation()).isNotBlank();
      List<String> right =
          question.options().stream()
              .map(Option::id)
              .filter(option -> holds(id.kind(), technique, option))
              .toList();
      assertThat(right).as(id.toString()).containsExactly(question.right());
    }
  }

  /// The truth, read from the release again.
  private boolean holds(Kind kind, Technique technique, String option) {
    return switch (kind) {
      case NAME -> technique.id().value().equals(option);
      case TACTIC -> technique.tactics().contains(new TacticId(option));
      case OBSERVABLE ->
          detections.of(technique).orElseThrow().observability().word().equals(option);
      case DETECTION -> {
        String[] parts = option.split("/", 2);
        List<String> own = detections.of(technique).orElseThrow().indicators();
        Detection of = detections.of(new TechniqueId(parts[0])).orElseThrow();
        yield own.contains(of.indicators().get(Integer.parseInt(parts[1])));
      }
      case MITIGATION ->
          index.mitigations(technique.id()).stream()
              .anyMatch(applied -> applied.mitigation().id().equals(new MitigationId(option)));
      case MATURITY -> technique.maturity().orElseThrow().word().equals(option);
    };
  }

  @Test
  void coversEveryTechniqueWithEveryKindThatItsFactsAllow() {
    Map<Kind, Long> counts =
        quiz.ids().stream()
            .collect(Collectors.groupingBy(QuizQuestion.Id::kind, Collectors.counting()));
    assertThat(counts)
        .containsEntry(Kind.NAME, 170L)
        .containsEntry(Kind.TACTIC, 170L)
        .containsEntry(Kind.OBSERVABLE, 170L)
        .containsEntry(Kind.MATURITY, 170L)
        .containsEntry(Kind.DETECTION, 146L);
    long mitigated =
        index.release().techniques().stream()
            .filter(technique -> !index.mitigations(technique.id()).isEmpty())
            .count();
    assertThat(counts.get(Kind.MITIGATION)).isEqualTo(mitigated).isGreaterThan(80);
  }

  @Test
  void aReleaseWithoutMaturityAsksNothingAboutIt() {
    Quiz old =
        new Quiz(AtlasLibrary.builtIn().release(new ReleaseId("5.6.1")).orElseThrow(), detections);
    assertThat(old.ids()).isNotEmpty();
    QuizQuestion.Id unknown = QuizQuestion.Id.parse("tactic/AML.T9999").orElseThrow();
    assertThat(old.question(unknown, 1)).isEmpty();
    assertThat(QuizQuestion.Id.parse("tactic/T9999")).isEmpty();
    assertThat(QuizQuestion.Id.parse("colour/AML.T0051")).isEmpty();
    assertThat(QuizQuestion.Id.parse("tactic")).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameAndTheRightOptionHasNoFavouritePlace() {
    assertThat(quiz.draw(50, 3, _ -> true)).isEqualTo(quiz.draw(50, 3, _ -> true));
    assertThat(quiz.draw(50, 3, _ -> true)).isNotEqualTo(quiz.draw(50, 4, _ -> true));
    List<Integer> places = new ArrayList<>();
    for (QuizQuestion.Id id : quiz.ids()) {
      QuizQuestion question = quiz.question(id, 11).orElseThrow();
      if (question.options().size() == 4) {
        places.add(question.options().stream().map(Option::id).toList().indexOf(question.right()));
      }
    }
    for (int place = 0; place < 4; place++) {
      int at = place;
      long share = places.stream().filter(one -> one == at).count();
      assertThat((double) share / places.size()).isBetween(0.19, 0.31);
    }
  }

  @Test
  void wrongOptionsAreNear() {
    int near = 0;
    int all = 0;
    for (QuizQuestion.Id id : quiz.ids()) {
      if (id.kind() == Kind.NAME) {
        Technique technique = index.technique(id.technique()).orElseThrow();
        for (Option option : quiz.question(id, 2).orElseThrow().options()) {
          Technique other = index.technique(new TechniqueId(option.id())).orElseThrow();
          all++;
          near += other.tactics().stream().anyMatch(technique.tactics()::contains) ? 1 : 0;
        }
      }
    }
    assertThat((double) near / all).isGreaterThan(0.9);
  }

  @Test
  void aSheetListsQuestionsBeforeSolutions() {
    String sheet = QuizSheet.markdown(quiz.draw(3, 1, _ -> true));
    assertThat(sheet).containsSubsequence("## 1. ", "- [ ] a) ", "# Solutions", "**1. ");
  }

  @Test
  void aOnePagerFitsASheet() {
    for (Technique technique : index.release().techniques()) {
      String page = OnePager.markdown(technique, index, detections.of(technique));
      assertThat(page).contains("# ", technique.id().value(), "## What it looks like");
      assertThat(page.length()).as(technique.id().value()).isLessThan(4_500);
    }
  }
}
