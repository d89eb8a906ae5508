package io.sextant.server.layer;

import io.sextant.core.IdSource;
import io.sextant.core.access.Permission;
import io.sextant.core.document.Documents;
import io.sextant.core.layer.LayerDocument;
import io.sextant.core.layer.LayerId;
import io.sextant.core.layer.LayerReader;
import io.sextant.core.layer.Layers;
import io.sextant.core.layer.Layers.Outcome;
import io.sextant.core.layer.SavedLayer;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.time.InstantSource;

/// Saved layers of the Navigator. Bodies are layers in the format of the ATT&CK Navigator, so that
/// any program that writes one can bring it here.
public final class LayerRoutes {
  private final Layers layers;
  private final IdSource ids;
  private final InstantSource clock;

  public LayerRoutes(Layers layers, IdSource ids, InstantSource clock) {
    this.layers = layers;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/layers", Permission.READ, this::list)
        .post("/api/v1/layers", Permission.TRIAGE, this::add)
        .get("/api/v1/layers/{id}", Permission.READ, this::find)
        .put("/api/v1/layers/{id}", Permission.TRIAGE, this::replace)
        .delete("/api/v1/layers/{id}", Permission.TRIAGE, this::remove);
  }

  private void list(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(new LayerJson.Items(layers.list().stream().map(LayerJson.Summary::of).toList()));
  }

  private void find(Exchange exchange) {
    LayerId id = new LayerId(exchange.withoutQuery().path("id"));
    exchange.json(LayerJson.Detail.of(layers.find(id).orElseThrow(LayerRoutes::missing)));
  }

  private void add(Exchange exchange) throws IOException {
    LayerDocument document = document(exchange.withoutQuery());
    LayerId id = new LayerId(ids.next());
    if (!layers.add(id, document, exchange.caller().name(), clock.instant())) {
      throw new ProblemException(
          Problem.of(
              409,
              Codes.CONFLICT,
              "There are too many layers",
              "At most " + Layers.MOST + " are kept. Remove some that nobody needs."));
    }
    exchange.json(201, LayerJson.Summary.of(layers.find(id).orElseThrow(LayerRoutes::missing)));
  }

  private void replace(Exchange exchange) throws IOException {
    int seen = seen(exchange);
    LayerDocument document = document(exchange);
    LayerId id = new LayerId(exchange.path("id"));
    exchange.json(
        LayerJson.Summary.of(
            done(layers.replace(id, seen, document, exchange.caller().name(), clock.instant()))));
  }

  private void remove(Exchange exchange) {
    int seen = seen(exchange);
    SavedLayer _ = done(layers.remove(new LayerId(exchange.path("id")), seen));
    exchange.noContent();
  }

  private static int seen(Exchange exchange) {
    Query query = exchange.query();
    String version = query.required("version", 10);
    int seen = version.isEmpty() ? 0 : query.integer("version", 1, Integer.MAX_VALUE, 0);
    query.check();
    return seen;
  }

  private static SavedLayer done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(SavedLayer layer) -> layer;
      case Outcome.Missing() -> throw missing();
      case Outcome.Outdated(SavedLayer layer) ->
          throw new ProblemException(
              Problem.of(
                  409,
                  Codes.CONFLICT,
                  "Somebody else changed the layer",
                  layer.author()
                      + " saved version "
                      + layer.version()
                      + " at "
                      + layer.changed()
                      + ". Look at it, then save over it with that version, or save a new layer."));
    };
  }

  private static LayerDocument document(Exchange exchange) throws IOException {
    if (!exchange.mediaType().equals("application/json")) {
      throw ProblemException.mediaType(exchange.mediaType(), "application/json");
    }
    byte[] bytes = exchange.bytes(LayerReader.MAX_BYTES);
    String text =
        Documents.text(bytes)
            .orElseThrow(() -> ProblemException.badRequest("body", "the body is not UTF-8", ""));
    LayerReader.Reading reading = LayerReader.read("body", text);
    return reading
        .layer()
        .orElseThrow(() ->
            ProblemException.badRequest(reading.issues().stream().map(IssueJson::of).toList()));
  }

  private static ProblemException missing() {
    return ProblemException.notFound("No saved layer has this id.");
  }
}
