package io.sextant.sigma.translate;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.FilterRule;
import io.sextant.sigma.Issue;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.pipeline.RuleChanges;
import io.sextant.sigma.pipeline.SourceConditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Translates rules for one target. What the target cannot express exactly is an issue that names
/// it, and the rule has no query.
public final class Translator {
  private final Target target;
  private final Pipelines pipelines;
  private final Optional<String> table;
  private final boolean mapped;
  private final Pipelines mapping;

  /// @param pipelines applied first; those with log sources add the conditions that tell them
  /// @param table what queries read; empty for what the target's own mapping says
  public Translator(Target target, Pipelines pipelines, Optional<String> table) {
    this.target = target;
    this.table = table;
    this.mapped = table.isEmpty() && (target == Target.SENTINEL || target == Target.DEFENDER);
    this.pipelines = pipelines;
    this.mapping =
        mapped ? Pipelines.of(List.of(Pipelines.packaged(target.label()))) : Pipelines.NONE;
  }

  /// A rule's query.
  public record Translation(RuleHeader rule, String query) {}

  /// What became of the documents.
  public record Result(List<Translation> translations, List<Issue> issues) {
    public Result {
      translations = List.copyOf(translations);
      issues = List.copyOf(issues);
    }
  }

  /// Translates every rule, with the filters among the documents joined to it.
  public Result translate(List<SigmaDocument> documents) {
    List<Translation> translations = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    for (SigmaDocument document : documents) {
      switch (document) {
        case DetectionRule rule ->
            translate(filtered(rule, documents), issues)
                .ifPresent(query -> translations.add(new Translation(rule.header(), query)));
        case CorrelationRule rule ->
            issues.add(
                unsupported(
                    rule.header(),
                    "correlations ('" + rule.type().label() + "' over a sliding window)",
                    0,
                    0));
        case FilterRule _ -> {}
      }
    }
    return new Result(translations, issues);
  }

  private Optional<String> translate(DetectionRule rule, List<Issue> issues) {
    int before = issues.size();
    try {
      DetectionRule ready =
          mapped
              ? mapped(RuleChanges.apply(pipelines.steps(), rule), issues)
              : SourceConditions.spelledOut(pipelines, rule);
      Optional<String> from =
          table.or(() -> RuleChanges.table(mapped ? mapping.steps() : pipelines.steps(), rule));
      Query query = QueryBuilder.of(ready);
      String text = written(query, from, rule.header(), issues);
      return issues.size() == before ? Optional.of(text) : Optional.empty();
    } catch (Unsupported e) {
      issues.add(unsupported(rule.header(), e.construct(), e.line(), e.column()));
    } catch (RuleChanges.Refused e) {
      issues.add(
          issue(
              rule.header(),
              IssueCode.PIPELINE_REFUSES,
              "the pipeline refuses the rule: " + e.getMessage(),
              0,
              0));
    }
    return Optional.empty();
  }

  /// The rule in the names of the target's tables; what has no table or column is an issue.
  private DetectionRule mapped(DetectionRule rule, List<Issue> issues) {
    LogSource source = rule.header().logSource();
    if (RuleChanges.table(mapping.steps(), rule).isEmpty()) {
      issues.add(unsupported(rule.header(), "the log source " + described(source), 0, 0));
    } else if (!source.category().isEmpty()) {
      Set<String> known = RuleChanges.mappedFields(mapping.steps(), rule);
      rule.selections().values().forEach(selection -> columns(selection, known, rule, issues));
    }
    return RuleChanges.apply(mapping.steps(), rule);
  }

  private void columns(
      Selection selection, Set<String> known, DetectionRule rule, List<Issue> issues) {
    switch (selection) {
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.forEach(alternative -> columns(alternative, known, rule, issues));
      case Selection.AllOf(List<DetectionItem> items) -> {
        for (DetectionItem item : items) {
          if (!item.field().isEmpty() && !known.contains(item.field())) {
            issues.add(
                unsupported(
                    rule.header(),
                    "the field '" + item.field() + "', for which no column is known",
                    item.line(),
                    item.column()));
          }
        }
      }
    }
  }

