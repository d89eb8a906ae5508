package io.sextant.server.awareness;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.awareness.AwarenessJson;
import io.sextant.atlas.awareness.Scorecard;
import io.sextant.atlas.awareness.Tabletop;
import io.sextant.atlas.awareness.TabletopPlanner;
import io.sextant.atlas.awareness.TabletopPlanner.Wishes;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.core.IdSource;
import io.sextant.core.access.Permission;
import io.sextant.core.awareness.AfterAction;
import io.sextant.core.awareness.RunDocument;
import io.sextant.core.awareness.RunId;
import io.sextant.core.awareness.RunReader;
import io.sextant.core.awareness.Runs;
import io.sextant.core.awareness.Runs.Outcome;
import io.sextant.core.awareness.SavedRun;
import io.sextant.core.document.Documents;
import io.sextant.report.print.ReportFormat;
import io.sextant.server.atlas.Releases;
import io.sextant.server.detection.DetectionView;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Tabletop exercises: how one would be, and the records of those that were played.
public final class ExerciseRoutes {
  private static final String ALL = "/api/v1/awareness/exercises";
  private static final String ONE = ALL + "/{id}";
  private static final int MAX_ID = 40;

  private final Releases releases;
  private final DetectionView detection;
  private final Runs runs;
  private final IdSource ids;
  private final InstantSource clock;
  private final DetectionCatalogue catalogue = DetectionCatalogue.load();

  public ExerciseRoutes(
      AtlasLibrary library, DetectionView detection, Runs runs, IdSource ids, InstantSource clock) {
    this.releases = new Releases(library);
    this.detection = detection;
    this.runs = runs;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/awareness/plan", Permission.READ, this::plan)
        .get(ALL, Permission.READ, this::list)
        .post(ALL, Permission.TRIAGE, this::add)
        .get(ONE, Permission.READ, this::find)
        .put(ONE, Permission.TRIAGE, this::replace)
        .delete(ONE, Permission.TRIAGE, this::remove)
        .get(ONE + "/report", Permission.READ, this::report);
  }

  private void plan(Exchange exchange) {
    Query query = exchange.query();
    String study = query.required("study", MAX_ID);
    Optional<ReleaseId> release =
        query.value("release", "a release's tag such as 5.6.1", ReleaseId::parse);
    Wishes usual = Wishes.USUAL;
    int injects = query.integer("injects", 1, Wishes.MOST_INJECTS, usual.injects());
    int minutes =
        query.integer("minutes", Wishes.LEAST_MINUTES, Wishes.MOST_MINUTES, usual.minutes());
    int seed = query.integer("seed", 0, Integer.MAX_VALUE, (int) usual.seed());
    query.check();
    Tabletop tabletop =
        tabletop(
            release.map(releases::named).orElseGet(releases.library()::current),
            study,
            new Wishes(injects, minutes, seed));
    exchange.json(AwarenessJson.tabletop(tabletop));
  }

  private void list(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(new RunJson.Items(runs.list().stream().map(RunJson.Summary::of).toList()));
  }

  private void find(Exchange exchange) {
    SavedRun run = saved(exchange);
    Tabletop tabletop = played(run.document());
    exchange.json(
        new RunJson.Detail(
            RunJson.Summary.of(run),
            run.document().json(),
            AwarenessJson.tabletop(tabletop),
            AwarenessJson.scorecard(
                Scorecard.of(
                    tabletop, run.document().run().given(), run.document().run().played()))));
  }

  private void report(Exchange exchange) throws IOException {
    Query query = exchange.query();
    ReportFormat format =
        query
            .value("format", "html, pdf, xlsx, md or csv", ExerciseRoutes::format)
            .orElse(ReportFormat.MARKDOWN);
    query.check();
    SavedRun run = runs.find(new RunId(exchange.path("id"))).orElseThrow(ExerciseRoutes::missing);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.print(
        AfterAction.report(
            played(run.document()), run.document().run(), detection::rulesNaming, run.changed()),
        out);
    exchange
        .setHeader(
            "Content-Disposition",
            "attachment; filename=\"after-action." + format.extension() + "\"")
        .answer(200, format.mediaType(), out.toByteArray());
  }

