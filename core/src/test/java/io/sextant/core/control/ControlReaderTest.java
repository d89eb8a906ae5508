package io.sextant.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Issue;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ControlReaderTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();

  private static final String GOOD =
      """
      sextant: controls/1
      controls:
        - id: screening
          name: Screening of prompts
          mitigates: [AML.M0020]
          counters: [AML.T0051.001]
          satisfies: ['nist-ai-rmf@1.0:MEASURE 2.7']
          scope: {systems: [shop], components: [desk], kinds: [agent]}
          owner: assistant-team
          state: tested
          effect: significant
          effort: small
          expires: 2027-01-31
          evidence:
            - date: 2026-10-30
              kind: test
              result: passed
              source: reports/injections.md
              says: 200 tried, none through
              techniques: [AML.T0051.000]
              components: [desk]
              release: '2026.05'
              models: [gpt-x]
      exclusions:
        - {requirement: 'iso-42001@2023:A.10.4', reason: No customers., author: Ada, date: 2026-10-01}
      """;

  private static Controls read(String text) {
    return ControlReader.read("controls.yaml", text, RELEASE);
  }

  @Test
  void readsEverything() {
    Controls controls = read(GOOD);
    assertThat(controls.issues()).isEmpty();
    Control control = controls.all().getFirst();
    assertThat(control.mitigates()).containsExactly(new MitigationId("AML.M0020"));
    assertThat(control.counters()).containsExactly(new TechniqueId("AML.T0051.001"));
    assertThat(control.satisfies())
        .containsExactly(new RequirementRef("nist-ai-rmf", "1.0", "MEASURE 2.7"));
    assertThat(control.scope().components()).containsExactly(new ComponentId("desk"));
    assertThat(control.scope().kinds()).containsExactly(ComponentKind.AGENT);
    assertThat(control.stated()).isEqualTo(Control.Stated.TESTED);
    assertThat(control.effect()).isEqualTo(Control.Effect.SIGNIFICANT);
    assertThat(control.effort()).isEqualTo(Control.Effort.SMALL);
    assertThat(control.expires()).contains(LocalDate.of(2027, 1, 31));
    Evidence evidence = control.evidence().getFirst();
    assertThat(evidence.kind()).isEqualTo(Evidence.Kind.TEST);
    assertThat(evidence.result()).isEqualTo(Evidence.Result.PASSED);
    assertThat(evidence.models()).containsExactly("gpt-x");
    assertThat(evidence.release()).contains("2026.05");
    assertThat(controls.exclusions().getFirst().reason()).isEqualTo("No customers.");
  }

  @Test
  void everyMistakeIsListedWithItsPlace() {
    Controls controls =
        read(
            """
            sextant: controls/1
            control: []
            controls:
              - id: screening
                mitigats: [AML.M0020]
                mitigates: [AML.M0999, AML.T0051, prose]
                state: done
                effect: huge
                expires: tomorrow
                satisfies: [A.6.2.4]
                scope: {kinds: [agnet]}
                evidence:
                  - {kind: test, date: 2026-10-30}
                  - {result: passed}
              - id: screening
              - {name: no id}
              - text
            exclusions:
              - {requirement: 'iso-42001@2023:A.10.4'}
            """);
    assertThat(controls.all()).isEmpty();
    assertThat(controls.exclusions()).isEmpty();
    assertThat(controls.issues())
        .extracting(each -> each.place().line(), Issue::code)
        .contains(
            tuple(2, Codes.UNKNOWN_KEY),
            tuple(5, Codes.UNKNOWN_KEY),
            tuple(6, Codes.UNKNOWN_ATLAS),
            tuple(7, Codes.UNKNOWN_WORD),
            tuple(8, Codes.UNKNOWN_WORD),
            tuple(9, Codes.BAD_DATE),
            tuple(10, Codes.NO_EDITION),
            tuple(11, Codes.UNKNOWN_WORD),
            tuple(13, Codes.MISSING),
            tuple(14, Codes.MISSING),
            tuple(15, Codes.TWICE),
            tuple(16, Codes.MISSING),
            tuple(17, Codes.SHAPE),
            tuple(19, Codes.MISSING));
    assertThat(controls.issues()).filteredOn(each -> each.place().line() == 6).hasSize(3);
    assertThat(controls.issues())
        .filteredOn(each -> each.code().equals(Codes.UNKNOWN_KEY) && each.place().line() == 5)
        .allMatch(each -> each.hint().contains("mitigates"));
  }

  @Test
  void aControlWithAMistakeIsLeftOutAndTheOthersCount() {
    Controls controls =
        read(GOOD.replace("exclusions:", "  - {id: other, owner: a, state: never}\nexclusions:"));
    assertThat(controls.all()).extracting(each -> each.id().value()).containsExactly("screening");
  }

  @Test
  void aTestedStateWithoutATestIsSaid() {
    Controls controls =
        read(
            """
            sextant: controls/1
            controls:
              - {id: a, owner: me, state: tested, mitigates: [AML.M0020]}
              - {id: b}
            """);
    assertThat(controls.issues())
        .extracting(Issue::code)
        .containsExactlyInAnyOrder(Codes.UNPROVEN, Codes.UNOWNED, Codes.NOTHING);
    assertThat(controls.all()).hasSize(2);
  }

  @Test
  void anIdWrittenOtherwiseIsTakenForTheRightOne() {
    Controls controls =
        read("sextant: controls/1\ncontrols: [{id: a, owner: me, counters: [aml.t0051]}]\n");
    assertThat(controls.all().getFirst().counters()).containsExactly(new TechniqueId("AML.T0051"));
    assertThat(controls.issues()).extracting(Issue::code).containsExactly(Codes.SUCCEEDED);
  }

  @Test
  void otherFilesAreRefused() {
    for (String text : new String[] {"", "[]", "a: b", "sextant: system/1", "{", "\u0000"}) {
      assertThat(read(text).issues()).as(text).isNotEmpty();
      assertThat(read(text).all()).isEmpty();
    }
  }

  @Test
  void noDamageMakesItFail() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int k = 0; k < 4; k++) {
        int at = random.nextInt(text.length());
        text.replace(at, at + 1, String.valueOf((char) (32 + random.nextInt(95))));
      }
      Controls controls = read(text.toString());
      assertThat(controls.all().size()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void requirementsAreOrderedAsPeopleCount() {
    assertThat(RequirementRef.parse("iso-42001@2023:A.9.2").orElseThrow())
        .isLessThan(RequirementRef.parse("iso-42001@2023:A.10.2").orElseThrow());
    assertThat(RequirementRef.parse("iso-42001:A.9.2")).isEmpty();
    assertThat(RequirementRef.parse("@2023:A.9.2")).isEmpty();
    assertThat(RequirementRef.parse("iso-42001@2023:")).isEmpty();
  }
}
