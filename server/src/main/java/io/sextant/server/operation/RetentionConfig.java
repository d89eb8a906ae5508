package io.sextant.server.operation;

import java.time.Duration;

/// How long and how much of the journal is kept. Findings stay until people delete them.
///
/// @param age older events go
/// @param bytes the oldest go when the journal is larger
/// @param interval how often this is looked at
public record RetentionConfig(Duration age, long bytes, Duration interval) {
  /// A month and 10 GiB, looked at every minute.
  public static final RetentionConfig DEFAULT =
      new RetentionConfig(Duration.ofDays(30), 10L << 30, Duration.ofMinutes(1));
}
