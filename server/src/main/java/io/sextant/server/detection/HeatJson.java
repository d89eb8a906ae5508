package io.sextant.server.detection;

import io.sextant.core.detection.Findings.Heat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// How often a technique was seen, as the API writes it.
public record HeatJson(
    String technique, long findings, long occurrences, long open, String highest, Instant last) {
  public static HeatJson of(Heat heat) {
    return new HeatJson(
        heat.technique().value(),
        heat.findings(),
        heat.occurrences(),
        heat.open(),
        heat.highest().name().toLowerCase(Locale.ROOT),
        heat.last());
  }

  /// One per technique.
  record Items(List<HeatJson> items) {}
}
