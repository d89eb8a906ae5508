package io.sextant.server.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ImportResult;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.core.access.Permission;
import io.sextant.server.detection.DetectionView;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Releases, the matrix, techniques and search.
public final class AtlasRoutes {
  /// The largest official file so far has 1.6 MB.
  private static final int RELEASE_BYTES = 32 << 20;

  private static final int MAX_QUERY = 200;
  private static final int MAX_HITS = 100;
  private static final int DEFAULT_HITS = 20;

  private final AtlasLibrary library;
  private final Releases releases;
  private final DetectionView detection;
  private final DetectionCatalogue catalogue = DetectionCatalogue.load();

  public AtlasRoutes(AtlasLibrary library, DetectionView detection) {
    this.library = library;
    releases = new Releases(library);
    this.detection = detection;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/atlas/releases", Permission.READ, this::releases)
        .post("/api/v1/atlas/releases", Permission.CONFIGURE, this::importRelease)
        .put("/api/v1/atlas/current", Permission.CONFIGURE, this::makeCurrent)
        .get("/api/v1/atlas/matrix", Permission.READ, this::matrix)
        .get("/api/v1/atlas/techniques/{id}", Permission.READ, this::technique)
        .get("/api/v1/atlas/mitigations/{id}", Permission.READ, this::mitigation)
        .get("/api/v1/atlas/case-studies", Permission.READ, this::caseStudies)
        .get("/api/v1/atlas/case-studies/{id}", Permission.READ, this::caseStudy)
        .get("/api/v1/atlas/overlays", Permission.READ, this::overlays)
        .get("/api/v1/atlas/diff", Permission.READ, this::diff)
        .get("/api/v1/atlas/search", Permission.READ, this::search);
  }

  private void releases(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(
            new AtlasJson.Releases(
                library.releases().stream()
                    .flatMap(id -> library.release(id).stream())
                    .map(index -> AtlasJson.ReleaseSummary.of(index.official().release()))
                    .toList(),
                library.current().release().id().tag()));
  }

  private void makeCurrent(Exchange exchange) throws IOException {
    AtlasJson.Wanted wanted = exchange.withoutQuery().body(AtlasJson.Wanted.class);
    ReleaseId id =
        Optional.ofNullable(wanted.tag())
            .flatMap(ReleaseId::parse)
            .orElseThrow(() ->
                ProblemException.badRequest(
                    "body", "'tag' must be a release's tag", "See /openapi.yaml."));
    ReleaseIndex index = releases.named(id);
    if (!library.makeCurrent(id)) {
      throw ProblemException.notFound("Release " + id + " is no longer at hand.");
    }
    exchange.json(AtlasJson.ReleaseSummary.of(index.official().release()));
  }

  private void matrix(Exchange exchange) {
    exchange.json(AtlasJson.Matrix.of(releases.of(exchange.query()), detection::rulesNaming));
  }

  private void technique(Exchange exchange) {
    ReleaseIndex index = releases.of(exchange.query());
    Technique technique = Releases.object(index, exchange.path("id"), Technique.class, "technique");
    exchange.json(TechniqueJson.of(technique, index, catalogue, detection));
  }

  private void mitigation(Exchange exchange) {
    ReleaseIndex index = releases.of(exchange.query());
    Mitigation mitigation =
        Releases.object(index, exchange.path("id"), Mitigation.class, "mitigation");
    exchange.json(MitigationJson.of(mitigation, index));
  }

  private void caseStudies(Exchange exchange) {
    ReleaseIndex index = releases.of(exchange.query());
    exchange.json(
        new CaseStudyJson.Items(
            index.release().id().tag(),
            index.release().caseStudies().stream().map(CaseStudyJson.Summary::of).toList()));
  }

  private void caseStudy(Exchange exchange) {
    ReleaseIndex index = releases.of(exchange.query());
    CaseStudy study = Releases.object(index, exchange.path("id"), CaseStudy.class, "case study");
    exchange.json(CaseStudyJson.Detail.of(study, index));
  }

  private void overlays(Exchange exchange) {
    ReleaseIndex index = releases.of(exchange.query());
    exchange.json(OverlayJson.of(library, index));
  }

  private void diff(Exchange exchange) {
    Query query = exchange.query();
    String from = query.required("from", MAX_QUERY);
    String to = query.required("to", MAX_QUERY);
    Optional<ReleaseId> before = from.isEmpty() ? Optional.empty() : Releases.wanted(query, "from");
    Optional<ReleaseId> after = to.isEmpty() ? Optional.empty() : Releases.wanted(query, "to");
    query.check();
    exchange.json(
        DiffJson.of(releases.named(before.orElseThrow()), releases.named(after.orElseThrow())));
  }

  private void search(Exchange exchange) {
    Query query = exchange.query();
    String text = query.required("q", MAX_QUERY);
    int limit = query.integer("limit", 1, MAX_HITS, DEFAULT_HITS);
    ReleaseIndex index = releases.of(query);
    exchange.json(
        new AtlasJson.Hits(index.search(text, limit).stream().map(AtlasJson.Hit::of).toList()));
  }

  private void importRelease(Exchange exchange) throws IOException {
    Query query = exchange.query();
    Optional<ReleaseId> tag = query.value("tag", "a release's tag such as 5.6.1", ReleaseId::parse);
    boolean replace = query.flag("replace");
    boolean makeCurrent = query.flag("make-current");
    query.check();
    String type = exchange.mediaType();
    if (!type.equals("application/yaml") && !type.equals("text/yaml")) {
      throw ProblemException.mediaType(type, "application/yaml");
    }
    byte[] bytes = exchange.bytes(RELEASE_BYTES);
    switch (library.importRelease(bytes, "body", tag, replace)) {
      case ImportResult.Stored stored -> imported(exchange, stored.index().release(), makeCurrent);
      case ImportResult.Unchanged unchanged ->
          imported(exchange, unchanged.index().release(), makeCurrent);
      case ImportResult.Conflict conflict ->
          throw problem(409, Codes.CONFLICT, "Such a release is here already", conflict.issues());
      case ImportResult.Refused refused ->
          throw problem(
              400, Codes.BAD_REQUEST, "The file cannot be read as a release", refused.issues());
    }
  }

  private void imported(Exchange exchange, Release release, boolean makeCurrent) {
    if (makeCurrent) {
      library.makeCurrent(release.id());
    }
    exchange.json(201, AtlasJson.ReleaseSummary.of(release));
  }

  private static ProblemException problem(
      int status, String code, String title, List<io.sextant.atlas.Issue> issues) {
    String detail = issues.isEmpty() ? title : issues.getLast().message();
    return new ProblemException(
        Problem.of(status, code, title, detail, issues.stream().map(IssueJson::of).toList()));
  }
}
