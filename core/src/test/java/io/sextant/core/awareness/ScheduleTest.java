package io.sextant.core.awareness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");

  @Test
  void beginsWithThePublishedValues() {
    Card right = first(Recall.RIGHT);
    assertThat(right.stability()).isEqualTo(3.7145);
    assertThat(right.difficulty()).isEqualTo(5.1618);
    assertThat(right.due()).isEqualTo(NOW.plus(Duration.ofDays(4)));
    assertThat(first(Recall.WRONG).difficulty()).isCloseTo(7.6214, within(1e-9));
    assertThat(first(Recall.EASY).due()).isEqualTo(NOW.plus(Duration.ofDays(14)));
  }

  /// Worked out by hand from the formulas of FSRS 4.5.
  @Test
  void growsAndShrinksByTheFormulas() {
    Card right = first(Recall.RIGHT);
    Instant later = NOW.plus(Duration.ofDays(4));
    double chance = Math.pow(1 + 19.0 / 81.0 * 4 / 3.7145, -0.5);
    assertThat(Schedule.chance(right, later)).isCloseTo(chance, within(1e-12));
    double grown =
        3.7145
            * (1
                + Math.exp(1.6474)
                    * (11 - 5.1618)
                    * Math.pow(3.7145, -0.1367)
                    * (Math.exp(1.0461 * (1 - chance)) - 1));
    Card again = Schedule.after(Optional.of(right), "q", Recall.RIGHT, later);
    assertThat(again.stability()).isCloseTo(grown, within(1e-9));
    assertThat(again.difficulty()).isCloseTo(5.1618, within(1e-9));
    Card wrong = Schedule.after(Optional.of(right), "q", Recall.WRONG, later);
    double shrunk =
        2.1072
            * Math.pow(5.1618, -0.0793)
            * (Math.pow(4.7145, 0.3246) - 1)
            * Math.exp(1.587 * (1 - chance));
    assertThat(wrong.stability()).isCloseTo(shrunk, within(1e-9));
    assertThat(wrong.lapses()).isEqualTo(1);
    assertThat(wrong.due()).isEqualTo(later.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aStabilityIsTheTimeUntilNinetyPercent() {
    Card card = first(Recall.EASY);
    Instant then = NOW.plusSeconds(Math.round(card.stability() * 86_400));
    assertThat(Schedule.chance(card, then)).isCloseTo(0.9, within(1e-4));
  }

  @Test
  void anyHistoryStaysWithinBounds() {
    Random random = new Random(7);
    for (int person = 0; person < 200; person++) {
      Optional<Card> card = Optional.empty();
      Instant now = NOW;
      for (int answer = 0; answer < 60; answer++) {
        Recall recall = Recall.values()[random.nextInt(4)];
        Card next = Schedule.after(card, "q", recall, now);
        assertThat(next.difficulty()).isBetween(1.0, 10.0);
        assertThat(next.stability()).isPositive().isFinite();
        assertThat(Duration.between(now, next.due()))
            .isPositive()
            .isLessThanOrEqualTo(Duration.ofDays(365));
        if (card.isPresent() && recall != Recall.WRONG) {
          assertThat(next.stability()).isGreaterThanOrEqualTo(card.get().stability());
        }
        card = Optional.of(next);
        now = now.plusSeconds(random.nextInt(40 * 86_400));
      }
    }
  }

  private static Card first(Recall recall) {
    return Schedule.after(Optional.empty(), "q", recall, NOW);
  }
}
