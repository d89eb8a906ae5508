package io.sextant.server.threat;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.access.Permission;
import io.sextant.core.coverage.Cell;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.MapDiff;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.Systems;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.threat.DecisionLog.Logged;
import io.sextant.core.threat.DecisionLog.Outcome;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.Threat;
import io.sextant.core.threat.ThreatDiff;
import io.sextant.core.threat.ThreatKey;
import io.sextant.core.threat.rule.Rule;
import io.sextant.core.threat.rule.Unlisted;
import io.sextant.core.threat.rule.Verdict;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import io.sextant.server.system.MapText;
import io.sextant.server.system.SystemRoutes;
import io.sextant.server.threat.ThreatJson.QuestionJson;
import io.sextant.server.threat.ThreatJson.Row;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The AI Threat Register: what is derived from the maps of the store, and what people decide.
public final class ThreatRoutes {
  /// Threats in one answer; there are more only with some hundreds of systems.
  private static final int MOST_ROWS = 20_000;

  private static final int MAX_ID = 200;

  private final Systems systems;
  private final DecisionLog decisions;
  private final Findings findings;
  private final ThreatModel model;
  private final InstantSource clock;

  public ThreatRoutes(
      Systems systems,
      DecisionLog decisions,
      Findings findings,
      ThreatModel model,
      InstantSource clock) {
    this.systems = systems;
    this.decisions = decisions;
    this.findings = findings;
    this.model = model;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/threats", Permission.READ, this::list)
        .get("/api/v1/threats/overview", Permission.READ, this::overview)
        .post("/api/v1/threats/preview", Permission.READ, this::preview)
        .get("/api/v1/questions", Permission.READ, this::questions)
        .get("/api/v1/systems/{id}/threats/{key}", Permission.READ, this::detail)
        .get("/api/v1/systems/{id}/explain", Permission.READ, this::explain)
        .get("/api/v1/systems/{id}/diff", Permission.READ, this::diff)
        .post("/api/v1/systems/{id}/decisions", Permission.TRIAGE, this::decide);
  }

  /// A system with its register, and where findings landed.
  private record Stand(
      SavedMap saved,
      Coverage coverage,
      Map<ThreatKey, Logged> decided,
      Map<ComponentId, List<Finding>> landed) {
    Register register() {
      return coverage.register();
    }

    Cell cell(Threat threat) {
      return coverage.cell(threat.technique().id(), threat.component().id()).orElseThrow();
    }
  }

  private Stand stand(SavedMap saved, Landings landings) {
    Coverage coverage = model.coverage(saved, landings.sightings());
    Map<ThreatKey, Logged> decided = new HashMap<>();
    decisions
        .current(saved.document().id())
        .forEach(each -> decided.put(each.decision().threat(), each));
    return new Stand(saved, coverage, decided, landings.on(coverage.register().derived().map()));
  }

  private Row row(Stand stand, Register.Entry entry) {
    Threat threat = entry.threat();
    return ThreatJson.row(
        stand.register().derived().map(),
        stand.cell(threat),
        entry,
        Optional.ofNullable(stand.decided().get(threat.key())).map(Logged::number).orElse(0),
        Landings.of(threat, stand.landed()).size());
  }

  private List<Row> rows(Stand stand) {
    return stand.register().entries().stream().map(entry -> row(stand, entry)).toList();
  }

  /// Those that the query names: one, or all.
  private List<SavedMap> wanted(Query query) {
    Optional<String> wanted = query.text("system", MAX_ID);
    query.check();
    if (wanted.isPresent()) {
      return List.of(saved(id(wanted.get())));
    }
    return systems.list().stream()
        .flatMap(each -> systems.find(each.document().id()).stream())
        .toList();
  }

  private SavedMap saved(SystemId id) {
    return systems.find(id).orElseThrow(SystemRoutes::missing);
  }

