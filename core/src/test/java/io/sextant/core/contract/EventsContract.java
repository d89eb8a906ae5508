package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.event;
import static io.sextant.core.contract.Samples.finding;
import static io.sextant.core.contract.Samples.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.Page;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import io.sextant.core.telemetry.Events.Numbered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a journal must do. A subclass gives a fresh, empty one.
public abstract class EventsContract {
  protected abstract Events events();

  /// The findings that the journal keeps evidence for.
  protected abstract Findings findings();

  @Test
  void givesBackAnEventAsItWas() {
    Event event = event("e1", NOON);
    assertThat(events().append(List.of(event))).extracting(Numbered::sequence).containsExactly(1L);
    Event found = events().find(new EventId("e1")).orElseThrow();
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("original", "body")
        .isEqualTo(event);
    assertThat(found.body()).isEqualTo(event.body());
    assertThat(found.original().format()).isEqualTo(event.original().format());
    assertThat(found.original().bytes()).isEqualTo(event.original().bytes());
    assertThat(events().find(new EventId("none"))).isEmpty();
  }

  @Test
  void givesBackAnEventThatIsItsOwnOriginal() {
    Event event = own("e1", NOON);
    events().append(List.of(event("e0", NOON), event));
    Event found = events().find(new EventId("e1")).orElseThrow();
    assertThat(found.body()).isEqualTo(event.body());
    assertThat(found.original().isBody()).isTrue();
    assertThat(found.original().bytes()).isEqualTo(event.original().bytes());
    assertThat(events().find(new EventId("e0")).orElseThrow().original().isBody()).isFalse();
  }

  @Test
  void numbersFollowEachOther() {
    assertThat(events().append(List.of())).isEmpty();
    events().append(batch(0, 3));
    assertThat(events().append(batch(3, 2))).extracting(Numbered::sequence).containsExactly(4L, 5L);
    assertThat(events().after(1, 3)).extracting(Numbered::sequence).containsExactly(2L, 3L, 4L);
    assertThat(events().after(4, 3))
        .extracting(numbered -> numbered.event().id().value())
        .containsExactly("e4");
    assertThat(events().after(5, 3)).isEmpty();
    assertThat(events().count()).isEqualTo(5);
  }

  @Test
  void appendsAllOrNone() {
    events().append(List.of(event("twice", NOON)));
    assertThatThrownBy(() -> events().append(List.of(event("fresh", NOON), event("twice", NOON))))
        .isInstanceOf(RuntimeException.class);
    assertThat(events().count()).isEqualTo(1);
    assertThat(events().find(new EventId("fresh"))).isEmpty();
    assertThat(events().append(List.of(event("fresh", NOON))))
        .extracting(Numbered::sequence)
        .containsExactly(2L);
  }

  @Test
  void pagesNewestFirstWithoutGapOrRepetition() {
    for (int i = 0; i < 25; i++) {
      events()
          .append(
              List.of(
                  event("e" + i, NOON.plusSeconds(i)),
                  event("other" + i, NOON, "predict", i % 2 == 0 ? "desk" : "till")));
    }
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Event> page = events().page("llm_inference", "desk", cursor, 10);
      page.items().forEach(event -> seen.add(event.id().value()));
      cursor = page.next();
      events().append(List.of(event("meanwhile" + seen.size(), NOON)));
    } while (cursor.isPresent());
    assertThat(seen)
        .hasSize(25)
        .startsWith("e24", "e23")
        .endsWith("e1", "e0")
        .doesNotHaveDuplicates();
    assertThat(events().page("", "till", Optional.empty(), 100).items()).hasSize(12);
    assertThat(events().page("predict", "", Optional.empty(), 25).items()).hasSize(25);
    assertThat(events().page("predict", "", Optional.empty(), 25).next()).isEmpty();
    assertThat(events().page("mcp", "", Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void findsTheFirstSinceATime() {
    assertThat(events().firstSince(NOON)).isEqualTo(1);
    events().append(List.of(event("new", NOON), event("late", NOON.minusSeconds(9))));
    assertThat(events().firstSince(NOON)).isEqualTo(1);
    assertThat(events().firstSince(Instant.MIN)).isEqualTo(1);
    assertThat(events().firstSince(NOON.plusSeconds(1))).isEqualTo(3);
  }

  @Test
  void neverUsesANumberAgain() {
    events().append(List.of(event("old", NOON), event("new", NOON.plusSeconds(60))));
    findings().record(List.of(), 2);
    assertThat(events().prune(NOON.plusSeconds(3600), Long.MAX_VALUE)).isEqualTo(2);
    assertThat(events().count()).isZero();
    assertThat(events().append(List.of(event("next", NOON))))
        .extracting(Numbered::sequence)
        .containsExactly(3L);
    assertThat(events().firstSince(NOON)).isEqualTo(3);
    assertThat(events().firstSince(NOON.plusSeconds(1))).isEqualTo(4);
  }

  @Test
  void prunesWhatIsOlder() {
    events().append(batch(0, 10));
    findings().record(List.of(), 10);
    assertThat(events().prune(NOON.plusSeconds(4), Long.MAX_VALUE)).isEqualTo(4);
    assertThat(events().after(0, 1).getFirst().event().id().value()).isEqualTo("e4");
    assertThat(events().prune(NOON.plusSeconds(4), Long.MAX_VALUE)).isZero();
  }

  @Test
  void prunesTheOldestUntilTheSizeFitsAndKeepsOpenEvidence() {
    events().append(batch(0, 2_000));
    findings().record(List.of(finding("f", NOON, "key", "e0", "e1")), 2_000);
    events().prune(Instant.MIN, 60_000);
    assertThat(events().count()).isBetween(1L, 1_000L);
    assertThat(events().find(new EventId("e0"))).isPresent();
    assertThat(events().find(new EventId("e2"))).isEmpty();
    assertThat(events().find(new EventId("e1999"))).isPresent();
  }

  @Test
  void keepsWhatHasNotBeenSearched() {
    events().append(batch(0, 10));
    findings().record(List.of(), 4);
    assertThat(events().prune(Instant.MAX, 0)).isEqualTo(4);
    assertThat(events().count()).isEqualTo(6);
    assertThat(events().after(0, 1).getFirst().sequence()).isEqualTo(5);
  }

  @Test
  void letsEvidenceGoOnceItsFindingIsSettled() {
    events().append(batch(0, 3));
    findings().record(List.of(finding("f", NOON, "key", "e1")), 3);
    FindingId id = new FindingId("f");
    findings().triage(id, Finding.Status.ACKNOWLEDGED, "", "ana", NOON);
    assertThat(events().prune(Instant.MAX, 0)).isEqualTo(2);
    findings().triage(id, Finding.Status.RESOLVED, "", "ana", NOON);
    assertThat(events().prune(Instant.MAX, 0)).isEqualTo(1);
    assertThat(events().find(new EventId("e1"))).isEmpty();
  }

  private static List<Event> batch(int from, int count) {
    List<Event> batch = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      batch.add(event("e" + i, NOON.plusSeconds(i)));
    }
    return batch;
  }
}