  private static Optional<ReportFormat> format(String word) {
    return Arrays.stream(ReportFormat.values())
        .filter(format -> format.extension().equals(word))
        .findFirst();
  }

  private void add(Exchange exchange) throws IOException {
    RunDocument document = document(exchange.withoutQuery());
    RunId id = new RunId(ids.next());
    if (!runs.add(id, document, exchange.caller().name(), clock.instant())) {
      throw new ProblemException(
          Problem.of(
              409,
              Codes.CONFLICT,
              "There are too many records of exercises",
              "At most " + Runs.MOST + " are kept. Remove some that nobody needs."));
    }
    exchange.json(201, RunJson.Summary.of(runs.find(id).orElseThrow(ExerciseRoutes::missing)));
  }

  private void replace(Exchange exchange) throws IOException {
    int seen = seen(exchange);
    RunDocument document = document(exchange);
    RunId id = new RunId(exchange.path("id"));
    exchange.json(
        RunJson.Summary.of(
            done(runs.replace(id, seen, document, exchange.caller().name(), clock.instant()))));
  }

  private void remove(Exchange exchange) {
    int seen = seen(exchange);
    SavedRun _ = done(runs.remove(new RunId(exchange.path("id")), seen));
    exchange.noContent();
  }

  private SavedRun saved(Exchange exchange) {
    RunId id = new RunId(exchange.withoutQuery().path("id"));
    return runs.find(id).orElseThrow(ExerciseRoutes::missing);
  }

  private Tabletop played(RunDocument document) {
    return tabletop(
        releases.named(document.release()), document.study().value(), document.wishes());
  }

  private Tabletop tabletop(ReleaseIndex index, String id, Wishes wishes) {
    CaseStudy study =
        study(id)
            .flatMap(index::caseStudy)
            .filter(found -> !found.procedure().isEmpty())
            .orElseThrow(() ->
                ProblemException.notFound(
                    "Release " + index.release().id() + " has no such case study with steps."));
    return new TabletopPlanner(index, catalogue).plan(study, wishes);
  }

  private static Optional<CaseStudyId> study(String id) {
    try {
      return Optional.of(new CaseStudyId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int seen(Exchange exchange) {
    Query query = exchange.query();
    String version = query.required("version", 10);
    int seen = version.isEmpty() ? 0 : query.integer("version", 1, Integer.MAX_VALUE, 0);
    query.check();
    return seen;
  }

  private static SavedRun done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(SavedRun run) -> run;
      case Outcome.Missing() -> throw missing();
      case Outcome.Outdated(SavedRun run) ->
          throw new ProblemException(
              Problem.of(
                  409,
                  Codes.CONFLICT,
                  "Somebody else changed the record",
                  run.author()
                      + " saved version "
                      + run.version()
                      + " at "
                      + run.changed()
                      + ". Look at it, then save over it with that version."));
    };
  }

  /// The record in the body; the exercise that it names must exist.
  private RunDocument document(Exchange exchange) throws IOException {
    if (!exchange.mediaType().equals("application/json")) {
      throw ProblemException.mediaType(exchange.mediaType(), "application/json");
    }
    byte[] bytes = exchange.bytes(RunReader.MAX_BYTES);
    String text =
        Documents.text(bytes)
            .orElseThrow(() -> ProblemException.badRequest("body", "the body is not UTF-8", ""));
    RunReader.Reading reading = RunReader.read("body", text);
    RunDocument document =
        reading
            .run()
            .orElseThrow(() ->
                ProblemException.badRequest(reading.issues().stream().map(IssueJson::of).toList()));
    Tabletop _ = played(document);
    return document;
  }

  private static ProblemException missing() {
    return ProblemException.notFound("No record of an exercise has this id.");
  }
}
