package io.sextant.ledger.log;

import java.time.Duration;

/// How a ledger works.
///
/// @param checkpointEvery longest time that an entry waits for a checkpoint
/// @param segmentBytes size at which the journal begins a new file; as much is read when opening
public record LedgerOptions(Duration checkpointEvery, long segmentBytes) {
  /// Short enough that a receipt can be had at once by a person's measure; signing costs a
  /// millisecond.
  public static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

  /// Read in well under a second; large enough that making its tiles durable is rare.
  public static final long SEGMENT_BYTES = 32L << 20;

  public static LedgerOptions defaults() {
    return new LedgerOptions(CHECKPOINT_EVERY, SEGMENT_BYTES);
  }
}
