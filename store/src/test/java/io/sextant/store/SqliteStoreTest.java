package io.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.core.access.Role;
import io.sextant.core.access.Tokens.Kind;
import io.sextant.core.access.Tokens.Token;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.Level;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SqliteStoreTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

  @TempDir Path path;
  private DataFolder folder;
  private SqliteStore store;

  @BeforeEach
  void open() {
    folder = DataFolder.open(path);
    store = SqliteStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
    folder.close();
  }

  @Test
  void givesBackAnEventAsItWas() {
    Event event = event("e1", NOON);
    assertThat(store.events().append(List.of(event)))
        .extracting(Events.Numbered::sequence)
        .containsExactly(1L);
    Event found = store.events().find(new EventId("e1")).orElseThrow();
    assertThat(found.time()).isEqualTo(NOON);
    assertThat(found.body()).isEqualTo(event.body());
    assertThat(found.logSource()).isEqualTo(event.logSource());
    assertThat(found.original().format()).isEqualTo(SourceFormat.JSON_LINES);
    assertThat(new String(found.original().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("original of e1");
    assertThat(store.events().find(new EventId("none"))).isEmpty();
  }

  @Test
  void pagesNewestFirstWithoutGapOrRepetition() {
    for (int i = 0; i < 25; i++) {
      store.events().append(List.of(event("e" + i, NOON.plusSeconds(i))));
    }
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Event> page = store.events().page("llm_inference", "desk", cursor, 10);
      page.items().forEach(event -> seen.add(event.id().value()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(seen)
        .hasSize(25)
        .startsWith("e24", "e23")
        .endsWith("e1", "e0")
        .doesNotHaveDuplicates();
    assertThat(store.events().page("predict", "", Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void neverUsesANumberAgain() {
    store.events().append(List.of(event("old", NOON), event("new", NOON.plusSeconds(60))));
    store.findings().record(List.of(), 2);
    assertThat(store.events().prune(NOON.plusSeconds(3600), Long.MAX_VALUE)).isEqualTo(2);
    assertThat(store.events().count()).isZero();
    assertThat(store.events().append(List.of(event("next", NOON))))
        .extracting(Events.Numbered::sequence)
        .containsExactly(3L);
    assertThat(store.events().firstSince(NOON)).isEqualTo(3);
    assertThat(store.events().firstSince(NOON.plusSeconds(1))).isEqualTo(4);
  }

  @Test
  void prunesTheOldestUntilTheSizeFitsAndKeepsOpenEvidence() {
    for (int i = 0; i < 2_000; i++) {
      store.events().append(List.of(event("e" + i, NOON.plusSeconds(i))));
    }
    store.findings().record(List.of(finding("f", NOON, "key", "e0", "e1")), 2_000);
    store.events().prune(Instant.MIN, 40_000);
    assertThat(store.events().count()).isBetween(1L, 1_000L);
    assertThat(store.events().find(new EventId("e0"))).isPresent();
    assertThat(store.events().find(new EventId("e2"))).isEmpty();
    assertThat(store.events().find(new EventId("e1999"))).isPresent();
  }

  @Test
  void mergesARepetitionOfAnOpenFinding() {
    Findings findings = store.findings();
    findings.record(List.of(finding("f1", NOON, "key", "e1")), 1);
    List<Finding> again =
        findings.record(List.of(finding("f2", NOON.plusSeconds(60), "key", "e2")), 2);
    assertThat(again)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.id().value()).isEqualTo("f1");
          assertThat(finding.count()).isEqualTo(2);
          assertThat(finding.last()).isEqualTo(NOON.plusSeconds(60));
          assertThat(finding.evidence()).extracting(EventId::value).containsExactly("e1", "e2");
        });
    assertThat(findings.find(new FindingId("f1"))).contains(again.getFirst());
    findings.triage(new FindingId("f1"), Finding.Status.RESOLVED, "known", "ana", NOON);
    assertThat(findings.record(List.of(finding("f3", NOON.plusSeconds(90), "key", "e3")), 3))
        .singleElement()
        .satisfies(finding -> assertThat(finding.id().value()).isEqualTo("f3"));
    assertThat(
            findings.record(
                List.of(
                    finding("f4", NOON.plus(Findings.DEDUP_WINDOW).plusSeconds(90), "key", "e4")),
                4))
        .singleElement()
        .satisfies(finding -> assertThat(finding.id().value()).isEqualTo("f4"));
  }

  @Test
  void recordsAMarkOnce() {
    Findings findings = store.findings();
    findings.record(List.of(finding("f1", NOON, "key", "e1")), 7);
    assertThat(findings.record(List.of(finding("f1", NOON, "key", "e1")), 7)).isEmpty();
    assertThat(findings.searchedThrough()).isEqualTo(7);
    assertThat(findings.find(new FindingId("f1")).orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void filtersAndCountsHeat() {
    Findings findings = store.findings();
    findings.record(
        List.of(
            finding("a", NOON, "ka", "e1"),
            finding("b", NOON.plusSeconds(5), "kb", "e2"),
            finding("c", NOON, "kc", "e3")),
        1);
    findings.triage(new FindingId("b"), Finding.Status.FALSE_POSITIVE, "", "ana", NOON);
    assertThat(ids(findings.page(Findings.Filter.ALL, Optional.empty(), 10)))
        .containsExactly("b", "c", "a");
    assertThat(ids(findings.page(filter(Set.of(Finding.Status.NEW), ""), Optional.empty(), 10)))
        .containsExactly("c", "a");
    assertThat(ids(findings.page(filter(Set.of(), "PRINCIPAL=U-KB"), Optional.empty(), 10)))
        .containsExactly("b");
    assertThat(ids(findings.page(filter(Set.of(), "100%"), Optional.empty(), 10))).isEmpty();
    assertThat(ids(findings.page(of("AML.T0051"), Optional.empty(), 10))).hasSize(3);
    assertThat(ids(findings.page(of("AML.T0051.000"), Optional.empty(), 10))).hasSize(3);
    assertThat(ids(findings.page(of("AML.T0051.001"), Optional.empty(), 10))).isEmpty();
    Page<Finding> first = findings.page(Findings.Filter.ALL, Optional.empty(), 2);
    assertThat(ids(findings.page(Findings.Filter.ALL, first.next(), 2))).containsExactly("a");
    assertThat(findings.heat(NOON))
        .singleElement()
        .isEqualTo(
            new Findings.Heat(
                new TechniqueId("AML.T0051.000"), 3, 3, 2, Level.HIGH, NOON.plusSeconds(5)));
    assertThat(findings.heat(NOON.plusSeconds(6))).isEmpty();
    assertThat(findings.history(new FindingId("b")))
        .singleElement()
        .satisfies(act -> {
          assertThat(act.from()).isEqualTo(Finding.Status.NEW);
          assertThat(act.author()).isEqualTo("ana");
        });
    assertThat(findings.triage(new FindingId("none"), Finding.Status.NEW, "", "ana", NOON))
        .isEmpty();
  }

  @Test
  void redeemsASignInTokenOnce() {
    store
        .tokens()
        .add(
            new Token(
                "t",
                Kind.SIGN_IN,
                "start",
                Role.ADMIN,
                NOON,
                Optional.of(NOON.plusSeconds(60)),
                Optional.empty()),
            "d");
    assertThat(store.tokens().redeem("d", NOON.plusSeconds(61))).isEmpty();
    assertThat(store.tokens().redeem("d", NOON)).isPresent();
    assertThat(store.tokens().redeem("d", NOON)).isEmpty();
  }

  @Test
  void notesTheUseOfAToken() {
    store
        .tokens()
        .add(
            new Token("t", Kind.API, "ci", Role.SENDER, NOON, Optional.empty(), Optional.empty()),
            "d");
    assertThat(store.tokens().use("d", NOON)).isPresent();
    assertThat(store.tokens().list(Kind.API, NOON))
        .singleElement()
        .satisfies(token -> assertThat(token.lastUsed()).contains(NOON));
    assertThat(store.tokens().revoke("t")).isTrue();
    assertThat(store.tokens().use("d", NOON)).isEmpty();
    assertThat(store.tokens().revoke("t")).isFalse();
  }

  @Test
  void manyCallersShareTheWriter() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Events.Numbered>>> appended = new ArrayList<>();
      for (int caller = 0; caller < 64; caller++) {
        String prefix = "c" + caller + "-";
        Callable<List<Events.Numbered>> append =
            () -> store.events().append(List.of(event(prefix + 1, NOON), event(prefix + 2, NOON)));
        appended.add(threads.submit(append));
      }
      Set<Long> numbers = new java.util.TreeSet<>();
      for (var future : appended) {
        future.get().forEach(numbered -> numbers.add(numbered.sequence()));
      }
      assertThat(numbers).hasSize(128).contains(1L, 128L);
    }
    assertThat(store.events().after(100, 1_000)).hasSize(28);
  }

  @Test
  void oneBadCallerDoesNotSpoilTheOthers() {
    store.events().append(List.of(event("twice", NOON)));
    assertThatThrownBy(
            () -> store.events().append(List.of(event("fresh", NOON), event("twice", NOON))))
        .isInstanceOf(StoreException.class);
    assertThat(store.events().find(new EventId("fresh"))).isEmpty();
    assertThat(store.events().append(List.of(event("fresh", NOON)))).hasSize(1);
  }

  @Test
  void aSecondProcessIsRefused() {
    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IN_USE))
        .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
  }

  @Test
  void aDamagedFileIsRefusedAndLeftAlone() throws Exception {
    store.close();
    Path file = path.resolve("sextant.db");
    byte[] bytes =
        "this is no database, it only looks like a file that somebody wrote over"
            .repeat(100)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.CORRUPT));
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    Files.delete(file);
    store = SqliteStore.open(folder);
  }

  private static Findings.Filter of(String technique) {
    return new Findings.Filter(
        Set.of(),
        Set.of(),
        Optional.of(new TechniqueId(technique)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static Findings.Filter filter(Set<Finding.Status> status, String text) {
    return new Findings.Filter(
        status,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text);
  }

  private static List<String> ids(Page<Finding> page) {
    return page.items().stream().map(finding -> finding.id().value()).toList();
  }

  static Event event(String id, Instant time) {
    var body =
        JsonMapper.shared()
            .createObjectNode()
            .put("service.name", "desk")
            .put("text", "Grüße " + id);
    return new Event(
        new EventId(id),
        time,
        time,
        new LogSource("llm_inference", "ai", ""),
        body,
        new Event.Original(
            SourceFormat.JSON_LINES, ("original of " + id).getBytes(StandardCharsets.UTF_8)));
  }

  static Finding finding(String id, Instant time, String key, String... evidence) {
    var entities = new LinkedHashMap<String, String>();
    entities.put("principal", "u-" + key);
    return new Finding(
        new FindingId(id),
        new RuleId("rule"),
        "Title",
        Level.HIGH,
        new ReleaseId("2026.05"),
        List.of(new TechniqueId("AML.T0051.000")),
        List.of(),
        "desk",
        entities,
        java.util.Arrays.stream(evidence).map(EventId::new).toList(),
        List.of(new FieldMatch("selection", "text.user", "v", "contains v")),
        time,
        time,
        key,
        1,
        Finding.Status.NEW);
  }
}
