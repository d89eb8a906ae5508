package io.sextant.sigma;

import java.time.Duration;

/// How much an engine may hold for its correlations, and how long it waits for late events.
///
/// @param groups windows kept apart by `group-by`, for each correlation; when there are more, one
///   is dropped and counted
/// @param events events and counted values held in all windows together; when there are more, old
///   ones are dropped and counted
/// @param lateness how much older than the newest event an event may be and still find everything
///   it belongs with
/// @param inOrder whether correlations take events in order of time, once no earlier one can come:
///   they then say the same in whatever order events arrive, but only when the lateness has passed.
///   Otherwise they say what they see at once, and put late events in their place
public record EngineLimits(int groups, int events, Duration lateness, boolean inOrder) {
  /// 100,000 groups, a million events, one minute, at once.
  public static final EngineLimits DEFAULT =
      new EngineLimits(100_000, 1_000_000, Duration.ofMinutes(1), false);

  public EngineLimits {
    if (groups < 1 || events < 1 || lateness.isNegative()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /// The same, taking events in order.
  public EngineLimits takenInOrder() {
    return new EngineLimits(groups, events, lateness, true);
  }
}