  private static SystemId id(String text) {
    if (!io.sextant.core.system.Ids.valid(text)) {
      throw SystemRoutes.missing();
    }
    return new SystemId(text);
  }

  private void list(Exchange exchange) {
    List<SavedMap> wanted = wanted(exchange.query());
    Landings landings = Landings.of(findings);
    List<Row> rows = new ArrayList<>();
    wanted.forEach(each -> rows.addAll(rows(stand(each, landings))));
    rows.sort(
        Comparator.comparingDouble(Row::residual)
            .reversed()
            .thenComparing(Row::system)
            .thenComparing(Row::key));
    exchange.json(
        new ThreatJson.Rows(
            model.release().release().id().tag(),
            rows.size(),
            rows.stream().limit(MOST_ROWS).toList()));
  }

  private void overview(Exchange exchange) {
    List<SavedMap> wanted = wanted(exchange.query());
    Landings landings = Landings.of(findings);
    exchange.json(
        new OverviewJson.Items(
            wanted.stream().map(each -> overview(stand(each, landings))).toList()));
  }

  private OverviewJson overview(Stand stand) {
    Map<String, Integer> onComponents = new HashMap<>();
    stand.landed().forEach((id, found) -> onComponents.put(id.value(), found.size()));
    int landed = (int) stand.landed().values().stream().flatMap(List::stream).distinct().count();
    return OverviewJson.of(
        stand.saved(), stand.coverage(), model.release(), rows(stand), onComponents, landed);
  }

  private void preview(Exchange exchange) throws IOException {
    MapText text = MapText.of(exchange.withoutQuery());
    Optional<Derived> derived = text.map().map(model::derive);
    exchange.json(
        new ThreatJson.Preview(
            text.issues(),
            !text.broken(),
            derived.map(Derived::threats).orElse(List.of()).stream()
                .map(ThreatJson.Brief::of)
                .toList(),
            derived.map(each -> each.undetermined().size()).orElse(0),
            derived.map(ThreatRoutes::questions).orElse(List.of())));
  }

  private void questions(Exchange exchange) {
    exchange.json(
        new ThreatJson.Questions(
            wanted(exchange.query()).stream()
                .flatMap(each -> questions(model.derive(each)).stream())
                .sorted(
                    Comparator.comparingInt((QuestionJson each) -> each.techniques().size())
                        .reversed())
                .toList()));
  }

  private static List<QuestionJson> questions(Derived derived) {
    return derived.questions().entrySet().stream()
        .map(each ->
            new QuestionJson(
                derived.map().id().value(),
                each.getKey().component().value(),
                each.getKey().key(),
                each.getKey().text(),
                each.getValue().stream().map(TechniqueId::value).toList()))
        .toList();
  }

  private void detail(Exchange exchange) {
    SavedMap saved = saved(SystemRoutes.id(exchange.withoutQuery()));
    Stand stand = stand(saved, Landings.of(findings));
    Register.Entry entry =
        ThreatKey.parse(exchange.path("key"))
            .flatMap(key ->
                stand.register().entries().stream()
                    .filter(each -> each.threat().key().equals(key))
                    .findFirst())
            .orElseThrow(
                () -> ProblemException.notFound("The system has no such threat, or no longer."));
    exchange.json(detail(stand, entry));
  }

