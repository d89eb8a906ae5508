package io.sextant.server.coverage;

import io.sextant.core.access.Permission;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.crosswalk.BundledCrosswalks;
import io.sextant.core.crosswalk.Crosswalk;
import io.sextant.core.crosswalk.CrosswalkReader;
import io.sextant.core.crosswalk.Framework;
import io.sextant.core.crosswalk.FrameworkAssessor;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.detection.Findings;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.Systems;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import io.sextant.server.system.SystemRoutes;
import io.sextant.server.threat.Landings;
import io.sextant.server.threat.ThreatModel;
import java.util.concurrent.CompletableFuture;

/// Frameworks in their editions, and where a system stands with one: its statement of applicability
/// too.
public final class FrameworkRoutes {
  private final Systems systems;
  private final Findings findings;
  private final ThreatModel model;
  private final CompletableFuture<Crosswalk> crosswalk;

  public FrameworkRoutes(Systems systems, Findings findings, ThreatModel model) {
    this.systems = systems;
    this.findings = findings;
    this.model = model;
    // Starting need not wait for thousands of edges.
    crosswalk =
        CompletableFuture.supplyAsync(
            () -> CrosswalkReader.read(BundledCrosswalks.sources()),
            task -> Thread.ofVirtual().name("crosswalks").start(task));
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/frameworks", Permission.READ, this::frameworks)
        .get("/api/v1/systems/{id}/frameworks/{framework}", Permission.READ, this::statement);
  }

  private void frameworks(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(
            new FrameworkJson.FrameworkList(
                crosswalk.join().frameworks().stream()
                    .map(FrameworkJson.FrameworkRef::of)
                    .toList()));
  }

  private void statement(Exchange exchange) {
    SavedMap saved =
        systems.find(SystemRoutes.id(exchange.withoutQuery())).orElseThrow(SystemRoutes::missing);
    Framework framework =
        crosswalk
            .join()
            .framework(exchange.path("framework"))
            .orElseThrow(() ->
                ProblemException.notFound(
                    "No framework has this name, or it has several editions: name one, as in"
                        + " iso-42001@2023."));
    Coverage now = model.coverage(saved, Landings.of(findings).sightings());
    FrameworkCoverage stands =
        new FrameworkAssessor(crosswalk.join(), model.release()).assess(framework, now);
    var map = now.register().derived().map();
    exchange.json(
        new FrameworkJson.Statement(
            map.id().value(),
            map.name(),
            now.register().derived().release().tag(),
            FrameworkJson.FrameworkRef.of(framework),
            FrameworkJson.FrameworkTotals.of(stands),
            stands.lines().stream().map(FrameworkJson.RequirementJson::of).toList()));
  }
}
