package io.sextant.core.awareness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When to ask a question again: FSRS 4.5 (open-spaced-repetition), with its published default
/// weights, and 90 % as the chance of knowing the answer that is aimed at.
public final class Schedule {
  /// Indices as in the description of the algorithm, w0 to w16.
  private static final double[] WEIGHTS = {
    0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298, 0.8975, 0.031, 1.6474, 0.1367, 1.0461, 2.1072,
    0.0793, 0.3246, 1.587, 0.2272, 2.8755
  };

  private static final double DECAY = -0.5;

  /// Makes the chance 90 % after as many days as the stability.
  private static final double FACTOR = 19.0 / 81.0;

  private static final double LEAST_STABILITY = 0.01;

  /// Beyond a year releases have changed, and people move on.
  private static final double LONGEST_DAYS = 365;

  /// A wrong answer comes again in the same sitting.
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private static final Duration DAY = Duration.ofDays(1);

  private Schedule() {}

  /// The card after an answer; `before` is empty at the first.
  public static Card after(Optional<Card> before, String question, Recall recall, Instant now) {
    double stability =
        Math.max(
            LEAST_STABILITY,
            before
                .map(card -> stability(card, recall, now))
                .orElseGet(() -> WEIGHTS[recall.grade() - 1]));
    double difficulty =
        before
            .map(card -> difficulty(card.difficulty(), recall))
            .orElseGet(() -> firstDifficulty(recall));
    boolean lapsed = before.isPresent() && recall == Recall.WRONG;
    return new Card(
        question,
        stability,
        difficulty,
        before.map(Card::answered).orElse(0) + 1,
        before.map(Card::lapses).orElse(0) + (lapsed ? 1 : 0),
        now,
        now.plus(recall == Recall.WRONG ? AGAIN : interval(stability)));
  }

  /// The chance, 0 to 1, that the answer is known now.
  public static double chance(Card card, Instant now) {
    double days =
        Math.max(0, Duration.between(card.last(), now).toSeconds() / (double) DAY.toSeconds());
    return Math.pow(1 + FACTOR * days / card.stability(), DECAY);
  }

  private static Duration interval(double stability) {
    long days = Math.round(Math.clamp(stability, 1, LONGEST_DAYS));
    return Duration.ofDays(days);
  }

  private static double stability(Card card, Recall recall, Instant now) {
    double chance = chance(card, now);
    double old = card.stability();
    if (recall == Recall.WRONG) {
      double after =
          WEIGHTS[11]
              * Math.pow(card.difficulty(), -WEIGHTS[12])
              * (Math.pow(old + 1, WEIGHTS[13]) - 1)
              * Math.exp(WEIGHTS[14] * (1 - chance));
      return Math.min(old, after);
    }
    double factor =
        switch (recall) {
          case UNSURE -> WEIGHTS[15];
          case EASY -> WEIGHTS[16];
          case RIGHT, WRONG -> 1;
        };
    return old
        * (1
            + Math.exp(WEIGHTS[8])
                * (11 - card.difficulty())
                * Math.pow(old, -WEIGHTS[9])
                * (Math.exp(WEIGHTS[10] * (1 - chance)) - 1)
                * factor);
  }

  private static double firstDifficulty(Recall recall) {
    return bounded(WEIGHTS[4] - (recall.grade() - 3) * WEIGHTS[5]);
  }

  /// Drawn a little towards the usual difficulty, so that nothing stays hard for ever.
  private static double difficulty(double old, Recall recall) {
    double moved = old - WEIGHTS[6] * (recall.grade() - 3);
    return bounded(WEIGHTS[7] * firstDifficulty(Recall.RIGHT) + (1 - WEIGHTS[7]) * moved);
  }

  private static double bounded(double difficulty) {
    return Math.clamp(difficulty, 1, 10);
  }
}
