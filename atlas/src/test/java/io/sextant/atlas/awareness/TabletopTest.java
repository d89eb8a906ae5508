package io.sextant.atlas.awareness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.SharedData;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.awareness.Tabletop.Aim;
import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.awareness.TabletopPlanner.Wishes;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TabletopTest {
  private final ReleaseIndex index = AtlasLibrary.builtIn().current();
  private final TabletopPlanner planner = new TabletopPlanner(index, DetectionCatalogue.load());

  @Test
  void everyCaseStudyBecomesAnExerciseInTheOrderOfTheAttack() {
    for (CaseStudy study : index.release().caseStudies()) {
      Tabletop tabletop = planner.plan(study, Wishes.USUAL);
      assertThat(tabletop.injects())
          .as(study.id().value())
          .isNotEmpty()
          .hasSizeLessThanOrEqualTo(8);
      assertThat(tabletop.injects().getLast().step()).isEqualTo(study.procedure().size());
      int before = 0;
      for (Inject inject : tabletop.injects()) {
        assertThat(inject.step() - before).isEqualTo(1 + inject.meanwhile().size());
        before = inject.step();
        CaseStudy.Step step = study.procedure().get(inject.step() - 1);
        assertThat(inject.technique().id()).isEqualTo(step.technique());
        assertThat(inject.tactic().id()).isEqualTo(step.tactic());
      }
      Set<String> ids = new HashSet<>();
      assertThat(tabletop.questions().flatMap(question -> question.expected().stream()))
          .allSatisfy(answer -> {
            assertThat(ids.add(answer.id())).as(answer.id()).isTrue();
            assertThat(answer.text()).isNotBlank();
            assertThat(answer.points()).isPositive();
          });
    }
  }

  @Test
  void everyTacticHasADecision() {
    Prompts prompts = Prompts.load();
    assertThat(index.release().tactics())
        .extracting(Tactic::id)
        .allSatisfy(id -> assertThat(prompts.decision(id)).isPresent());
    assertThat(prompts.decisions()).hasSameSizeAs(index.release().tactics());
    assertThat(prompts.turns()).doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }

  @Test
  void expectsTheDetectionsAndMitigationsOfTheStep() {
    Inject inject = planner.plan(study("AML.CS0000"), new Wishes(20, 480, 1)).injects().getLast();
    assertThat(inject.technique().id().value()).isEqualTo("AML.T0015");
    Map<Aim, List<String>> expected =
        inject.questions().stream()
            .collect(
                Collectors.toMap(
                    Tabletop.Question::aim,
                    question -> question.expected().stream().map(Answer::text).toList()));
    assertThat(expected.get(Aim.RECOGNISE)).anyMatch(text -> text.contains("AML.T0015"));
    String mitigation =
        index.mitigations(inject.technique().id()).getFirst().mitigation().id().value();
    assertThat(expected.get(Aim.PREVENT)).anyMatch(text -> text.contains(mitigation));
    String idea =
        DetectionCatalogue.load().of(inject.technique().id()).orElseThrow().ideas().getFirst();
    assertThat(expected.get(Aim.SEE)).contains(idea);
    assertThat(expected).doesNotContainKey(Aim.FORESEE);
  }

  @Test
  void fitsTheTimeAndRepeatsForTheSameSeed() {
    CaseStudy longest =
        index.release().caseStudies().stream()
            .max(java.util.Comparator.comparing(study -> study.procedure().size()))
            .orElseThrow();
    Tabletop shortOne = planner.plan(longest, new Wishes(20, 45, 7));
    assertThat(shortOne.injects()).hasSize(4);
    Inject last = shortOne.injects().getLast();
    assertThat(last.starts() + last.minutes()).isLessThanOrEqualTo(45 - Tabletop.DEBRIEF);
    assertThat(planner.plan(longest, new Wishes(20, 45, 7))).isEqualTo(shortOne);
    assertThat(planner.plan(longest, new Wishes(20, 45, 8))).isNotEqualTo(shortOne);
    assertThatThrownBy(() -> new Wishes(0, 90, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Wishes(8, 29, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTeamsSheetGivesNothingAway() {
    for (CaseStudy study : index.release().caseStudies()) {
      Tabletop tabletop = planner.plan(study, Wishes.USUAL);
      String sheet = Handout.forTeam(tabletop);
      assertThat(sheet).doesNotContain("AML.", study.name());
      assertThat(Handout.forFacilitator(tabletop))
          .contains(study.id().value(), tabletop.injects().getFirst().technique().id().value());
    }
  }

  @Test
  void scoresOnlyWhatWasPlayed() {
    Tabletop tabletop = planner.plan(study("AML.CS0000"), Wishes.USUAL);
    Inject first = tabletop.injects().getFirst();
    Answer right = first.questions().getFirst().expected().getLast();
    Scorecard none = Scorecard.of(tabletop, Set.of(), Set.of());
    assertThat(none.total()).isEqualTo(new Scorecard.Tally(0, 0));
    assertThat(none.total().percent()).isZero();
    Scorecard one = Scorecard.of(tabletop, Set.of(right.id(), "99.see.1"), Set.of(1));
    int possible =
        first.questions().stream()
            .flatMap(question -> question.expected().stream())
            .mapToInt(Answer::points)
            .sum();
    assertThat(one.total()).isEqualTo(new Scorecard.Tally(2, possible));
    assertThat(one.byAim().get(Aim.RECOGNISE)).isEqualTo(new Scorecard.Tally(2, 3));
    assertThat(one.byInject().getFirst().missed()).isNotEmpty().doesNotContain(right);
    assertThat(one.byInject().get(1).played()).isFalse();
  }

  @Test
  void aFullScoreIsHundredPercent() {
    Tabletop tabletop = planner.plan(study("AML.CS0009"), Wishes.USUAL);
    Set<String> all =
        tabletop
            .questions()
            .flatMap(question -> question.expected().stream())
            .map(Answer::id)
            .collect(Collectors.toSet());
    Set<Integer> played =
        tabletop.injects().stream().map(Inject::number).collect(Collectors.toSet());
    assertThat(Scorecard.of(tabletop, all, played).total().percent()).isEqualTo(100);
  }

  @Test
  void officialTextsGoToTheFacilitatorAlone() throws IOException {
    Path file = SharedData.atlas().resolve("ATLAS-2026.05.yaml");
    ReleaseIndex official =
        new ReleaseIndex(
            new ReleaseReader()
                .read(Files.readAllBytes(file), "ATLAS-2026.05.yaml")
                .release()
                .orElseThrow());
    CaseStudy study = official.caseStudy(new CaseStudyId("AML.CS0000")).orElseThrow();
    Tabletop tabletop =
        new TabletopPlanner(official, DetectionCatalogue.load()).plan(study, Wishes.USUAL);
    assertThat(tabletop.injects()).noneMatch(inject -> inject.narrative().isEmpty());
    String start = tabletop.injects().getFirst().narrative().substring(0, 20);
    assertThat(Handout.forFacilitator(tabletop)).contains(start);
    assertThat(Handout.forTeam(tabletop)).doesNotContain(start);
  }

  private CaseStudy study(String id) {
    return index.caseStudy(new CaseStudyId(id)).orElseThrow();
  }
}
