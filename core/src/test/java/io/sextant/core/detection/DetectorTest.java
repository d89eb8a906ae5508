package io.sextant.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events.Numbered;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.core.telemetry.Views;
import io.sextant.sigma.Level;
import io.sextant.sigma.LogSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DetectorTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String RULES =
      """
      title: Refused call
      id: 00000000-0000-4000-8000-00000000000a
      name: refused
      level: low
      tags: [atlas.aml.t0051]
      logsource: {product: ai, category: llm_inference}
      detection:
        selection:
          gen_ai.response.finish_reasons: content_filter
        condition: selection
      ---
      title: Many refused calls
      id: 00000000-0000-4000-8000-00000000000b
      level: high
      tags: [atlas.aml.t0054]
      correlation:
        type: event_count
        rules: [refused]
        group-by: [principal]
        timespan: 10m
        condition: {gte: 3}
        generate: true
      """;

  private final Map<Long, Event> journal = new HashMap<>();

  private Detector detector() {
    IdSource ids = new Counter();
    RulePack pack =
        RulePack.of(List.of(new RuleFile("rules.yml", RULES)), RELEASE, Optional.empty());
    assertThat(pack.issues()).isEmpty();
    return new Detector(pack, ids, sequence -> Optional.ofNullable(journal.get(sequence)));
  }

  private static final class Counter implements IdSource {
    private int drawn;

    @Override
    public String next() {
      return "finding-" + ++drawn;
    }
  }

  private Numbered event(long sequence, String user, String finishReason) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putArray("gen_ai.response.finish_reasons").add(finishReason);
    body.put("service.name", "desk")
        .put("user.id", user)
        .put("gen_ai.conversation.id", "c-" + user);
    body.put("gen_ai.request.model", "m-1");
    Event event =
        new Event(
            new EventId("event-" + sequence),
            START.plusSeconds(sequence),
            START,
            new LogSource("llm_inference", "ai", ""),
            Views.derive(body),
            new Event.Original(SourceFormat.JSON_LINES, new byte[0]));
    journal.put(sequence, event);
    return new Numbered(sequence, event);
  }

  @Test
  void aMatchBecomesAFindingWithEverythingKnown() {
    List<Finding> found = detector().accept(event(7, "ann", "content_filter"));
    assertThat(found)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.title()).isEqualTo("Refused call");
          assertThat(finding.level()).isEqualTo(Level.LOW);
          assertThat(finding.release()).isEqualTo(new ReleaseId("2026.05"));
          assertThat(finding.techniques()).containsExactly(new TechniqueId("AML.T0051"));
          assertThat(finding.tactics()).isNotEmpty();
          assertThat(finding.system()).isEqualTo("desk");
          assertThat(finding.entities())
              .containsEntry("principal", "ann")
              .containsEntry("conversation", "c-ann")
              .containsEntry("gen_ai.request.model", "m-1");
          assertThat(finding.evidence()).containsExactly(new EventId("event-7"));
          assertThat(finding.matches()).isNotEmpty();
          assertThat(finding.first()).isEqualTo(START.plusSeconds(7));
          assertThat(finding.status()).isEqualTo(Finding.Status.NEW);
          assertThat(finding.count()).isEqualTo(1);
        });
    assertThat(detector().accept(event(8, "ann", "stop"))).isEmpty();
  }

  @Test
  void aCorrelationNamesAllItsEvidence() {
    Detector detector = detector();
    List<Finding> found = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      found.addAll(detector.accept(event(i, "ann", "content_filter")));
      found.addAll(detector.accept(event(10 + i, "bob", i == 3 ? "stop" : "content_filter")));
    }
    assertThat(found)
        .filteredOn(finding -> finding.title().equals("Many refused calls"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.evidence())
              .containsExactly(
                  new EventId("event-1"), new EventId("event-2"), new EventId("event-3"));
          assertThat(finding.entities().firstEntry()).isEqualTo(Map.entry("principal", "ann"));
          assertThat(finding.system()).isEqualTo("desk");
        });
  }

  @Test
  void theDedupKeyIsStableAndTellsApartWhatDiffers() {
    String first = key(detector().accept(event(1, "ann", "content_filter")));
    assertThat(key(detector().accept(event(2, "ann", "content_filter")))).isEqualTo(first);
    assertThat(key(detector().accept(event(3, "bob", "content_filter")))).isNotEqualTo(first);
    assertThat(first).isEqualTo("7c23a198");
  }

  private static String key(List<Finding> found) {
    return found.getFirst().dedupKey().substring(0, 8);
  }

  @Test
  void aWarmedUpDetectorKnowsWhatTheOldOneKnew() {
    Detector old = detector();
    old.accept(event(1, "ann", "content_filter"));
    old.accept(event(2, "ann", "content_filter"));
    Detector fresh = detector();
    assertThat(fresh.warmUpWindow()).isEqualTo(Duration.ofMinutes(10));
    fresh.warmUp(new Numbered(1, journal.get(1L)));
    fresh.warmUp(new Numbered(2, journal.get(2L)));
    Numbered third = event(3, "ann", "content_filter");
    assertThat(titles(fresh.accept(third))).isEqualTo(titles(old.accept(third))).hasSize(2);
  }

  private static List<String> titles(List<Finding> found) {
    return found.stream().map(Finding::title).toList();
  }

  @Test
  void evidenceThatLeftMemoryIsAskedOfTheJournal() {
    Detector detector = detector();
    detector.accept(event(1, "ann", "content_filter"));
    detector.accept(event(2, "ann", "content_filter"));
    Event other = event(3, "bob", "stop").event();
    for (long sequence = 3; sequence < 3 + (1 << 15); sequence++) {
      detector.accept(new Numbered(sequence, other));
    }
    Event late = event(3, "ann", "content_filter").event();
    List<Finding> found = detector.accept(new Numbered(100_000, late));
    assertThat(found)
        .filteredOn(finding -> finding.title().equals("Many refused calls"))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.evidence())
                .containsExactly(
                    new EventId("event-1"), new EventId("event-2"), new EventId("event-3")));
  }
}