  private static String described(LogSource source) {
    return "'"
        + String.join(
            "/",
            List.of(source.product(), source.category(), source.service()).stream()
                .filter(part -> !part.isEmpty())
                .toList())
        + "', for which no table is known";
  }

  private String written(
      Query query, Optional<String> from, RuleHeader header, List<Issue> issues) {
    return switch (target) {
      case SENTINEL, DEFENDER ->
          from.orElse("") + "\n| where " + written(query, new KustoDialect(), header, issues);
      case SPLUNK -> splunk(query, from, header, issues);
      case ESQL ->
          "FROM "
              + from.orElse("logs-*")
              + " METADATA _id, _index, _version\n| WHERE "
              + written(query, new EsqlDialect(), header, issues);
      case LUCENE -> written(query, new LuceneDialect(), header, issues);
      case SQLITE ->
          "SELECT * FROM "
              + SqliteDialect.column(from.orElse("logs"))
              + " WHERE "
              + written(query, new SqliteDialect(), header, issues);
    };
  }

  /// In `search`, which uses the index, when it can say everything; else in `where`.
  private String splunk(Query query, Optional<String> from, RuleHeader header, List<Issue> issues) {
    String index = from.map(name -> "index=" + name).orElse("");
    QueryWriter search = new QueryWriter(new SplunkSearchDialect());
    String searched = search.write(query);
    if (search.problems().isEmpty()) {
      return (index.isEmpty() ? "" : index + " ")
          + (query instanceof Query.Or ? "(" + searched + ")" : searched);
    }
    return (index.isEmpty() ? "*" : index)
        + "\n| where "
        + written(query, new SplunkWhereDialect(), header, issues);
  }

  private String written(Query query, Dialect dialect, RuleHeader header, List<Issue> issues) {
    QueryWriter writer = new QueryWriter(dialect);
    String text = writer.write(query);
    for (QueryWriter.Problem problem : writer.problems()) {
      issues.add(unsupported(header, problem.construct(), problem.line(), problem.column()));
    }
    return text;
  }

  private Issue unsupported(RuleHeader header, String construct, int line, int column) {
    return issue(
        header,
        IssueCode.NOT_EXPRESSIBLE,
        target.label() + " cannot express " + construct,
        line,
        column);
  }

  private static Issue issue(
      RuleHeader header, IssueCode code, String message, int line, int column) {
    return new Issue(
        code.text(),
        Issue.Severity.ERROR,
        header.file(),
        line == 0 ? header.line() : line,
        line == 0 ? 1 : column,
        "",
        message + " (rule '" + header.title() + "')",
        "");
  }

  private static DetectionRule filtered(DetectionRule rule, List<SigmaDocument> documents) {
    DetectionRule result = rule;
    int number = 0;
    for (SigmaDocument document : documents) {
      if (document instanceof FilterRule filter && concerns(filter, rule.header())) {
        result = joined(result, filter, "_filter" + number++ + "_");
      }
    }
    return result;
  }

  private static boolean concerns(FilterRule filter, RuleHeader rule) {
    return filter.header().logSource().encloses(rule.logSource())
        && (filter.rules().isEmpty()
            || filter.rules().contains(rule.id().value())
            || (!rule.name().isEmpty() && filter.rules().contains(rule.name())));
  }

  private static DetectionRule joined(DetectionRule rule, FilterRule filter, String prefix) {
    SequencedMap<String, Selection> selections = new LinkedHashMap<>(rule.selections());
    filter.selections().forEach((name, selection) -> selections.put(prefix + name, selection));
    Condition any =
        new Condition.Or(
            filter.conditions().stream()
                .map(condition -> SourceConditions.prefixed(condition, prefix))
                .toList());
    List<Condition> conditions =
        rule.conditions().stream()
            .<Condition>map(condition -> new Condition.And(List.of(condition, any)))
            .toList();
    return new DetectionRule(rule.header(), selections, conditions);
  }
}
