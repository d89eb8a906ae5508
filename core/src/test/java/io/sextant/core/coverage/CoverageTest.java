package io.sextant.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.control.ControlReader;
import io.sextant.core.control.Controls;
import io.sextant.core.detection.BundledRules;
import io.sextant.core.detection.RulePack;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Decisions;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CoverageTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private static final RuleBook BOOK = RuleReader.read(BundledApplicability.sources());
  private static final Derivation DERIVATION = new Derivation(BOOK, RELEASE);
  private static final Detections RULES =
      Detections.of(RulePack.of(BundledRules.files(), RELEASE, Optional.empty()));
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final TechniqueId DIRECT = new TechniqueId("AML.T0051.000");
  private static final ComponentId DESK = new ComponentId("desk");
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world, owner: nobody-of-ours}
        - {id: desk, kind: llm-application, within: house, owner: web, processes: [orders],
           telemetry: {services: [shop-desk], models: [gull-2]}}
        - {id: model, kind: generative-model, within: house}
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
        - {from: desk, to: model, both-ways: true}
      """;

  private static Coverage coverage(String map, String controls, LocalDate today) {
    return coverage(map, read(controls), Detections.NONE, today, Decisions.NONE);
  }

  private static Controls read(String controls) {
    return ControlReader.read(
        "controls.yaml", "sextant: controls/1\ncontrols:\n" + controls, RELEASE);
  }

  private static Coverage coverage(
      String text, Controls controls, Detections rules, LocalDate today, Decisions decisions) {
    SystemMap map = MapReader.read("shop.yaml", text).map().orElseThrow();
    Derived derived = DERIVATION.derive(map, controls, today);
    return new CoverageBuilder(RELEASE, BOOK, rules)
        .of(
            Register.of(derived, decisions, RELEASE, today),
            DERIVATION.assessment(map, controls, today),
            Coverage.Extent.REGISTER);
  }

  private static Cell cell(Coverage coverage) {
    return coverage.cell(DIRECT, DESK).orElseThrow();
  }

  private static String screening(String more) {
    return "- {id: screening, owner: web, mitigates: [AML.M0020]" + more + "}\n";
  }

  private static String tested(String date, String more) {
    return screening(
        ", state: tested, evidence: [{date: "
            + date
            + ", kind: test, result: passed"
            + more
            + "}]");
  }

  @Test
  void withoutAnyControlItIsAGapAndWithARuleItIsWatched() {
    assertThat(cell(coverage(MAP, "", TODAY)).state()).isInstanceOf(State.Gap.class);
    Cell watched = cell(coverage(MAP, Controls.NONE, RULES, TODAY, Decisions.NONE));
    assertThat(watched.state()).isInstanceOf(State.Watched.class);
    assertThat(watched.watch().through()).contains(DESK);
    Cell deaf =
        cell(
            coverage(
                MAP.replace("telemetry: {services: [shop-desk], models: [gull-2]}", "tags: []"),
                Controls.NONE,
                RULES,
                TODAY,
                Decisions.NONE));
    assertThat(deaf.state()).isInstanceOf(State.Gap.class);
    assertThat(deaf.watch().extent()).isEqualTo(Watch.Extent.RULE);
  }

  @Test
  void whatIsOnlySaidIsClaimedWhateverItCallsItself() {
    assertThat(cell(coverage(MAP, screening(", state: tested"), TODAY)).grade())
        .isEqualTo(Grade.CLAIMED);
    assertThat(cell(coverage(MAP, screening(", state: planned"), TODAY)).grade())
        .isEqualTo(Grade.GAP);
    assertThat(cell(coverage(MAP, screening(", expires: 2026-10-31"), TODAY)).grade())
        .isEqualTo(Grade.GAP);
    assertThat(cell(coverage(MAP, screening(", expires: 2026-11-01"), TODAY)).grade())
        .isEqualTo(Grade.CLAIMED);
  }

  @Test
  void aTestProvesUntilItIsOldOrTheModelChanges() {
    String control = tested("2026-10-20", ", models: [gull-2]");
    assertThat(cell(coverage(MAP, control, TODAY)).grade()).isEqualTo(Grade.PROVEN);
    assertThat(cell(coverage(MAP.replace("gull-2", "gull-3"), control, TODAY)).grade())
        .isEqualTo(Grade.DECAYED);
    assertThat(cell(coverage(MAP, control, TODAY.plusDays(400))).grade()).isEqualTo(Grade.DECAYED);
    double fresh = cell(coverage(MAP, control, TODAY)).residual();
    double older = cell(coverage(MAP, control, TODAY.plusDays(150))).residual();
    double claimed = cell(coverage(MAP, screening(""), TODAY)).residual();
    assertThat(fresh).isLessThan(older);
    assertThat(older).isLessThan(claimed);
    assertThat(cell(coverage(MAP, tested("2026-10-20", ", release: '5.6.1'"), TODAY)).residual())
        .as("another release of ATLAS")
        .isBetween(fresh, claimed);
    assertThat(cell(coverage(MAP, tested("2026-12-24", ""), TODAY)).grade())
        .as("evidence from the future")
        .isEqualTo(Grade.CLAIMED);
  }

  @Test
  void aTestOfAnotherTechniqueOrComponentProvesNothingHere() {
    assertThat(
            cell(coverage(MAP, tested("2026-10-20", ", techniques: [AML.T0054]"), TODAY)).grade())
        .isEqualTo(Grade.CLAIMED);
    assertThat(cell(coverage(MAP, tested("2026-10-20", ", components: [model]"), TODAY)).grade())
        .isEqualTo(Grade.CLAIMED);
    assertThat(
            cell(coverage(MAP, tested("2026-10-20", ", techniques: [AML.T0051]"), TODAY)).grade())
        .as("of the family")
        .isEqualTo(Grade.PROVEN);
  }

  @Test
  void aFailedTestCountsForNothingUntilOneIsPassed() {
    String failed =
        screening(
            ", evidence: [{date: 2026-10-01, kind: test, result: passed},"
                + " {date: 2026-10-20, kind: exercise, result: failed, says: three came through}]");
    Cell cell = cell(coverage(MAP, failed, TODAY));
    assertThat(cell.grade()).isEqualTo(Grade.FAILED);
    assertThat(cell.state().because()).contains("three came through");
    assertThat(cell.residual()).isEqualTo(cell(coverage(MAP, "", TODAY)).residual());
    String again = failed.replace("]}", ", {date: 2026-10-25, kind: test, result: passed}]}");
    assertThat(cell(coverage(MAP, again, TODAY)).grade()).isEqualTo(Grade.PROVEN);
    String written = failed.replace("]}", ", {date: 2026-10-25, kind: document}]}");
    assertThat(cell(coverage(MAP, written, TODAY)).grade())
        .as("a document outweighs no failed exercise")
        .isEqualTo(Grade.FAILED);
  }

  /// ATLAS links the mitigation to the technique's parent: two thirds of it count.
  @Test
  void theStrengthCanBeRedoneByHand() {
    Cell none = cell(coverage(MAP, "", TODAY));
    Cell claimed = cell(coverage(MAP, screening(", effect: significant"), TODAY));
    assertThat(claimed.residual())
        .isCloseTo(none.residual() * (1 - 0.75 * 0.3 * 2 / 3), within(1e-12));
    Cell proven = cell(coverage(MAP, tested("2026-10-20", ""), TODAY));
    assertThat(proven.residual())
        .isCloseTo(none.residual() * (1 - 0.5 * 0.9 * 2 / 3), within(1e-12));
  }

  @Test
  void aMapsOwnClaimIsNotCountedBesideTheControlOfAFile() {
    String claiming = MAP.replace("owner: web,", "owner: web, properties: {controls: AML.M0020},");
    assertThat(cell(coverage(claiming, "", TODAY)).grade()).isEqualTo(Grade.CLAIMED);
    assertThat(cell(coverage(claiming, screening(""), TODAY)).shares()).hasSize(1);
  }

  @Test
  void scopeNarrows() {
    assertThat(cell(coverage(MAP, screening(", scope: {components: [model]}"), TODAY)).grade())
        .isEqualTo(Grade.GAP);
    assertThat(cell(coverage(MAP, screening(", scope: {systems: [other]}"), TODAY)).grade())
        .isEqualTo(Grade.GAP);
    assertThat(cell(coverage(MAP, screening(", scope: {kinds: [llm-application]}"), TODAY)).grade())
        .isEqualTo(Grade.CLAIMED);
    String renamed =
        MAP.replace("desk", "counter")
            .replace("shop-counter", "shop-desk")
            .replace("{id: counter,", "{id: counter, was: [desk],");
    Coverage coverage = coverage(renamed, screening(", scope: {components: [desk]}"), TODAY);
    assertThat(coverage.cell(DIRECT, new ComponentId("counter")).orElseThrow().grade())
        .isEqualTo(Grade.CLAIMED);
  }

  @Test
  void undeterminedIsNeverCoveredAndStandsInNoDenominator() {
    Coverage coverage = coverage(MAP, screening(""), TODAY);
    Totals totals = coverage.totals();
    assertThat(totals.count(Grade.UNDETERMINED)).isPositive();
    assertThat(totals.applicable() + totals.count(Grade.UNDETERMINED))
        .isEqualTo(Math.toIntExact(coverage.cells().count()));
    assertThat(totals.atLeast(Grade.FAILED)).isEqualTo(totals.applicable());
    assertThat(coverage.register().entries()).hasSize(totals.applicable());
  }

  @Test
  void everyTechniqueOfTheReleaseHasARowWhenAllAreWanted() {
    SystemMap map = MapReader.read("shop.yaml", MAP).map().orElseThrow();
    Derived derived = DERIVATION.derive(map);
    Coverage all =
        new CoverageBuilder(RELEASE, BOOK, RULES)
            .of(
                Register.of(derived, Decisions.NONE, RELEASE, TODAY),
                DERIVATION.assessment(map, Controls.NONE, TODAY),
                Coverage.Extent.ALL);
    assertThat(all.rows()).hasSameSizeAs(RELEASE.release().techniques());
    assertThat(all.rows())
        .allMatch(row -> row.cells().isEmpty() == !row.absent().isEmpty())
        .allMatch(row -> row.cells().isEmpty() == (row.grade() == Grade.NOT_APPLICABLE));
  }

  @Test
  void whatIfIsWhatTheControlWouldDo() {
    Coverage before = coverage(MAP, "", TODAY);
    Supposition supposed = Supposition.parse("AML.M0020@desk:claimed").orElseThrow();
    Controls with = supposed.apply(before.assessment(), RELEASE).orElseThrow();
    Coverage after = coverage(MAP, with, Detections.NONE, TODAY, Decisions.NONE);
    WhatIf whatIf = WhatIf.of(before, after);
    assertThat(whatIf.changed()).allMatch(each -> each.after().component().equals(DESK));
    assertThat(whatIf.drop())
        .isPositive()
        .isCloseTo(before.totals().residual() - after.totals().residual(), within(1e-9));
    assertThat(cell(after).residual())
        .isEqualTo(cell(coverage(MAP, screening(""), TODAY)).residual());
    assertThat(
            Supposition.parse("AML.M0020@nowhere")
                .orElseThrow()
                .apply(before.assessment(), RELEASE))
        .isEmpty();
    assertThat(Supposition.parse("AML.M9999").orElseThrow().apply(before.assessment(), RELEASE))
        .isEmpty();
    assertThat(Supposition.parse("a b")).isEmpty();
  }

  /// Every step of a roadmap is redone by supposing it.
  @Test
  void theRoadmapsFirstStepDropsWhatItSays() {
    Coverage before = coverage(MAP, screening(", state: planned"), TODAY);
    Roadmap roadmap = Roadmap.of(before, RELEASE, 10);
    assertThat(roadmap.steps()).isNotEmpty();
    Step first = roadmap.steps().getFirst();
    String subject =
        switch (first.action()) {
          case Step.Action.Implement(var mitigation, _) -> mitigation.id().value();
          case Step.Action.Finish(var control) -> control.id().value();
          case Step.Action.Prove(var control) -> control.id().value();
          case Step.Action.Repair(var control) -> control.id().value();
          case Step.Action.Connect(var component) -> component.value();
          case Step.Action.Ask(var question) -> question.key();
        };
    Controls with =
        Supposition.parse(subject).orElseThrow().apply(before.assessment(), RELEASE).orElseThrow();
    Coverage after = coverage(MAP, with, Detections.NONE, TODAY, Decisions.NONE);
    assertThat(WhatIf.of(before, after).drop()).isCloseTo(first.drop(), within(1e-9));
    assertThat(roadmap.questions()).isNotEmpty();
  }

  @Test
  void stepsAreWorthLessOneAfterTheOther() {
    Roadmap roadmap = Roadmap.of(coverage(MAP, "", TODAY), RELEASE, 20);
    for (int i = 1; i < roadmap.steps().size(); i++) {
      Step earlier = roadmap.steps().get(i - 1);
      Step later = roadmap.steps().get(i);
      assertThat(later.drop() / later.effort())
          .isLessThanOrEqualTo(earlier.drop() / earlier.effort() + 1e-12);
    }
  }

  @Test
  void aStepForManyComponentsNamesTheFirstOfThem() {
    StringBuilder map = new StringBuilder(MAP.replace("flows:\n", ""));
    map.setLength(map.indexOf("  - {from: guest"));
    for (int i = 10; i < 30; i++) {
      map.append("  - {id: desk-" + i + ", kind: llm-application, within: house, owner: web}\n");
    }
    map.append("flows:\n");
    for (int i = 10; i < 30; i++) {
      map.append("  - {from: guest, to: desk-" + i + ", both-ways: true}\n");
    }
    assertThat(Roadmap.of(coverage(map.toString(), "", TODAY), RELEASE, 20).steps())
        .extracting(Step::says)
        .anyMatch(
            it -> it.contains(" in place on desk-10, ") && it.contains("desk-15 and 14 others"))
        .noneMatch(it -> it.contains("desk-16"));
  }

  @Test
  void acceptedThreatsAreNoneOfTheRoadmaps() {
    String decisions =
        """
        sextant: register/1
        system: shop
        decisions:
          - {threat: AML.T0051.000@desk, status: accepted, author: a, reason: b, expires: 2027-01-01}
        """;
    Coverage coverage =
        coverage(
            MAP,
            Controls.NONE,
            Detections.NONE,
            TODAY,
            Decisions.read("r.yaml", decisions, "shop"));
    assertThat(cell(coverage).grade()).isEqualTo(Grade.GAP);
    assertThat(Roadmap.of(coverage, RELEASE, 50).steps())
        .allMatch(step -> !step.threats().contains(cell(coverage).key()));
  }

  /// More evidence of success and fewer days never raise a risk.
  @Test
  void strengthIsMonotonous() {
    Random random = new Random(11);
    for (int i = 0; i < 30; i++) {
      String effect = new String[] {"minimal", "partial", "significant"}[random.nextInt(3)];
      LocalDate date = TODAY.minusDays(random.nextInt(600));
      String with =
          screening(
              ", effect: "
                  + effect
                  + ", evidence: [{date: "
                  + date
                  + ", kind: document}, {date: "
                  + TODAY.minusDays(random.nextInt(600))
                  + ", kind: test, result: passed}]");
      String without = screening(", effect: " + effect);
      double proven = cell(coverage(MAP, with, TODAY)).residual();
      assertThat(proven).isLessThanOrEqualTo(cell(coverage(MAP, without, TODAY)).residual());
      assertThat(proven)
          .isLessThanOrEqualTo(cell(coverage(MAP, with, TODAY.plusDays(90))).residual());
    }
  }
}
