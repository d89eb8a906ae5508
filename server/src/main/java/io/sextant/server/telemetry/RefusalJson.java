package io.sextant.server.telemetry;

import io.sextant.core.telemetry.Refusal;
import java.time.Instant;
import java.util.List;

/// A refused record as the API shows it.
record RefusalJson(
    Instant time,
    String format,
    String source,
    long position,
    String code,
    String message,
    String excerpt) {

  static RefusalJson of(Refusal refusal) {
    return new RefusalJson(
        refusal.time(),
        refusal.format().label(),
        refusal.source(),
        refusal.position(),
        refusal.code(),
        refusal.message(),
        refusal.excerpt());
  }

  /// Several, the newest first.
  record Items(List<RefusalJson> items) {}

  /// What became of one request of records.
  record Result(long accepted, long refused, List<RefusalJson> refusals) {}
}
