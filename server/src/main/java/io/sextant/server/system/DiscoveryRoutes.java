package io.sextant.server.system;

import io.sextant.core.access.Permission;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.Systems;
import io.sextant.core.system.discovery.Discovery;
import io.sextant.core.system.discovery.ProposedMap;
import io.sextant.core.system.discovery.SourceEntry;
import io.sextant.core.telemetry.Events;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Components that telemetry or a source tree speaks for and that a map does not have: proposals,
/// which nobody but a person makes part of the map.
public final class DiscoveryRoutes {
  private static final int MAX_BODY = 32 << 20;
  private static final int MOST_FILES = 20_000;
  private static final int LONGEST_PATH = 1_000;

  /// The newest events are looked at; what was not seen among so many has gone.
  private static final int MOST_EVENTS = 20_000;

  private static final int AT_ONCE = 1_000;

  private final Systems systems;
  private final Events events;
  private final InstantSource clock;

  public DiscoveryRoutes(Systems systems, Events events, InstantSource clock) {
    this.systems = systems;
    this.events = events;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.post("/api/v1/systems/{id}/proposals", Permission.READ, this::propose);
  }

  private void propose(Exchange exchange) throws IOException {
    SystemId id = SystemRoutes.id(exchange.withoutQuery());
    SavedMap map = systems.find(id).orElseThrow(SystemRoutes::missing);
    List<SystemJson.SourceFile> files =
        Optional.ofNullable(exchange.body(SystemJson.Sources.class, MAX_BODY).files())
            .orElse(List.of());
    if (files.size() > MOST_FILES
        || files.stream()
            .anyMatch(each -> each.where().isBlank() || each.where().length() > LONGEST_PATH)) {
      throw ProblemException.badRequest(
          "body",
          "at most "
              + MOST_FILES
              + " files are looked at, each with a path of at most "
              + LONGEST_PATH
              + " characters",
          "Send those that say what the system is made of.");
    }
    Discovery discovery = new Discovery();
    files.forEach(
        each -> discovery.file(new SourceEntry(each.where(), Optional.ofNullable(each.text()))));
    int seen = telemetry(discovery);
    var known = MapReader.read("map", map.document().text()).map();
    exchange.json(
        new SystemJson.Proposals(
            seen,
            ProposedMap.fresh(discovery.proposals(), known).stream()
                .map(SystemJson.Proposed::of)
                .toList()));
  }

  /// @return how many events were looked at
  private int telemetry(Discovery discovery) {
    long at = Math.max(0, events.firstSince(clock.instant()) - 1 - MOST_EVENTS);
    int seen = 0;
    while (seen < MOST_EVENTS) {
      List<Events.Numbered> page = events.after(at, AT_ONCE);
      page.forEach(each -> discovery.event(each.event()));
      seen += page.size();
      if (page.size() < AT_ONCE) {
        break;
      }
      at = page.getLast().sequence();
    }
    return seen;
  }
}
