package io.sextant.server.telemetry;

import io.sextant.core.telemetry.Limits;
import java.time.Duration;

/// How much telemetry is taken in at once.
///
/// @param limits bounds of a request and a record
/// @param memoryBytes memory that requests being worked on may take together, as estimated by
///   [#costOf]
/// @param records events that may wait to be stored
/// @param patience how long a request waits for room before its sender is told to try again
/// @param retryAfter when a sender that was told so should try
/// @param requireToken whether telemetry needs a token also on loopback
public record IngestConfig(
    Limits limits,
    long memoryBytes,
    int records,
    Duration patience,
    Duration retryAfter,
    boolean requireToken) {
  /// One byte of a request becomes about eight while it is worked on: the message, its original,
  /// the tree of fields and the views.
  private static final int EXPANSION = 8;

  /// The share of the heap that requests may take; the rest is for rules, pages and the store.
  private static final int HEAP_SHARE = 3;

  /// About 20 s of full load.
  private static final int RECORDS = 100_000;

  /// Long enough to ride out one slow commit.
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /// For the heap of this process.
  public static IngestConfig defaults() {
    return new IngestConfig(
        Limits.DEFAULT,
        Runtime.getRuntime().maxMemory() / HEAP_SHARE,
        RECORDS,
        PATIENCE,
        RETRY_AFTER,
        false);
  }

  public IngestConfig withRequireToken(boolean required) {
    return new IngestConfig(limits, memoryBytes, records, patience, retryAfter, required);
  }

  /// The memory that so many bytes of a request need.
  long costOf(long bytes) {
    return bytes * EXPANSION;
  }
}
