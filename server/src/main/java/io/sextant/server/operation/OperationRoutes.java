package io.sextant.server.operation;

import io.sextant.core.access.Permission;
import io.sextant.server.http.Routes;
import io.sextant.server.operation.Health.HealthJson;
import java.nio.charset.StandardCharsets;

/// Health and figures.
public final class OperationRoutes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final Figures figures;
  private final String version;

  public OperationRoutes(Health health, Figures figures, String version) {
    this.health = health;
    this.figures = figures;
    this.version = version;
  }

  public void addTo(Routes routes) {
    routes
        .get(
            "/health",
            Permission.PUBLIC,
            exchange -> {
              HealthJson now = health.look(version);
              exchange.json(now.status().equals("up") ? 200 : 503, now);
            })
        .get(
            "/metrics",
            Permission.READ,
            exchange ->
                exchange.answer(
                    200, PROMETHEUS, figures.scrape().getBytes(StandardCharsets.UTF_8)));
  }
}
