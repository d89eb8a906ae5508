package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.core.contract.Samples.Sample;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.detection.Findings.Filter;
import io.sextant.core.detection.Findings.Heat;
import io.sextant.core.detection.Findings.RuleActivity;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a store of findings must do. A subclass gives a fresh, empty one.
public abstract class FindingsContract {
  protected abstract Findings findings();

  @Test
  void givesBackAFindingAsItWas() {
    Finding finding =
        new Sample("f", NOON, "key")
            .techniques("AML.T0051", "AML.T0054", "AML.T0051")
            .level(Level.CRITICAL)
            .lasting(Duration.ofSeconds(7))
            .evidence("e1", "e2")
            .finding();
    assertThat(findings().record(List.of(finding), 1)).containsExactly(finding);
    assertThat(findings().find(new FindingId("f"))).contains(finding);
    assertThat(findings().find(new FindingId("none"))).isEmpty();
  }

  @Test
  void mergesARepetitionOfAnOpenFinding() {
    findings().record(List.of(finding("f1", NOON, "key", "e1")), 1);
    assertThat(findings().record(List.of(finding("f2", NOON.plusSeconds(60), "key", "e2")), 2))
        .singleElement()
        .satisfies(merged -> {
          assertThat(merged.id().value()).isEqualTo("f1");
          assertThat(merged.count()).isEqualTo(2);
          assertThat(merged.first()).isEqualTo(NOON);
          assertThat(merged.last()).isEqualTo(NOON.plusSeconds(60));
          assertThat(merged.evidence()).extracting(EventId::value).containsExactly("e1", "e2");
          assertThat(merged.matches().getFirst().value()).isEqualTo("seen by f2");
          assertThat(findings().find(merged.id())).contains(merged);
        });
    assertThat(findings().find(new FindingId("f2"))).isEmpty();
  }

  @Test
  void whatTouchesOneFindingTwiceIsToldOnce() {
    List<Finding> stand =
        findings()
            .record(
                List.of(
                    finding("f1", NOON, "key", "e1"),
                    finding("x", NOON, "other", "e1"),
                    finding("f2", NOON, "key", "e1", "e2")),
                1);
    assertThat(stand).extracting(finding -> finding.id().value()).containsExactly("f1", "x");
    assertThat(stand.getFirst().count()).isEqualTo(2);
    assertThat(stand.getFirst().evidence()).extracting(EventId::value).containsExactly("e1", "e2");
  }

  @Test
  void settledFindingsAreLeftAlone() {
    findings().record(List.of(finding("f1", NOON, "key", "e1")), 1);
    for (Finding.Status settled : List.of(Finding.Status.RESOLVED, Finding.Status.FALSE_POSITIVE)) {
      findings().triage(new FindingId("f1"), settled, "known", "ana", NOON);
      String next = "after " + settled;
      assertThat(findings().record(List.of(finding(next, NOON, "key", "e3")), mark()))
          .singleElement()
          .satisfies(found -> assertThat(found.id().value()).isEqualTo(next));
      findings().triage(new FindingId(next), Finding.Status.RESOLVED, "", "ana", NOON);
    }
    findings().triage(new FindingId("f1"), Finding.Status.ACKNOWLEDGED, "", "ana", NOON);
    assertThat(findings().record(List.of(finding("f4", NOON, "key", "e4")), mark()))
        .singleElement()
        .satisfies(found -> assertThat(found.id().value()).isEqualTo("f1"));
  }

  private long mark() {
    return findings().searchedThrough() + 1;
  }

