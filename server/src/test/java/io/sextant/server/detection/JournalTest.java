package io.sextant.server.detection;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.contract.InMemoryEvents;
import io.sextant.core.contract.InMemoryFindings;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Events.Numbered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Detection reads every event once and in order, from memory as long as it keeps up.
class JournalTest {
  private final CountingEvents events = new CountingEvents();
  private final Journal journal = new Journal(events);
  private int made;

  @Test
  void whatWasJustAppendedNeedsNoReading() {
    long mark = 0;
    for (int round = 0; round < 100; round++) {
      journal.appended(append(50));
      List<Numbered> batch = journal.after(mark, 512);
      assertThat(batch).hasSize(50);
      mark = batch.getLast().sequence();
    }
    assertThat(events.reads).isZero();
  }

  @Test
  void theStoreIsAskedAgainOnlyWhenNothingCameForAWhile() throws InterruptedException {
    journal.appended(append(3));
    assertThat(journal.after(0, 10)).hasSize(3);
    assertThat(journal.after(3, 10)).isEmpty();
    int before = events.reads;
    journal.appended(append(3));
    assertThat(journal.after(3, 10)).hasSize(3);
    assertThat(journal.after(6, 10)).isEmpty();
    assertThat(events.reads).isEqualTo(before);

    append(3); // stored by somebody who offers nothing
    journal.await(Duration.ZERO); // takes the signal of what was offered
    assertThat(journal.after(6, 10)).isEmpty();
    journal.await(Duration.ZERO);
    assertThat(journal.after(6, 10)).hasSize(3);
  }

  @Test
  void memoryIsBoundedAndTheRestIsRead() {
    for (int i = 0; i < 40; i++) {
      journal.appended(append(500));
    }
    assertThat(readAll(0)).isEqualTo(20_000);
    assertThat(events.reads).isBetween(20, 40);
  }

  @Test
  void aGapIsReadNotPassedOver() {
    List<Numbered> slow = append(3);
    journal.appended(append(3));
    assertThat(journal.after(0, 10)).extracting(Numbered::sequence).startsWith(1L, 2L, 3L);
    journal.appended(slow);
    assertThat(journal.after(6, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyEventComesOnceWhateverTheOrderOfOffers(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Deque<List<Numbered>> notOffered = new ArrayDeque<>();
    long mark = 0;
    for (int i = 0; i < 3_000; i++) {
      switch (random.nextInt(4)) {
        case 0 -> notOffered.addLast(append(1 + random.nextInt(20)));
        case 1 -> journal.appended(append(1 + random.nextInt(20)));
        case 2 -> {
          if (!notOffered.isEmpty()) {
            journal.appended(
                random.nextBoolean() ? notOffered.removeFirst() : notOffered.removeLast());
          }
        }
        default -> mark = read(mark, 1 + random.nextInt(60));
      }
    }
    assertThat(readAll(mark)).as("seed %d", seed).isEqualTo(made);
  }

  private long readAll(long mark) {
    long at = mark;
    for (long next = read(at, 512); next != at; next = read(at, 512)) {
      at = next;
    }
    return at;
  }

  /// Reads a batch, which must go on where the last one ended.
  private long read(long mark, int limit) {
    long at = mark;
    for (Numbered numbered : journal.after(mark, limit)) {
      at++;
      assertThat(numbered.sequence()).isEqualTo(at);
      assertThat(numbered.event().id().value()).isEqualTo("e" + at);
    }
    return at;
  }

  private List<Numbered> append(int count) {
    List<Event> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(event("e" + ++made, NOON));
    }
    return events.append(batch);
  }

  /// A journal that counts how often it is read.
  private static final class CountingEvents extends InMemoryEvents {
    private int reads;

    CountingEvents() {
      super(new InMemoryFindings());
    }

    @Override
    public List<Numbered> after(long sequence, int limit) {
      reads++;
      return super.after(sequence, limit);
    }
  }
}
