package io.sextant.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
  @Test
  void whatComesOutIsInTheOrderOfWhatWentIn() {
    Random random = new Random(4);
    List<Integer> taken = new ArrayList<>();
    Set<Thread> takers = new HashSet<>();
    try (InOrder texts = new InOrder()) {
      for (int i = 0; i < 2_000; i++) {
        int number = i;
        int effort = random.nextInt(20_000);
        texts.add(
            "text",
            () -> {
              long sum = IntStream.range(0, effort).asLongStream().sum();
              return sum < 0 ? -1 : number;
            },
            it -> {
              taken.add(it);
              takers.add(Thread.currentThread());
            });
      }
    }
    assertThat(taken).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
    assertThat(takers).containsExactly(Thread.currentThread());
  }

  @Test
  void longTextsWaitForEachOther() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    String text = "x".repeat(10 << 20);
    try (InOrder texts = new InOrder()) {
      for (int i = 0; i < 5; i++) {
        int before = i;
        texts.add(
            text,
            () -> {
              // Nothing is begun before what came before it was taken.
              assertThat(taken).hasValue(before);
              return begun.incrementAndGet();
            },
            _ -> taken.incrementAndGet());
      }
    }
    assertThat(taken).hasValue(5);
  }

  @Test
  void whatWasBegunIsTakenWhenTheCallerFails() {
    List<Integer> taken = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (InOrder texts = new InOrder()) {
                texts.add("text", () -> 1, taken::add);
                throw new IllegalStateException("no more texts");
              }
            })
        .hasMessage("no more texts");
    assertThat(taken).containsExactly(1);
  }

  @Test
  void aFailureReachesTheCaller() {
    InOrder texts = new InOrder();
    texts.add(
        "text",
        () -> {
          throw new IllegalStateException("no room");
        },
        _ -> {});
    assertThatThrownBy(texts::close).hasRootCauseMessage("no room");
  }
}
