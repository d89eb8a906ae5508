package io.sextant.server.taxii;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.core.access.Permission;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// TAXII 2.1: discovery, one API root, a collection for each release; reading alone.
public final class TaxiiRoutes {
  private static final String TAXII = "application/taxii+json;version=2.1";
  private static final String STIX = "application/stix+json;version=2.1";
  private static final String ROOT = "/taxii2/atlas";
  private static final String COLLECTION = ROOT + "/collections/{id}";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final TaxiiCollections collections;
  private final Supplier<URI> address;

  /// @param address where this server is reached
  public TaxiiRoutes(AtlasLibrary library, Supplier<URI> address) {
    collections = new TaxiiCollections(library);
    this.address = address;
  }

  public void addTo(Routes routes) {
    add(routes, "/taxii2", this::discovery);
    add(routes, ROOT, this::root);
    add(routes, ROOT + "/collections", this::collections);
    add(routes, COLLECTION, this::collection);
    add(routes, COLLECTION + "/manifest", this::manifest);
    add(routes, COLLECTION + "/objects", this::objects);
    add(routes, COLLECTION + "/objects/{object}", this::object);
    add(routes, COLLECTION + "/objects/{object}/versions", this::versions);
  }

  /// An answer that is filled in.
  private interface Action extends BiConsumer<Exchange, ObjectNode> {}

  private static void add(Routes routes, String path, Action action) {
    routes.get(path, Permission.READ, exchange -> answer(exchange, action));
  }

  /// Refusals are error messages of TAXII (3.6.1).
  private static void answer(Exchange exchange, Action action) {
    try {
      requireAcceptance(exchange);
      ObjectNode body = MAPPER.createObjectNode();
      action.accept(exchange, body);
      exchange.answer(200, TAXII, MAPPER.writeValueAsBytes(body));
    } catch (ProblemException e) {
      Problem problem = e.problem();
      ObjectNode error = MAPPER.createObjectNode().put("title", problem.title());
      error.put("description", problem.detail()).put("error_code", problem.code());
      error.put("http_status", Integer.toString(problem.status()));
      exchange.answer(problem.status(), TAXII, MAPPER.writeValueAsBytes(error));
    }
  }

  private static void requireAcceptance(Exchange exchange) {
    String accept = exchange.header("Accept").orElse("*/*").toLowerCase(Locale.ROOT);
    boolean accepted =
        Arrays.stream(accept.split(","))
            .map(range -> range.replace(" ", ""))
            .anyMatch(TaxiiRoutes::isTaxii);
    if (!accepted) {
      throw new ProblemException(
          Problem.of(
              406,
              Codes.MEDIA_TYPE,
              "The answer has another type",
              "Accept " + TAXII + ", not " + accept + "."));
    }
  }

  private static boolean isTaxii(String range) {
    String type = range.split(";", 2)[0];
    boolean otherVersion = range.contains(";version=") && !range.contains(";version=2.1");
    return List.of("*/*", "application/*", "application/taxii+json").contains(type)
        && !otherVersion;
  }

  private void discovery(Exchange exchange, ObjectNode body) {
    exchange.withoutQuery();
    String root = address.get().resolve(ROOT + "/").toString();
    body.put("title", "Sextant").put("description", "Releases of MITRE ATLAS as STIX 2.1");
    body.put("default", root).putArray("api_roots").add(root);
  }

  private void root(Exchange exchange, ObjectNode body) {
    exchange.withoutQuery();
    body.put("title", "MITRE ATLAS").putArray("versions").add(TAXII);
    body.put("max_content_length", 0);
  }

  private void collections(Exchange exchange, ObjectNode body) {
    exchange.withoutQuery();
    ArrayNode all = body.putArray("collections");
    collections.all().forEach(release -> describe(release, all.addObject()));
  }

  private void collection(Exchange exchange, ObjectNode body) {
    exchange.withoutQuery();
    describe(release(exchange), body);
  }

  private void describe(ReleaseId release, ObjectNode body) {
    body.put("id", TaxiiCollections.id(release).toString());
    body.put("title", "MITRE ATLAS " + release);
    body.put("alias", release.tag());
    body.put(
        "description",
        collections.isCurrent(release) ? "The current release." : "Another release at hand.");
    body.put("can_read", true).put("can_write", false);
    body.putArray("media_types").add(STIX);
  }

  private void manifest(Exchange exchange, ObjectNode body) {
    List<TaxiiEntry> entries = collections.entries(release(exchange));
    List<TaxiiEntry> page = page(exchange, body, entries);
    if (!page.isEmpty()) {
      ArrayNode objects = body.putArray("objects");
      page.forEach(entry ->
          objects
              .addObject()
              .put("id", entry.id())
              .put("date_added", MICROSECONDS.format(entry.added()))
              .put("version", entry.version())
              .put("media_type", STIX));
    }
  }

  private void objects(Exchange exchange, ObjectNode body) {
    envelope(exchange, body, collections.entries(release(exchange)));
  }

  private void object(Exchange exchange, ObjectNode body) {
    envelope(exchange, body, versionsOf(exchange));
  }

  private void versions(Exchange exchange, ObjectNode body) {
    List<TaxiiEntry> page = page(exchange, body, versionsOf(exchange));
    if (!page.isEmpty()) {
      ArrayNode versions = body.putArray("versions");
      page.forEach(entry -> versions.add(entry.version()));
    }
  }

  private static void envelope(Exchange exchange, ObjectNode body, List<TaxiiEntry> entries) {
    List<TaxiiEntry> page = page(exchange, body, entries);
    if (!page.isEmpty()) {
      ArrayNode objects = body.putArray("objects");
      page.forEach(entry -> objects.add(entry.object()));
    }
  }

  private List<TaxiiEntry> versionsOf(Exchange exchange) {
    String id = exchange.path("object");
    List<TaxiiEntry> found =
        collections.entries(release(exchange)).stream()
            .filter(entry -> entry.id().equals(id))
            .toList();
    if (found.isEmpty()) {
      throw ProblemException.notFound("The collection holds no object " + id + ".");
    }
    return found;
  }

  private ReleaseId release(Exchange exchange) {
    String id = exchange.path("id");
    return collections
        .find(id)
        .orElseThrow(() -> ProblemException.notFound("There is no collection " + id + "."));
  }

  /// The page asked for; says in the body whether more follows, in headers when its objects came.
  private static List<TaxiiEntry> page(
      Exchange exchange, ObjectNode body, List<TaxiiEntry> entries) {
    TaxiiFilter filter = TaxiiFilter.of(exchange.query());
    List<TaxiiEntry> fitting = filter.apply(entries);
    List<TaxiiEntry> page = fitting.subList(0, Math.min(filter.limit(), fitting.size()));
    if (!page.isEmpty()) {
      TaxiiEntry last = page.getLast();
      header(exchange, "First", page.getFirst().added());
      header(exchange, "Last", last.added());
      if (page.size() < fitting.size()) {
        body.put("more", true);
        body.put("next", new TaxiiFilter.After(last.added(), last.id()).token());
      }
    }
    return page;
  }

  private static void header(Exchange exchange, String which, Instant time) {
    exchange.setHeader("X-TAXII-Date-Added-" + which, MICROSECONDS.format(time));
  }
}