  private ThreatJson.Detail detail(Stand stand, Register.Entry entry) {
    Threat threat = entry.threat();
    ReleaseIndex release = model.release();
    Derived derived = stand.register().derived();
    Verdict verdict =
        model.explain(derived.map(), threat.verdict().rule()).stream()
            .filter(each -> each.component().equals(threat.component().id()))
            .findFirst()
            .orElse(threat.verdict());
    return new ThreatJson.Detail(
        row(stand, entry),
        release.release().id().tag(),
        threat.rating().factors().stream().map(ThreatJson.Factor::of).toList(),
        verdict.paths().stream().map(ThreatJson.PathJson::of).toList(),
        ThreatJson.conditions(verdict),
        ThreatJson.texts(verdict.assumed()),
        release.mitigations(threat.technique().id()).stream()
            .map(each ->
                new ThreatJson.MitigationJson(
                    each.mitigation().id().value(), each.mitigation().name(), each.inherited()))
            .toList(),
        stand.cell(threat).shares().stream().map(ShareJson::of).toList(),
        decisions.history(stand.saved().document().id(), threat.key()).stream()
            .map(ThreatJson.DecisionJson::of)
            .toList(),
        Landings.of(threat, stand.landed()).stream().map(ThreatJson.FindingRef::of).toList(),
        stand.register().findings().stream()
            .filter(each -> each.threat().equals(threat.key()))
            .map(Register.Finding::message)
            .toList());
  }

  private void explain(Exchange exchange) {
    Query query = exchange.query();
    String typed = query.required("technique", MAX_ID);
    query.check();
    ReleaseIndex release = model.release();
    Technique technique =
        Optional.of(typed)
            .filter(text -> text.matches("AML\\.T\\d{4}(\\.\\d{3})?"))
            .flatMap(text -> release.technique(new TechniqueId(text)))
            .orElseThrow(() ->
                ProblemException.notFound(
                    "Release " + release.release().id() + " has no technique '" + typed + "'."));
    SavedMap saved = saved(SystemRoutes.id(exchange));
    Optional<Rule> rule = model.rules().rule(technique.id());
    Optional<Unlisted> unlisted = model.rules().unlisted(technique.id());
    exchange.json(
        new ThreatJson.Explained(
            technique.id().value(),
            technique.fullName(),
            release.release().id().tag(),
            unlisted.map(each -> each.role().word()),
            unlisted.map(Unlisted::reason),
            rule.map(each -> model.explain(ThreatModel.map(saved), each)).orElse(List.of()).stream()
                .map(ThreatJson.VerdictJson::of)
                .toList()));
  }

  private void diff(Exchange exchange) {
    Query query = exchange.query();
    int from = query.integer("from", 1, Integer.MAX_VALUE, 0);
    int to = query.integer("to", 1, Integer.MAX_VALUE, 0);
    query.check();
    SystemId id = SystemRoutes.id(exchange);
    int newest = saved(id).version();
    int after = to == 0 ? newest : to;
    int before = from == 0 ? Math.max(1, after - 1) : from;
    Derived old = model.derive(ThreatModel.map(version(id, before)));
    Derived now = model.derive(ThreatModel.map(version(id, after)));
    exchange.json(
        ThreatJson.Diff.of(
            before,
            after,
            now.release().tag(),
            MapDiff.of(old.map(), now.map()),
            ThreatDiff.of(old, now)));
  }

  private SavedMap version(SystemId id, int version) {
    return systems.version(id, version).orElseThrow(SystemRoutes::missing);
  }

  private void decide(Exchange exchange) throws IOException {
    SystemId id = SystemRoutes.id(exchange.withoutQuery());
    ThreatJson.Wish wish = exchange.body(ThreatJson.Wish.class);
    Stand stand = stand(saved(id), Landings.of(findings));
    var decision =
        new WishReader(stand.register(), exchange.caller().name(), model.today()).read(wish);
    switch (decisions.add(id, wish.seen(), decision, clock.instant())) {
      case Outcome.Done(Logged logged) -> exchange.json(201, ThreatJson.DecisionJson.of(logged));
      case Outcome.Outdated(Logged logged) ->
          throw new ProblemException(
              Problem.of(
                  409,
                  Codes.CONFLICT,
                  "Somebody else decided meanwhile",
                  logged.decision().author().orElse("Somebody")
                      + " made it '"
                      + logged.decision().status().word()
                      + "' at "
                      + logged.time()
                      + ". Look at that, then decide again."));
    }
  }
}
