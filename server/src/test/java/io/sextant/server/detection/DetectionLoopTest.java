package io.sextant.server.detection;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.IdSource;
import io.sextant.core.contract.InMemoryEvents;
import io.sextant.core.contract.InMemoryFindings;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.RuleFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What only time decides is found once, also by a search that begins anew.
class DetectionLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant LATER = NOON.plus(Duration.ofMinutes(5));

  private static final String FEW =
      """
      title: Greeting
      id: 0a4c1f0e-6f1b-4a86-9d0b-0d7c1e9c7b01
      name: greeting
      status: test
      level: informational
      logsource: {product: ai, category: llm_inference}
      detection:
        selection:
          text|contains: Grüße
        condition: selection
      ---
      title: Few greetings
      id: 0a4c1f0e-6f1b-4a86-9d0b-0d7c1e9c7b02
      status: test
      level: low
      correlation:
        type: event_count
        rules: [greeting]
        group-by: [service.name]
        timespan: 10s
        condition:
          lt: 3
      """;

  private final InMemoryFindings findings = new InMemoryFindings();
  private final InMemoryEvents events = new InMemoryEvents(findings);
  private final List<Finding> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger drawn = new AtomicInteger();
  private final RuleBook rules = rules();

  @Test
  void whatTimeBroughtIsNotFoundAgainAfterARestart() {
    events.append(List.of(event("e1", NOON)));
    runUntilTimePassed();
    assertThat(published).hasSize(1);
    assertThat(findings.passedThrough()).isEqualTo(LATER);
    runUntilTimePassed();
    assertThat(published).hasSize(1);
    assertThat(findings.find(published.getFirst().id()).orElseThrow().count()).isEqualTo(1);
  }

  /// Runs a new search until it has looked at the clock and done what that asked for.
  private void runUntilTimePassed() {
    AtomicInteger looks = new AtomicInteger();
    Journal journal = new Journal(events);
    IdSource ids = () -> "f" + drawn.incrementAndGet();
    try (DetectionLoop loop =
        new DetectionLoop(
            journal,
            findings,
            () -> rules,
            ids,
            () -> {
              looks.incrementAndGet();
              return LATER;
            },
            published::addAll)) {
      loop.start();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            journal.wake();
            return looks.get() >= 2;
          });
    }
  }

  private static RuleBook rules() {
    ReleaseIndex release = AtlasLibrary.builtIn().current();
    RuleBook book =
        RuleBook.read(
            List.of(new RuleFile("few.yml", FEW)),
            release,
            RuleBook.empty(release),
            Optional.empty());
    assertThat(book.pack().issues()).isEmpty();
    return book;
  }
}
