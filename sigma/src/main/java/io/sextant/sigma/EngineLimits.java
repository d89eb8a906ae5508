package io.sextant.sigma;

import java.time.Duration;

/// How much an engine may hold for its correlations.
///
/// @param groups windows kept apart by `group-by`, for each correlation; when there are more, the
///   one that was idle longest is dropped and counted
/// @param events events held in all windows together; when there are more, old ones are dropped and
///   counted
/// @param lateness how much older than the newest event of its window an event may be and still
///   find everything it belongs with
public record EngineLimits(int groups, int events, Duration lateness) {
  /// 100,000 groups, a million events, one minute.
  public static final EngineLimits DEFAULT =
      new EngineLimits(100_000, 1_000_000, Duration.ofMinutes(1));

  public EngineLimits {
    if (groups < 1 || events < 1 || lateness.isNegative()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
