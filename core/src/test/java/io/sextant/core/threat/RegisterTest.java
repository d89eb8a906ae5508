package io.sextant.core.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.document.Issue;
import io.sextant.core.system.MapReader;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import io.sextant.core.threat.rule.Surroundings;
import io.sextant.core.threat.rule.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private static final RuleBook BOOK = RuleReader.read(BundledApplicability.sources());
  private static final Derivation DERIVATION = new Derivation(BOOK, RELEASE);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world, owner: nobody-of-ours}
        - {id: desk, kind: llm-application, within: house, owner: web, processes: [orders]}
        - {id: model, kind: generative-model, within: house}
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
        - {from: desk, to: model, both-ways: true}
      """;

  private static Derived derived(String map) {
    return DERIVATION.derive(MapReader.read("shop.yaml", map).map().orElseThrow());
  }

  private static Register register(String map, String decisions) {
    return Register.of(
        derived(map), Decisions.read("shop.register.yaml", decisions, "shop"), RELEASE, TODAY);
  }

  private static String decision(String key, String more) {
    return "sextant: register/1\nsystem: shop\ndecisions:\n- {threat: "
        + key
        + ", author: ada, reason: known, date: 2026-10-01"
        + more
        + "}\n";
  }

  private static Register.Entry entry(Register register, String key) {
    return register.entries().stream()
        .filter(each -> each.threat().key().toString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theRatingCanBeRedoneByHand() {
    Threat threat =
        derived(MAP).threat(ThreatKey.parse("AML.T0051.000@desk").orElseThrow()).orElseThrow();
    Rating rating = threat.rating();
    double[] f = rating.factors().stream().mapToDouble(Rating.Factor::value).toArray();
    assertThat(rating.factors())
        .extracting(Rating.Factor::name)
        .containsExactly("maturity", "reach", "evidence", "impact", "strength");
    assertThat(f[0]).as("realized").isEqualTo(0.9);
    assertThat(f[1]).as("an outsider's own input").isEqualTo(1);
    assertThat(f[3]).as("confidential").isEqualTo(0.8);
    assertThat(f[4]).as("no control is named").isZero();
    assertThat(rating.residual())
        .isCloseTo(f[0] * f[1] * (0.8 + 0.2 * f[2]) * f[3] * (1 - f[4]), within(1e-12));
    assertThat(rating.level()).isEqualTo(Level.HIGH);
  }

  @Test
  void aClaimedControlThatAtlasLinksLowersTheResidual() {
    String key = "AML.T0051.000@desk";
    double before =
        entry(register(MAP, decision(key, ", status: open")), key).threat().rating().residual();
    String controlled =
        MAP.replace(
            "processes: [orders]}",
            "processes: [orders], properties: {controls: 'AML.M0020, AML.M9999'}}");
    Derived after = derived(controlled);
    Rating rating = after.threat(ThreatKey.parse(key).orElseThrow()).orElseThrow().rating();
    assertThat(rating.strength()).isPositive();
    assertThat(rating.residual()).isLessThan(before);
    assertThat(rating.factors().getLast().because()).contains("AML.M0020 claimed 0.10");
    assertThat(after.notices()).anyMatch(each -> each.contains("AML.M9999"));
  }

  @Test
  void aDecisionHoldsUntilItExpires() {
    String key = "AML.T0054@model";
    Register holds = register(MAP, decision(key, ", status: accepted, expires: 2026-12-31"));
    assertThat(entry(holds, key).status()).isEqualTo(Decision.Status.ACCEPTED);
    Register expired = register(MAP, decision(key, ", status: accepted, expires: 2026-10-31"));
    assertThat(entry(expired, key).status()).isEqualTo(Decision.Status.OPEN);
    assertThat(expired.findings()).anyMatch(each -> each.kind() == Register.Finding.Kind.EXPIRED);
    Register unlimited = register(MAP, decision(key, ", status: accepted"));
    assertThat(unlimited.findings())
        .anyMatch(each -> each.kind() == Register.Finding.Kind.UNLIMITED);
  }

  @Test
  void whatNobodyOwnsIsAFinding() {
    String key = "AML.T0054@model";
    assertThat(register(MAP, decision(key, ", status: open")).findings())
        .anyMatch(each ->
            each.kind() == Register.Finding.Kind.UNOWNED && each.threat().toString().equals(key));
    assertThat(register(MAP, decision(key, ", status: open, owner: model-team")).findings())
        .noneMatch(each -> each.threat().toString().equals(key));
  }

  @Test
  void aDecisionFollowsARenamedComponent() {
    String renamed =
        MAP.replace("id: desk, ", "id: counter, was: [desk], ")
            .replace("to: desk", "to: counter")
            .replace("from: desk", "from: counter");
    String decisions = decision("AML.T0051.000@desk", ", status: in-progress");
    assertThat(entry(register(renamed, decisions), "AML.T0051.000@counter").status())
        .isEqualTo(Decision.Status.IN_PROGRESS);
    Register forgotten = register(renamed.replace("was: [desk], ", ""), decisions);
    assertThat(forgotten.loose())
        .singleElement()
        .satisfies(each -> assertThat(each.why()).contains("was: [desk]"));
    assertThat(ThreatDiff.of(derived(MAP), derived(renamed)).added()).isEmpty();
    assertThat(ThreatDiff.of(derived(MAP), derived(renamed)).gone()).isEmpty();
  }

  @Test
  void aDecisionOnAnIdThatNoReleaseHasIsKeptAndExplained() {
    Register register = register(MAP, decision("AML.T0999@desk", ", status: accepted"));
    assertThat(register.loose())
        .singleElement()
        .satisfies(each -> assertThat(each.why()).contains("AML.T0999"));
  }

  @Test
  void mistakesInDecisionsAreAllFound() {
    Decisions decisions =
        Decisions.read(
            "d.yaml",
            """
            sextant: register/1
            system: other
            decisions:
              - {threat: AML.T0051@desk, status: acepted}
              - {threat: nonsense, status: open}
              - {threat: AML.T0054@desk, status: open, expires: soon}
              - {threat: AML.T0057@desk, status: open, color: red}
              - {threat: AML.T0056@desk, status: open}
              - {threat: AML.T0056@desk, status: accepted}
            """,
            "shop");
    assertThat(decisions.issues())
        .extracting(Issue::code)
        .containsExactlyInAnyOrder(
            Codes.OTHER_SYSTEM,
            Codes.BAD_STATUS,
            Codes.BAD_KEY,
            Codes.BAD_DATE,
            Codes.SHAPE,
            Codes.TWICE);
    assertThat(decisions.all()).hasSize(1);
    assertThat(Decisions.read("d.yaml", "- 1", "shop").issues()).isNotEmpty();
  }

  @Test
  void aDifferenceNamesWhatChanged() {
    String opened =
        MAP.replace(
            "flows:",
            "  - {id: web, kind: external-data, within: world}\nflows:\n  - {from: web, to: desk}");
    ThreatDiff diff = ThreatDiff.of(derived(MAP), derived(opened));
    assertThat(diff.added())
        .extracting(each -> each.key().toString())
        .contains("AML.T0051.001@desk");
    assertThat(diff.gone()).isEmpty();
    assertThat(ThreatDiff.of(derived(opened), derived(MAP)).gone())
        .extracting(each -> each.key().toString())
        .contains("AML.T0051.001@desk");
    String worse = MAP.replace("sensitivity: confidential", "sensitivity: restricted");
    assertThat(ThreatDiff.of(derived(MAP), derived(worse)).changed())
        .anyMatch(each -> each.what().getFirst().startsWith("impact 0.80 → 1.00"));
  }

  @Test
  void aRuleSaysTheSameAloneAndAmongAll() {
    for (String name : List.of("assistant", "office", "scoring")) {
      Surroundings around = new Surroundings(BOOK.exampleMap(name));
      List<Verdict> all = BOOK.judge(around);
      assertThat(all).isNotEmpty();
      for (Verdict verdict : all) {
        Verdict alone =
            BOOK.explain(
                new Surroundings(BOOK.exampleMap(name)),
                around.graph().component(verdict.component()),
                verdict.rule());
        assertThat(shown(verdict)).isEqualTo(shown(alone));
      }
    }
  }

  private static String shown(Verdict verdict) {
    return String.join(
        " | ",
        verdict.rule().technique() + " on " + verdict.component() + ": " + verdict.answer(),
        verdict.conditions().stream().map(each -> each.condition() + each.answer()).toList() + "",
        verdict.paths() + "",
        verdict.questions() + "");
  }

  @Test
  void anOlderReleaseSaysWhatItLacks() {
    ReleaseIndex older = AtlasLibrary.builtIn().release(new ReleaseId("5.6.1")).orElseThrow();
    Derived derived =
        new Derivation(BOOK, older).derive(MapReader.read("shop.yaml", MAP).map().orElseThrow());
    assertThat(derived.threats()).isNotEmpty();
    assertThat(derived.release()).isEqualTo(new ReleaseId("5.6.1"));
  }

  @Test
  void namesInAMapDoNotBecomeSyntaxOfADiagram() {
    String map = MAP.replace("id: model,", "id: model, name: 'M\"]; x <script>',");
    Derived derived = derived(map);
    String mermaid = Diagram.mermaid(derived.map(), Diagram.counts(derived));
    assertThat(mermaid).startsWith("flowchart LR\n").contains("#quot;").doesNotContain("<script>");
    String dot = Diagram.dot(derived.map(), Diagram.counts(derived));
    assertThat(dot).contains("M\\\"]; x").contains("threats: ").endsWith("}\n");
  }

  @Test
  void aVeryLargeMapIsDerived() {
    int size = 20_000;
    String map =
        "sextant: system/1\nid: big\nowner: us\nboundaries: [{id: world, trust: 0}, {id: house, trust: 90}]\ncomponents:\n"
            + IntStream.range(0, size)
                .mapToObj(i ->
                    "- {id: c"
                        + i
                        + ", kind: "
                        + (i % 5 == 0 ? "human, within: world" : "llm-application, within: house")
                        + "}\n")
                .collect(Collectors.joining())
            + "flows:\n"
            + IntStream.range(1, size)
                .mapToObj(i -> "- {from: c" + (i - i % 5) + ", to: c" + i + "}\n")
                .collect(Collectors.joining());
    assertThat(derived(map).threats()).hasSizeGreaterThan(size);
  }
}
