package io.sextant.server.system;

import io.sextant.core.access.Permission;
import io.sextant.core.document.Documents;
import io.sextant.core.system.Ids;
import io.sextant.core.system.MapDocument;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.MapWriter;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.Systems;
import io.sextant.core.system.Systems.Outcome;
import io.sextant.core.system.exchange.MapFormat;
import io.sextant.core.system.exchange.MapImport;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.Json;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// System maps. Bodies are the YAML files that a team keeps in git, so that a file can be brought
/// here as it is and taken away again.
public final class SystemRoutes {
  private static final int MAX_LAYOUT = 1 << 20;
  private static final int MAX_IMPORT = 32 << 20;
  private static final int MAX_NOTE = 400;
  private static final int MAX_NAME = 200;
  private static final String NO_LAYOUT = "{\"positions\":{}}";

  private final Systems systems;
  private final InstantSource clock;

  public SystemRoutes(Systems systems, InstantSource clock) {
    this.systems = systems;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/systems", Permission.READ, this::list)
        .post("/api/v1/systems", Permission.TRIAGE, this::add)
        .post("/api/v1/systems/import", Permission.READ, SystemRoutes::read)
        .get("/api/v1/systems/{id}", Permission.READ, this::find)
        .put("/api/v1/systems/{id}", Permission.TRIAGE, this::save)
        .delete("/api/v1/systems/{id}", Permission.TRIAGE, this::remove)
        .get("/api/v1/systems/{id}/versions", Permission.READ, this::versions)
        .put("/api/v1/systems/{id}/layout", Permission.TRIAGE, this::arrange);
  }

  /// The system that a request names.
  ///
  /// @throws ProblemException 404 when it cannot be the id of one
  public static SystemId id(Exchange exchange) {
    String id = exchange.path("id");
    if (!Ids.valid(id)) {
      throw missing();
    }
    return new SystemId(id);
  }

  public static ProblemException missing() {
    return ProblemException.notFound("No system has this id, or no such version.");
  }

  private void list(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(new SystemJson.Items(systems.list().stream().map(SystemJson.Summary::of).toList()));
  }

  private void versions(Exchange exchange) {
    List<SavedMap> versions = systems.versions(id(exchange.withoutQuery()));
    if (versions.isEmpty()) {
      throw missing();
    }
    exchange.json(new SystemJson.Items(versions.stream().map(SystemJson.Summary::of).toList()));
  }

  private void find(Exchange exchange) {
    Query query = exchange.query();
    int version = query.integer("version", 1, Integer.MAX_VALUE, 0);
    query.check();
    SystemId id = id(exchange);
    SavedMap newest = systems.find(id).orElseThrow(SystemRoutes::missing);
    SavedMap map =
        version == 0 ? newest : systems.version(id, version).orElseThrow(SystemRoutes::missing);
    String layout = systems.layout(id);
    exchange.json(
        new SystemJson.Detail(
            SystemJson.Summary.of(map),
            newest.version(),
            map.document().text(),
            MapReader.read("map", map.document().text()).issues().stream()
                .map(IssueJson::of)
                .toList(),
            layout.isEmpty() ? NO_LAYOUT : layout));
  }

  private void add(Exchange exchange) throws IOException {
    Query query = exchange.query();
    String note = query.text("note", MAX_NOTE).orElse("");
    query.check();
    MapText text = MapText.of(exchange);
    Outcome outcome = systems.add(text.document(), exchange.caller().name(), note, clock.instant());
    exchange.json(201, new SystemJson.Saved(SystemJson.Summary.of(done(outcome)), text.issues()));
  }

  private void save(Exchange exchange) throws IOException {
    Query query = exchange.query();
    String note = query.text("note", MAX_NOTE).orElse("");
    int seen = seen(query);
    MapText text = MapText.of(exchange);
    MapDocument document = text.document();
    SystemId id = id(exchange);
    if (!document.id().equals(id)) {
      throw ProblemException.badRequest(
          "body",
          "the map's id is '" + document.id() + "', the system's is '" + id + "'",
          "A system keeps its id, and its threats their decisions; add it as another system.");
    }
    Outcome outcome = systems.save(seen, document, exchange.caller().name(), note, clock.instant());
    exchange.json(new SystemJson.Saved(SystemJson.Summary.of(done(outcome)), text.issues()));
  }

  private void remove(Exchange exchange) {
    int seen = seen(exchange.query());
    SavedMap _ = done(systems.remove(id(exchange), seen));
    exchange.noContent();
  }

  private void arrange(Exchange exchange) throws IOException {
    SystemId id = id(exchange.withoutQuery());
    SystemJson.Layout layout = exchange.body(SystemJson.Layout.class, MAX_LAYOUT);
    if (Optional.ofNullable(layout.positions()).map(Map::size).orElse(-1) < 0
        || layout.positions().values().stream()
            .anyMatch(each -> !Double.isFinite(each.x()) || !Double.isFinite(each.y()))) {
      throw ProblemException.badRequest("body", "'positions' maps ids to x and y", "");
    }
    if (systems.find(id).isEmpty()) {
      throw missing();
    }
    systems.arrange(id, Json.MAPPER.writeValueAsString(layout));
    exchange.noContent();
  }

  private static void read(Exchange exchange) throws IOException {
    Query query = exchange.query();
    String name = query.required("name", MAX_NAME);
    Optional<MapFormat> from = query.value("from", "a format such as otm", MapFormat::of);
    query.check();
    String text =
        Documents.text(exchange.bytes(MAX_IMPORT))
            .orElseThrow(() ->
                ProblemException.badRequest(
                    "body", "the file is neither UTF-8 nor UTF-16", "Save it as UTF-8."));
    switch (MapImport.read(name, text, _ -> Optional.empty(), from)) {
      case MapImport.Result.Unknown(var issues) ->
          throw ProblemException.badRequest(issues.stream().map(IssueJson::of).toList());
      case MapImport.Result.Read(var imported) -> {
        boolean own = imported.report().format() == MapFormat.SEXTANT;
        exchange.json(SystemJson.Import.of(imported, own ? text : MapWriter.write(imported.map())));
      }
    }
  }

  private static int seen(Query query) {
    String version = query.required("version", 10);
    int seen = version.isEmpty() ? 0 : query.integer("version", 1, Integer.MAX_VALUE, 0);
    query.check();
    return seen;
  }

  private static SavedMap done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(SavedMap map) -> map;
      case Outcome.Missing() -> throw missing();
      case Outcome.Full() ->
          throw conflict(
              "There are too many systems",
              "At most " + Systems.MOST + " are kept. Remove some that nobody needs.");
      case Outcome.Outdated(SavedMap map) ->
          throw conflict(
              "Another version of the system stands there",
              map.author()
                  + " saved version "
                  + map.version()
                  + " of '"
                  + map.document().id()
                  + "' at "
                  + map.saved()
                  + ". Look at it, then save over it with that version, or give yours another id.");
    };
  }

  private static ProblemException conflict(String title, String detail) {
    return new ProblemException(Problem.of(409, Codes.CONFLICT, title, detail));
  }
}
