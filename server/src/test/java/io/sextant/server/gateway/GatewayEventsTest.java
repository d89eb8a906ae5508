package io.sextant.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.telemetry.Category;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.core.telemetry.Limits;
import io.sextant.core.telemetry.Told;
import io.sextant.server.telemetry.JsonLinesIntake;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every event of the gateway is stored once, whatever the store does meanwhile, and requests wait
/// for a store that is merely slow.
@Timeout(60)
class GatewayEventsTest {
  private static final int ENOUGH_TO_FILL = 1_600;
  private final List<String> stored = new CopyOnWriteArrayList<>();

  @Test
  void aRequestWaitsForASlowStore() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    GatewayEvents events =
        gateway(batch -> {
          asked.countDown();
          wait(held);
          return keep(batch);
        });
    events.start();
    events.tell(event(0, ""));
    asked.await();
    IntStream.range(1, ENOUGH_TO_FILL).forEach(it -> events.tell(event(it, "")));

    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread request = Thread.ofPlatform().start(() -> answer.complete(events.keepsUp()));
    while (request.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();
    held.countDown();

    assertThat(answer.join()).isTrue();
    events.close();
    assertThat(stored).hasSize(ENOUGH_TO_FILL).doesNotHaveDuplicates();
  }

  @Test
  void aFailingStoreTurnsRequestsAwayAndLosesNothing() throws Exception {
    CountDownLatch mended = new CountDownLatch(1);
    CountDownLatch failures = new CountDownLatch(2);
    GatewayEvents events =
        gateway(batch -> {
          if (mended.getCount() == 0) {
            return keep(batch);
          }
          failures.countDown();
          return false;
        });
    events.start();
    IntStream.range(0, ENOUGH_TO_FILL).forEach(it -> events.tell(event(it, "")));
    failures.await();
    int told = ENOUGH_TO_FILL;
    while (events.waiting() < ENOUGH_TO_FILL) {
      events.tell(event(told++, ""));
    }

    assertThat(events.keepsUp()).isFalse();

    mended.countDown();
    events.close();
    assertThat(stored).hasSize(told).doesNotHaveDuplicates();
  }

  @Test
  void aBatchIsWhatTheStoreTakesInOnePiece() throws Exception {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    List<Integer> counts = new CopyOnWriteArrayList<>();
    GatewayEvents events =
        gateway(batch -> {
          sizes.add(batch.stream().mapToInt(it -> it.original().bytes().length).sum());
          counts.add(batch.size());
          return keep(batch);
        });
    IntStream.range(0, 1_200).forEach(it -> events.tell(event(it, "x".repeat(5_000))));
    String huge = "y".repeat((int) JsonLinesIntake.PART_BYTES);
    events.tell(event(1_200, huge));
    events.tell(event(1_201, ""));
    events.start();
    events.close();

    assertThat(stored).hasSize(1_202).doesNotHaveDuplicates();
    assertThat(counts).allMatch(it -> it <= JsonLinesIntake.PART_RECORDS);
    assertThat(sizes.stream().filter(it -> it >= JsonLinesIntake.PART_BYTES)).hasSize(1);
    assertThat(counts.get(sizes.indexOf(sizes.stream().max(Integer::compare).orElseThrow())))
        .isEqualTo(1);
  }

  private static GatewayEvents gateway(GatewayEvents.Store store) {
    JsonNormalizer normalizer =
        new JsonNormalizer(
            Limits.DEFAULT, InstantSource.system(), () -> UUID.randomUUID().toString());
    return new GatewayEvents(normalizer::own, store);
  }

  private static Told event(int number, String text) {
    Told told = Told.of(Category.LLM_INFERENCE, Instant.EPOCH);
    told.body().put("gen_ai.conversation.id", "event-" + number).put("text", text);
    return told;
  }

  private boolean keep(List<Event> batch) {
    batch.forEach(it -> stored.add(it.body().path("gen_ai.conversation.id").stringValue()));
    return true;
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
