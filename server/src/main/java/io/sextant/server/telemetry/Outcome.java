package io.sextant.server.telemetry;

import io.sextant.core.telemetry.Refusal;
import java.time.Duration;
import java.util.List;

/// What became of one request of telemetry.
public sealed interface Outcome {
  /// Everything but the refused records is stored.
  record Stored(int accepted, long ignored, List<Refusal> refusals) implements Outcome {
    public Stored {
      refusals = List.copyOf(refusals);
    }
  }

  /// There is no room now; the sender keeps its records and tries again.
  record Overloaded(Duration retryAfter) implements Outcome {}

  /// They cannot be stored now (the disk is full, the server stops); as before.
  record CannotStore(Duration retryAfter, String why) implements Outcome {}

  /// The request is no telemetry; trying again does not help.
  record Malformed(String code, String why) implements Outcome {}

  /// The body is longer than the limit.
  record TooLarge(long limitBytes) implements Outcome {}
}
