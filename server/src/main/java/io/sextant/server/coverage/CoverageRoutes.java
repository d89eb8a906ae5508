package io.sextant.server.coverage;

import io.sextant.core.access.Permission;
import io.sextant.core.detection.Findings;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.Systems;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Routes;
import io.sextant.server.system.SystemRoutes;
import io.sextant.server.threat.Landings;
import io.sextant.server.threat.ThreatModel;

/// The Control Coverage Matrix, and the controls of the workspace.
public final class CoverageRoutes {
  private final Systems systems;
  private final Findings findings;
  private final ThreatModel model;

  public CoverageRoutes(Systems systems, Findings findings, ThreatModel model) {
    this.systems = systems;
    this.findings = findings;
    this.model = model;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/systems/{id}/coverage", Permission.READ, this::coverage)
        .get("/api/v1/controls", Permission.READ, this::controls);
  }

  private void coverage(Exchange exchange) {
    SavedMap saved =
        systems.find(SystemRoutes.id(exchange.withoutQuery())).orElseThrow(SystemRoutes::missing);
    exchange.json(CoverageJson.Matrix.of(model.coverage(saved, Landings.of(findings).sightings())));
  }

  private void controls(Exchange exchange) {
    exchange.withoutQuery().json(CoverageJson.ControlList.of(model.controls()));
  }
}
