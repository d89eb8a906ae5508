package io.sextant.server.telemetry;

import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.Events;
import java.util.List;
import java.util.function.Supplier;

/// Puts the state of ingestion together when somebody looks. Thread-safe.
public final class IngestStatus {
  private final Intake intake;
  private final IngestFigures figures;
  private final Events events;
  private final Findings findings;
  private final Supplier<List<IngestJson.Endpoint>> endpoints;

  /// @param endpoints asked at every look, for they are known only after the start
  public IngestStatus(
      Intake intake,
      IngestFigures figures,
      Events events,
      Findings findings,
      Supplier<List<IngestJson.Endpoint>> endpoints) {
    this.intake = intake;
    this.figures = figures;
    this.events = events;
    this.findings = findings;
    this.endpoints = endpoints;
  }

  public IngestJson now() {
    return new IngestJson(
        figures.accepted(),
        figures.refused(),
        figures.ignored(),
        figures.perSecond(),
        intake.queued(),
        intake.capacity(),
        events.count(),
        findings.searchedThrough(),
        figures.overloads(),
        endpoints.get(),
        figures.sources().stream().map(IngestJson.SourceJson::of).toList(),
        figures.history());
  }

  /// Changes whenever [#now] would differ in more than rates.
  public long version() {
    return figures.accepted() + figures.refused() + figures.ignored() + figures.overloads();
  }
}
