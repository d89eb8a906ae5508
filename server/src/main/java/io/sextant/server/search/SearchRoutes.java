package io.sextant.server.search;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.access.Permission;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.server.atlas.Releases;
import io.sextant.server.detection.RuleBook;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import io.sextant.sigma.RuleHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Search as a person types: objects of a release, what became of retired ids, rules and findings.
public final class SearchRoutes {
  private static final int MAX_QUERY = 200;
  private static final int MAX_HITS = 50;
  private static final int DEFAULT_HITS = 12;

  /// Rules and findings stand below the objects of ATLAS; more of them would push these away.
  private static final int RULES = 6;

  private static final int FINDINGS = 5;

  private final Releases releases;
  private final Supplier<RuleBook> rules;
  private final Findings findings;

  public SearchRoutes(AtlasLibrary library, Supplier<RuleBook> rules, Findings findings) {
    releases = new Releases(library);
    this.rules = rules;
    this.findings = findings;
  }

  public void addTo(Routes routes) {
    routes.get("/api/v1/search", Permission.READ, this::search);
  }

  /// @param kind what it is: `retired` for an id that another has taken the place of
  /// @param target the id of the object to go to
  /// @param by the organisation whose object it is, or whose name it bears; absent for one of ATLAS
  record Hit(
      String kind, String id, String name, String summary, String target, Optional<String> by) {
    static Hit of(AtlasObject object, ReleaseIndex index) {
      String kind =
          switch (object.kind()) {
            case TACTIC -> "tactic";
            case TECHNIQUE, SUB_TECHNIQUE -> "technique";
            case MITIGATION -> "mitigation";
            case CASE_STUDY -> "case_study";
          };
      String id = object.id().value();
      Optional<String> by =
          index
              .own(object.id())
              .flatMap(mark ->
                  mark.addedBy().or(() -> mark.renamed().map(OwnMark.Renaming::organisation)));
      return new Hit(kind, id, object.fullName(), object.summary(), id, by);
    }

    static Hit of(RuleHeader rule) {
      String id = rule.id().value();
      return new Hit("rule", id, rule.title(), rule.description(), id, Optional.empty());
    }

    static Hit of(Finding finding) {
      String id = finding.id().value();
      return new Hit(
          "finding", id, finding.title(), "last seen " + finding.last(), id, Optional.empty());
    }
  }

  record Hits(String release, List<Hit> items) {}

  private void search(Exchange exchange) {
    Query query = exchange.query();
    String text = query.required("q", MAX_QUERY).strip();
    int limit = query.integer("limit", 1, MAX_HITS, DEFAULT_HITS);
    ReleaseIndex index = releases.of(query);
    List<Hit> hits = new ArrayList<>();
    retired(text, index).ifPresent(hits::add);
    index.search(text, limit).stream().map(hit -> Hit.of(hit.object(), index)).forEach(hits::add);
    hits.addAll(rules(text));
    findings
        .page(
            new Findings.Filter(
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text),
            Optional.empty(),
            FINDINGS)
        .items()
        .stream()
        .map(Hit::of)
        .forEach(hits::add);
    exchange.json(new Hits(index.release().id().tag(), hits));
  }

  /// What became of an id that the release does not have.
  private static Optional<Hit> retired(String text, ReleaseIndex index) {
    return switch (index.lookup(text)) {
      case Lookup.Successor(_, var id, var successor, _, String explanation, var candidates) ->
          Optional.of(
              new Hit(
                  "retired",
                  id.value(),
                  candidates.stream()
                      .findFirst()
                      .map(object -> "now " + object.id().value() + " " + object.fullName())
                      .orElse("now " + successor.value()),
                  explanation,
                  successor.value(),
                  Optional.empty()));
      case Lookup.Found _,
          Lookup.Newer _,
          Lookup.Ambiguous _,
          Lookup.Unknown _,
          Lookup.Malformed _ ->
          Optional.empty();
    };
  }

  private List<Hit> rules(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    return rules.get().pack().headers().stream()
        .filter(rule -> {
          String searched =
              (rule.title() + " " + rule.id().value() + " " + String.join(" ", rule.tags()))
                  .toLowerCase(Locale.ROOT);
          return words.stream().allMatch(searched::contains);
        })
        .limit(RULES)
        .map(Hit::of)
        .toList();
  }
}
