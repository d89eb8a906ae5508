package io.sextant.sigma.translate;

import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.FilterRule;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.RuleId;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.translate.CorrelationQuery.Events;
import io.sextant.sigma.translate.CorrelationQuery.Firings;
import io.sextant.sigma.translate.CorrelationQuery.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings together what the queries of correlations need.
final class CorrelationQueries {
  private static final int MAX_CHAIN = 50;

  private final Translator translator;
  private final List<SigmaDocument> documents;
  private final Map<String, SigmaDocument> targets = new HashMap<>();
  private final Map<RuleId, CorrelationQuery> known = new HashMap<>();
  private final Set<RuleId> silent = new HashSet<>();

  CorrelationQueries(Translator translator, List<SigmaDocument> documents) {
    this.translator = translator;
    this.documents = documents;
    documents.forEach(document -> targets.putIfAbsent(document.header().id().value(), document));
    documents.forEach(document -> targets.putIfAbsent(document.header().name(), document));
    Set<RuleId> generating = new HashSet<>();
    for (SigmaDocument document : documents) {
      if (document instanceof CorrelationRule rule && !looksAtAny(rule)) {
        for (String reference : rule.rules()) {
          SigmaDocument target = targets.get(reference);
          if (target != null) {
            (rule.generate() ? generating : silent).add(target.header().id());
          }
        }
      }
    }
    silent.removeAll(generating);
  }

  /// A correlation whose rules are not all there.
  static final class Unresolved extends RuntimeException {
    private final IssueCode code;

    Unresolved(IssueCode code, String message) {
      super(message);
      this.code = code;
    }

    IssueCode code() {
      return code;
    }
  }

  /// A rule may be called as the word for all.
  private boolean looksAtAny(CorrelationRule rule) {
    return rule.looksAtAny() && !targets.containsKey(rule.rules().getFirst());
  }

  /// Whether a rule only feeds correlations.
  boolean silences(RuleId rule) {
    return silent.contains(rule);
  }

  /// All that the query of a correlation needs.
  ///
  /// @throws Unresolved when a rule is missing
  /// @throws Unsupported when the target cannot express one of its rules
  CorrelationQuery of(CorrelationRule rule) {
    return of(rule, 0);
  }

  private CorrelationQuery of(CorrelationRule rule, int depth) {
    CorrelationQuery made = known.get(rule.header().id());
    if (made != null) {
      return made;
    }
    if (depth > MAX_CHAIN) {
      throw new Unresolved(IssueCode.REFERENCE_CYCLE, "the correlation looks at itself");
    }
    if (looksAtAny(rule)) {
      throw new Unsupported("'rules: any'");
    }
    List<Member> members = new ArrayList<>();
    for (String reference : rule.rules()) {
      members.add(
          switch (targets.get(reference)) {
            case null -> throw missing(reference);
            case DetectionRule target -> events(rule, reference, target);
            case CorrelationRule target -> firings(rule, reference, of(target, depth + 1));
            case FilterRule _ -> throw missing(reference);
          });
    }
    CorrelationQuery query = new CorrelationQuery(rule, known.size(), members);
    known.put(rule.header().id(), query);
    return query;
  }

  private static Unresolved missing(String reference) {
    return new Unresolved(
        IssueCode.UNRESOLVED_REFERENCE,
        "the correlation looks at '" + reference + "', which is no id or name of a rule here");
  }

  private Events events(CorrelationRule rule, String reference, DetectionRule target) {
    Translator.Ready ready = translator.ready(target, documents);
    return new Events(
        ready.query(),
        ready.table(),
        names(rule, reference, target, rule.groupBy()),
        names(rule, reference, target, rule.threshold().fields()));
  }

  private List<List<String>> names(
      CorrelationRule rule, String reference, DetectionRule target, List<String> fields) {
    return fields.stream()
        .map(field -> translator.names(target, rule.fieldOf(field, reference).replace(" ", "")))
        .toList();
  }

  private static Firings firings(CorrelationRule rule, String reference, CorrelationQuery inner) {
    List<Integer> groups = new ArrayList<>();
    for (String name : rule.groupBy()) {
      String field = rule.fieldOf(name, reference);
      groups.add(
          stated(inner, field)
              .orElseThrow(() ->
                  new Unresolved(
                      IssueCode.GROUP_NOT_STATED,
                      "the correlation groups by '"
                          + field
                          + "', which '"
                          + reference
                          + "' is not grouped by")));
    }
    List<Optional<Integer>> values =
        rule.threshold().fields().stream()
            .map(name -> stated(inner, rule.fieldOf(name, reference)))
            .toList();
    return new Firings(inner, groups, values);
  }

  private static Optional<Integer> stated(CorrelationQuery inner, String field) {
    int place = inner.rule().groupBy().indexOf(field);
    return place < 0 ? Optional.empty() : Optional.of(place);
  }
}
