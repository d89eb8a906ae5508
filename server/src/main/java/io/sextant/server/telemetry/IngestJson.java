package io.sextant.server.telemetry;

import java.time.Instant;
import java.util.List;

/// The state of ingestion as the API shows it.
public record IngestJson(
    long accepted,
    long refused,
    long ignored,
    double perSecond,
    long queued,
    long capacity,
    long stored,
    long searched,
    long overloads,
    List<Endpoint> endpoints,
    List<SourceJson> sources,
    List<Integer> history) {

  /// Where telemetry may be sent.
  public record Endpoint(String name, String address, String status) {}

  /// One sender.
  record SourceJson(
      String service, String format, long accepted, long refused, double perSecond, Instant last) {
    static SourceJson of(IngestFigures.SourceFigures figures) {
      return new SourceJson(
          figures.source().service(),
          figures.source().format(),
          figures.accepted(),
          figures.refused(),
          figures.perSecond(),
          figures.last());
    }
  }
}
