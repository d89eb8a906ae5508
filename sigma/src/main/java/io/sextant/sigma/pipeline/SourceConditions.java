package io.sextant.sigma.pipeline;

import io.sextant.sigma.Condition;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Selection;
import io.sextant.sigma.pipeline.Pipeline.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Turns a rule's log source into conditions on fields, for places where nothing else tells what
/// log an event is from.
public final class SourceConditions {
  private SourceConditions() {}

  /// The rule after the pipelines' changes, asking for its log source by itself: of a category that
  /// several logs hold, in the names of each.
  ///
  /// @throws RuleChanges.Refused when a pipeline refuses it
  public static DetectionRule spelledOut(Pipelines pipelines, DetectionRule rule) {
    DetectionRule changed = RuleChanges.apply(pipelines.steps(), rule);
    LogSource source = changed.header().logSource();
    for (Pipeline pipeline : pipelines.list()) {
      List<Source> sources = sources(pipeline, source);
      if (!sources.isEmpty()) {
        return spelledOut(pipeline, sources, changed);
      }
    }
    return changed;
  }

  /// The names under which the events of a rule have a field, in any of the logs that hold them.
  public static List<String> names(Pipelines pipelines, DetectionRule rule, String field) {
    List<String> names = RuleChanges.names(pipelines.steps(), rule, field);
    LogSource source = RuleChanges.apply(pipelines.steps(), rule).header().logSource();
    for (Pipeline pipeline : pipelines.list()) {
      List<Source> sources = sources(pipeline, source);
      if (!sources.isEmpty()) {
        return names.stream()
            .flatMap(name -> sources.stream().map(one -> one.fields().getOrDefault(name, name)))
            .distinct()
            .toList();
      }
    }
    return names;
  }

  private static List<Source> sources(Pipeline pipeline, LogSource wanted) {
    boolean concerns =
        wanted.product().isEmpty()
            || pipeline.product().isEmpty()
            || pipeline.product().equals(wanted.product());
    return pipeline.sources().stream()
        .filter(_ -> concerns)
        .filter(source ->
            wanted.category().isEmpty()
                ? source.isService() && source.service().equals(wanted.service())
                : source.category().equals(wanted.category())
                    && (wanted.service().isEmpty() || wanted.service().equals(source.service())))
        .toList();
  }

  private static DetectionRule spelledOut(
      Pipeline pipeline, List<Source> sources, DetectionRule rule) {
    boolean plain = sources.stream().allMatch(source -> source.fields().isEmpty());
    if (plain) {
      Selection any = Selections.any(sources.stream().map(pipeline::whole).toList());
      return RuleChanges.withCondition(rule, "_source", any, false);
    }
    SequencedMap<String, Selection> selections = new LinkedHashMap<>();
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      DetectionRule variant =
          RuleChanges.withCondition(
              RuleChanges.renamed(
                  rule, field -> List.of(source.fields().getOrDefault(field, field))),
              "_source",
              pipeline.whole(source),
              false);
      String prefix = source.service() + i + "_";
      variant.selections().forEach((name, selection) -> selections.put(prefix + name, selection));
      variant.conditions().forEach(condition -> conditions.add(prefixed(condition, prefix)));
    }
    return new DetectionRule(rule.header(), selections, conditions);
  }

  /// The condition over selections whose names got a prefix.
  public static Condition prefixed(Condition condition, String prefix) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(part -> prefixed(part, prefix)).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(part -> prefixed(part, prefix)).toList());
      case Condition.Not(Condition part) -> new Condition.Not(prefixed(part, prefix));
      case Condition.Named(String name) -> new Condition.Named(prefix + name);
      case Condition.Quantified quantified ->
          new Condition.Quantified(
              quantified.written(),
              quantified.least(),
              prefix + quantified.pattern(),
              quantified.selections().stream().map(name -> prefix + name).toList());
    };
  }
}
