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
import java.util.function.Consumer;

/// Translates rules for one target. What the target cannot express exactly is an issue that names
/// it, and the rule has no query.
public final class Translator {
  private final Target target;
  private final Pipelines pipelines;
  private final Optional<String> table;
  private final Windows windows;
  private final boolean mapped;
  private final Pipelines mapping;

  /// @param pipelines applied first; those with log sources add the conditions that tell them
  /// @param table what queries read; empty for what the target's own mapping says
  /// @param windows how correlations cut time; SQLite always slides
  public Translator(Target target, Pipelines pipelines, Optional<String> table, Windows windows) {
    this.target = target;
    this.windows = windows;
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

  /// Translates every rule, with the filters among the documents joined to it. A rule that only
  /// feeds correlations has no query of its own.
  public Result translate(List<SigmaDocument> documents) {
    List<Translation> translations = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    CorrelationQueries correlations = new CorrelationQueries(this, documents);
    for (SigmaDocument document : documents) {
      if (document instanceof FilterRule || correlations.silences(document.header().id())) {
        continue;
      }
      attempt(document, documents, correlations, issues)
          .ifPresent(query -> translations.add(new Translation(document.header(), query)));
    }
    return new Result(translations, issues);
  }

  private Optional<String> attempt(
      SigmaDocument document,
      List<SigmaDocument> documents,
      CorrelationQueries correlations,
      List<Issue> issues) {
    int before = issues.size();
    RuleHeader header = document.header();
    try {
      String text =
          switch (document) {
            case DetectionRule rule -> {
              Ready ready =
                  ready(
                      filtered(rule, documents),
                      problem -> issues.add(unsupported(header, problem)));
              yield written(ready.query(), ready.table(), header, issues);
            }
            case CorrelationRule rule -> correlation(correlations.of(rule));
            case FilterRule _ -> throw new IllegalArgumentException("a filter has no query");
          };
      return issues.size() == before ? Optional.of(text) : Optional.empty();
    } catch (Unsupported e) {
      issues.add(unsupported(header, e.construct(), e.line(), e.column()));
    } catch (RuleChanges.Refused e) {
      issues.add(
          issue(
              header,
              IssueCode.PIPELINE_REFUSES,
              "the pipeline refuses the rule: " + e.getMessage(),
              0,
              0));
    } catch (CorrelationQueries.Unresolved e) {
      issues.add(issue(header, e.code(), String.valueOf(e.getMessage()), 0, 0));
    }
    return Optional.empty();
  }

  /// A rule as a target reads it.
  ///
  /// @param table what its query reads, when something says so
  record Ready(Query query, Optional<String> table) {}

  private Ready ready(DetectionRule rule, Consumer<QueryWriter.Problem> problems) {
    DetectionRule ready =
        mapped
            ? mapped(RuleChanges.apply(pipelines.steps(), rule), problems)
            : SourceConditions.spelledOut(pipelines, rule);
    Optional<String> from =
        table.or(() -> RuleChanges.table(mapped ? mapping.steps() : pipelines.steps(), rule));
    return new Ready(QueryBuilder.of(ready), from);
  }

  /// A rule that a correlation looks at.
  ///
  /// @throws Unsupported when the target cannot express it
  Ready ready(DetectionRule rule, List<SigmaDocument> documents) {
    return ready(
        filtered(rule, documents),
        problem -> {
          throw new Unsupported(
              "the rule '" + rule.header().title() + "': " + problem.construct(), 0, 0);
        });
  }

  /// The names that a field has in the events of a rule, as the target stores them.
  List<String> names(DetectionRule rule, String field) {
    if (!mapped) {
      return SourceConditions.names(pipelines, rule, field);
    }
    List<String> names = RuleChanges.names(pipelines.steps(), rule, field);
    DetectionRule changed = RuleChanges.apply(pipelines.steps(), rule);
    if (!changed.header().logSource().category().isEmpty()) {
      Set<String> known = RuleChanges.mappedFields(mapping.steps(), changed);
      for (String name : names) {
        if (!known.contains(name)) {
          throw new Unsupported(unknown(name));
        }
      }
    }
    return names.stream()
        .flatMap(name -> RuleChanges.names(mapping.steps(), changed, name).stream())
        .toList();
  }

  private String correlation(CorrelationQuery query) {
    CorrelationDialect dialect =
        switch (target) {
          case SENTINEL -> new KustoCorrelation("TimeGenerated", windows);
          case DEFENDER -> new KustoCorrelation("Timestamp", windows);
          case SPLUNK -> new SplunkCorrelation(windows);
          case ESQL -> new EsqlCorrelation(windows);
          case LUCENE ->
              _ -> {
                throw new Unsupported("correlations, as a query string selects single events");
              };
          case SQLITE -> new SqliteCorrelation();
        };
    return dialect.write(query);
  }

  /// The rule in the names of the target's tables; what has no table or column is an issue.
  private DetectionRule mapped(DetectionRule rule, Consumer<QueryWriter.Problem> problems) {
    LogSource source = rule.header().logSource();
    if (RuleChanges.table(mapping.steps(), rule).isEmpty()) {
      problems.accept(new QueryWriter.Problem("the log source " + described(source), 0, 0));
    } else if (!source.category().isEmpty()) {
      Set<String> known = RuleChanges.mappedFields(mapping.steps(), rule);
      rule.selections().values().forEach(selection -> columns(selection, known, problems));
    }
    return RuleChanges.apply(mapping.steps(), rule);
  }

  private static void columns(
      Selection selection, Set<String> known, Consumer<QueryWriter.Problem> problems) {
    switch (selection) {
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.forEach(alternative -> columns(alternative, known, problems));
      case Selection.AllOf(List<DetectionItem> items) ->
          items.stream()
              .filter(item -> !item.field().isEmpty() && !known.contains(item.field()))
              .map(item ->
                  new QueryWriter.Problem(unknown(item.field()), item.line(), item.column()))
              .forEach(problems);
    }
  }

  private static String unknown(String field) {
    return "the field '" + field + "', for which no column is known";
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
      case SPLUNK ->
          SplunkSearchDialect.search(
              query, from, problem -> issues.add(unsupported(header, problem)));
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

  private String written(Query query, Dialect dialect, RuleHeader header, List<Issue> issues) {
    QueryWriter writer = new QueryWriter(dialect);
    String text = writer.write(query);
    writer.problems().forEach(problem -> issues.add(unsupported(header, problem)));
    return text;
  }

  private Issue unsupported(RuleHeader header, QueryWriter.Problem problem) {
    return unsupported(header, problem.construct(), problem.line(), problem.column());
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
