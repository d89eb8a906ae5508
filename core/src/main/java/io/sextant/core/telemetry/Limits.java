package io.sextant.core.telemetry;

import java.time.Duration;

/// Bounds on what is taken in; beyond them a record is refused, never cut silently.
///
/// @param requestBytes bytes of one request or decompressed body
/// @param recordBytes bytes of one record or line
/// @param depth nesting of a record
/// @param recordsPerRequest records in one request
/// @param futureSkew how far ahead of the receiver a record's time may be before it is set to the
///   time of receipt
public record Limits(
    long requestBytes, int recordBytes, int depth, int recordsPerRequest, Duration futureSkew) {
  /// 64 MiB a request, 4 MiB a record, 64 levels, 100,000 records, 10 minutes ahead.
  public static final Limits DEFAULT =
      new Limits(64L << 20, 4 << 20, 64, 100_000, Duration.ofMinutes(10));
}
