package io.sextant.sigma.pipeline;

import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.FilterRule;
import io.sextant.sigma.Issue;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Rules as pipelines make them, to be tried on events that an [EventRouter] over the same
/// pipelines gives.
///
/// @param issues rules that a pipeline refuses, and why
public record PreparedRules(List<SigmaDocument> documents, List<Issue> issues) {
  public PreparedRules {
    documents = List.copyOf(documents);
    issues = List.copyOf(issues);
  }

  /// Prepares documents for matching.
  public static PreparedRules of(Pipelines pipelines, List<SigmaDocument> documents) {
    List<SigmaDocument> prepared = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    Map<String, DetectionRule> targets = targets(documents);
    for (SigmaDocument document : documents) {
      try {
        prepared.add(
            switch (document) {
              case DetectionRule rule -> rule(pipelines, rule);
              case FilterRule filter -> filter(pipelines, filter, documents);
              case CorrelationRule rule -> correlation(pipelines, rule, targets);
            });
      } catch (RuleChanges.Refused e) {
        issues.add(
            new Issue(
                IssueCode.PIPELINE_REFUSES.text(),
                Issue.Severity.ERROR,
                document.header().file(),
                document.header().line(),
                1,
                "",
                "the pipeline refuses the rule: " + e.getMessage(),
                ""));
      }
    }
    return new PreparedRules(prepared, issues);
  }

  private static DetectionRule rule(Pipelines pipelines, DetectionRule rule) {
    DetectionRule changed = RuleChanges.apply(pipelines.steps(), rule);
    LogSource source = changed.header().logSource();
    for (Pipeline pipeline : pipelines.list()) {
      Categories categories = pipelines.categories(pipeline);
      if (concerns(pipeline, source) && categories.knows(source.category())) {
        if (categories.isShared(source.category())) {
          Selection selection =
              Selections.any(
                  pipeline.sourcesOf(source.category()).stream()
                      .map(Pipeline.Source::when)
                      .toList());
          changed = RuleChanges.withCondition(changed, "_category", selection, false);
        }
        return RuleChanges.withLogSource(changed, grouped(categories, source));
      }
    }
    return changed;
  }

  /// Detection rules by all that correlations call them.
  private static Map<String, DetectionRule> targets(List<SigmaDocument> documents) {
    Map<String, DetectionRule> targets = new LinkedHashMap<>();
    for (SigmaDocument document : documents) {
      if (document instanceof DetectionRule rule) {
        targets.putIfAbsent(rule.header().id().value(), rule);
      }
    }
    for (DetectionRule rule : List.copyOf(targets.values())) {
      targets.putIfAbsent(rule.header().name(), rule);
    }
    return targets;
  }

  /// The fields that it groups by and counts are named as its rules are: by aliases.
  private static CorrelationRule correlation(
      Pipelines pipelines, CorrelationRule rule, Map<String, DetectionRule> targets) {
    SequencedMap<String, Map<String, String>> aliases = new LinkedHashMap<>(rule.aliases());
    List<String> fields = new ArrayList<>(rule.groupBy());
    fields.addAll(rule.threshold().fields());
    for (String reference : rule.looksAtAny() ? targets.keySet() : rule.rules()) {
      DetectionRule target = targets.get(reference);
      if (target != null) {
        fields.forEach(field -> rename(pipelines, target, reference, field, aliases));
      }
    }
    return rule.withAliases(aliases);
  }

  private static void rename(
      Pipelines pipelines,
      DetectionRule target,
      String reference,
      String field,
      Map<String, Map<String, String>> aliases) {
    Map<String, String> byRule = new LinkedHashMap<>(aliases.getOrDefault(field, Map.of()));
    String written = byRule.getOrDefault(reference, field);
    String name = RuleChanges.names(pipelines.steps(), target, written).getFirst();
    if (!name.equals(written)) {
      byRule.put(reference, name);
      aliases.put(field, byRule);
    }
  }

  private static LogSource grouped(Categories categories, LogSource source) {
    return new LogSource(categories.groupOf(source.category()), source.product(), source.service());
  }

  private static boolean concerns(Pipeline pipeline, LogSource source) {
    return source.product().isEmpty()
        || pipeline.product().isEmpty()
        || pipeline.product().equals(source.product());
  }

  /// A filter for the rules of a log source names these rules one by one, as the log sources
  /// change.
  private static FilterRule filter(
      Pipelines pipelines, FilterRule filter, List<SigmaDocument> documents) {
    List<String> targets = new ArrayList<>();
    for (SigmaDocument document : documents) {
      if (document instanceof DetectionRule rule
          && (filter.rules().isEmpty()
              || filter.rules().contains(rule.header().id().value())
              || filter.rules().contains(rule.header().name()))
          && filter.header().logSource().encloses(rule.header().logSource())) {
        targets.add(rule.header().id().value());
      }
    }
    if (targets.isEmpty()) {
      return filter;
    }
    DetectionRule changed =
        RuleChanges.apply(
            pipelines.steps(),
            new DetectionRule(filter.header(), filter.selections(), filter.conditions()));
    return new FilterRule(
        filter.header().withLogSource(LogSource.ANY),
        targets,
        changed.selections(),
        changed.conditions());
  }
}