  @Test
  void aDayApartIsAnotherFinding() {
    findings().record(List.of(finding("now", NOON, "key", "e1")), 1);
    Instant tomorrow = NOON.plus(Findings.DEDUP_WINDOW);
    assertThat(findings().record(List.of(finding("tomorrow", tomorrow, "key", "e2")), 2))
        .singleElement()
        .satisfies(found -> assertThat(found.id().value()).isEqualTo("tomorrow"));
    Instant longAgo = NOON.minus(Duration.ofDays(30));
    assertThat(findings().record(List.of(finding("old", longAgo, "key", "e3")), 3))
        .singleElement()
        .satisfies(found -> assertThat(found.id().value()).isEqualTo("old"));
    Instant earlier = NOON.minus(Duration.ofHours(1));
    assertThat(findings().record(List.of(finding("late", earlier, "key", "e4")), 4))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.id().value()).isEqualTo("now");
          assertThat(found.first()).isEqualTo(earlier);
          assertThat(found.last()).isEqualTo(NOON);
        });
  }

  @Test
  void keepsTheNewestEvidence() {
    String[] many = IntStream.range(0, 60).mapToObj(i -> "e" + i).toArray(String[]::new);
    findings().record(List.of(finding("f", NOON, "key", many)), 1);
    findings().record(List.of(finding("g", NOON, "key", "e59", "e60")), 2);
    assertThat(findings().find(new FindingId("f")).orElseThrow().evidence())
        .hasSize(Findings.EVIDENCE_KEPT)
        .startsWith(new EventId("e11"))
        .endsWith(new EventId("e59"), new EventId("e60"));
  }

  @Test
  void recordsAMarkOnce() {
    assertThat(findings().searchedThrough()).isZero();
    findings().record(List.of(finding("f1", NOON, "key", "e1")), 7);
    assertThat(findings().record(List.of(finding("f1", NOON, "key", "e1")), 7)).isEmpty();
    assertThat(findings().record(List.of(finding("f0", NOON, "other", "e1")), 6)).isEmpty();
    assertThat(findings().searchedThrough()).isEqualTo(7);
    assertThat(findings().find(new FindingId("f1")).orElseThrow().count()).isEqualTo(1);
    assertThat(findings().find(new FindingId("f0"))).isEmpty();
  }

  @Test
  void whatTimeBringsLeavesTheMark() {
    assertThat(findings().passedThrough()).isEqualTo(Instant.EPOCH);
    findings().record(List.of(finding("f1", NOON, "key", "e1")), 7);
    Instant later = NOON.plusSeconds(60);
    assertThat(findings().recordLate(List.of(finding("f2", NOON, "key", "e2")), later))
        .singleElement()
        .satisfies(merged -> {
          assertThat(merged.id().value()).isEqualTo("f1");
          assertThat(merged.count()).isEqualTo(2);
        });
    assertThat(findings().passedThrough()).isEqualTo(later);
    assertThat(findings().recordLate(List.of(finding("quiet", NOON, "silence")), NOON))
        .extracting(found -> found.id().value())
        .containsExactly("quiet");
    assertThat(findings().recordLate(List.of(), NOON)).isEmpty();
    assertThat(findings().passedThrough()).isEqualTo(later);
    assertThat(findings().searchedThrough()).isEqualTo(7);
    assertThat(ids(Filter.ALL)).containsExactly("quiet", "f1");
  }

  @Test
  void pagesNewestFirstWithoutGapOrRepetition() {
    List<Finding> made =
        IntStream.range(0, 25)
            .mapToObj(i -> finding("f" + (char) ('a' + i), NOON.plusSeconds(i / 3), "k" + i))
            .toList();
    findings().record(made, 1);
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Finding> page = findings().page(Filter.ALL, cursor, 4);
      page.items().forEach(finding -> seen.add(finding.id().value()));
      cursor = page.next();
      findings().record(List.of(finding("new" + seen.size(), NOON.plusSeconds(99), "n")), mark());
    } while (cursor.isPresent());
    assertThat(seen).isEqualTo(made.reversed().stream().map(f -> f.id().value()).toList());
    assertThatThrownBy(() -> findings().page(Filter.ALL, Optional.of("no cursor"), 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filters() {
    Sample base = new Sample("a", NOON, "ka");
    findings()
        .record(
            List.of(
                base.finding(),
                new Sample("b", NOON.plusSeconds(5), "kb").level(Level.LOW).finding(),
                new Sample("c", NOON, "kc").rule("100%_rule").techniques("AML.T0054").finding()),
            1);
    findings().triage(new FindingId("b"), Finding.Status.FALSE_POSITIVE, "", "ana", NOON);
    assertThat(ids(Filter.ALL)).containsExactly("b", "c", "a");
    assertThat(ids(status(Finding.Status.NEW))).containsExactly("c", "a");
    assertThat(ids(status(Finding.Status.NEW, Finding.Status.FALSE_POSITIVE))).hasSize(3);
    assertThat(ids(level(Level.LOW))).containsExactly("b");
    assertThat(ids(technique("AML.T0051"))).containsExactly("b", "a");
    assertThat(ids(technique("AML.T0051.000"))).containsExactly("b", "a");
    assertThat(ids(technique("AML.T0051.001"))).isEmpty();
    assertThat(ids(technique("AML.T0054"))).containsExactly("c");
    assertThat(ids(rule("100%_rule"))).containsExactly("c");
    assertThat(ids(time(NOON.plusSeconds(1), Instant.MAX))).containsExactly("b");
    assertThat(ids(time(NOON, NOON.plusSeconds(5)))).containsExactly("c", "a");
    assertThat(ids(text("PRINCIPAL=U-KB"))).containsExactly("b");
    assertThat(ids(text("title of rule"))).containsExactly("b", "a");
    assertThat(ids(text("100%"))).containsExactly("c");
    assertThat(ids(text("00%_r"))).containsExactly("c");
    assertThat(ids(text("1%"))).isEmpty();
    assertThat(ids(text("a_b"))).isEmpty();
    assertThat(ids(text("\\"))).isEmpty();
  }

  @Test
  void keepsWhatPeopleDid() {
    FindingId id = new FindingId("f");
    findings().record(List.of(finding("f", NOON, "key", "e1")), 1);
    Instant later = NOON.plusSeconds(60);
    assertThat(findings().triage(id, Finding.Status.RESOLVED, "dealt with", "ana", NOON))
        .hasValueSatisfying(f -> assertThat(f.status()).isEqualTo(Finding.Status.RESOLVED));
    assertThat(findings().triage(id, Finding.Status.NEW, "", "ben", later))
        .hasValueSatisfying(f -> assertThat(f.evidence()).hasSize(1));
    assertThat(findings().history(id))
        .containsExactly(
            new Findings.TriageEntry(
                NOON, "ana", Finding.Status.NEW, Finding.Status.RESOLVED, "dealt with"),
            new Findings.TriageEntry(
                later, "ben", Finding.Status.RESOLVED, Finding.Status.NEW, ""));
    FindingId none = new FindingId("none");
    assertThat(findings().triage(none, Finding.Status.NEW, "", "ana", NOON)).isEmpty();
    assertThat(findings().history(none)).isEmpty();
  }

  @Test
  void addsUpHeat() {
    assertThat(findings().heat(Instant.EPOCH)).isEmpty();
    findings()
        .record(
            List.of(
                new Sample("a", NOON, "ka").techniques("AML.T0051", "AML.T0051").finding(),
                new Sample("b", NOON.plusSeconds(5), "kb")
                    .techniques("AML.T0051", "AML.T0054")
                    .level(Level.CRITICAL)
                    .finding(),
                new Sample("c", NOON, "kc").techniques("AML.T0051.000").finding(),
                new Sample("d", NOON.plusSeconds(1), "ka").techniques("AML.T0051").finding()),
            1);
    findings().triage(new FindingId("b"), Finding.Status.FALSE_POSITIVE, "", "ana", NOON);
    findings().triage(new FindingId("b"), Finding.Status.RESOLVED, "", "ana", NOON);
    TechniqueId jailbreak = new TechniqueId("AML.T0054");
    TechniqueId injection = new TechniqueId("AML.T0051");
    Instant last = NOON.plusSeconds(5);
    assertThat(findings().heat(Instant.EPOCH))
        .containsExactly(
            new Heat(injection, 2, 3, 1, Level.CRITICAL, last),
            new Heat(new TechniqueId("AML.T0051.000"), 1, 1, 1, Level.HIGH, NOON),
            new Heat(jailbreak, 1, 1, 0, Level.CRITICAL, last));
    assertThat(findings().heat(NOON.plusSeconds(2)))
        .containsExactly(
            new Heat(injection, 1, 1, 0, Level.CRITICAL, last),
            new Heat(jailbreak, 1, 1, 0, Level.CRITICAL, last));
    assertThat(findings().heat(NOON.plusSeconds(6))).isEmpty();
  }

  @Test
  void addsUpWhatEachRuleFound() {
    assertThat(findings().ruleActivity()).isEmpty();
    findings()
        .record(
            List.of(
                new Sample("a", NOON, "ka").rule("one").finding(),
                new Sample("b", NOON.plusSeconds(5), "kb").rule("one").finding(),
                new Sample("c", NOON.plusSeconds(9), "ka").rule("one").finding(),
                new Sample("d", NOON, "kd").rule("other").finding()),
            1);
    findings().triage(new FindingId("a"), Finding.Status.RESOLVED, "", "ana", NOON);
    assertThat(findings().ruleActivity())
        .containsExactly(
            new RuleActivity(new RuleId("one"), 2, 3, NOON.plusSeconds(9)),
            new RuleActivity(new RuleId("other"), 1, 1, NOON));
  }

  private List<String> ids(Filter filter) {
    return findings().page(filter, Optional.empty(), 100).items().stream()
        .map(finding -> finding.id().value())
        .toList();
  }

  private static Filter status(Finding.Status... status) {
    return filter(Set.of(status), Set.of(), "");
  }

  private static Filter level(Level... level) {
    return filter(Set.of(), Set.of(level), "");
  }

  private static Filter text(String text) {
    return filter(Set.of(), Set.of(), text);
  }

  private static Filter filter(Set<Finding.Status> status, Set<Level> level, String text) {
    return new Filter(
        status,
        level,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text);
  }

  private static Filter technique(String id) {
    return new Filter(
        Set.of(),
        Set.of(),
        Optional.of(new TechniqueId(id)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static Filter rule(String id) {
    return new Filter(
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.of(new RuleId(id)),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static Filter time(Instant from, Instant to) {
    return new Filter(
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(from),
        Optional.of(to),
        "");
  }
}
