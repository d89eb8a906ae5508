package io.sextant.core.detection;

import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.FilterRule;
import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds fields `content.*` that a rule asks for in vain: a rule that waits for a field nobody
/// works out would be silent for ever.
final class ContentLint {
  /// The kind of log whose events have texts.
  private static final String PRODUCT = "ai";

  private final Supplier<String> yaml;
  private final boolean wired;

  /// @param yaml the file the rules stand in, read when there is something to show
  /// @param wired whether there is an inspection that works the fields out
  ContentLint(Supplier<String> yaml, boolean wired) {
    this.yaml = yaml;
    this.wired = wired;
  }

  List<Issue> of(SigmaDocument document) {
    return switch (document) {
      case DetectionRule rule -> ofItems(rule.header(), rule.selections().values().stream());
      case FilterRule filter -> ofItems(filter.header(), filter.selections().values().stream());
      case CorrelationRule rule ->
          Stream.concat(
                  rule.groupBy().stream(),
                  Stream.concat(
                      rule.threshold().fields().stream(),
                      rule.aliases().values().stream().flatMap(it -> fields(it))))
              .flatMap(field -> wrong(rule.header(), field, rule.header().line(), 1))
              .toList();
    };
  }

  private static Stream<String> fields(Map<String, String> alias) {
    return alias.values().stream();
  }

  private List<Issue> ofItems(RuleHeader header, Stream<Selection> selections) {
    List<Issue> issues = new ArrayList<>();
    selections
        .flatMap(Selection::everyItem)
        .forEach(item -> ofItem(header, item).forEach(issues::add));
    return issues;
  }

  private Stream<Issue> ofItem(RuleHeader header, DetectionItem item) {
    return item.fields().flatMap(field -> wrong(header, field, item.line(), item.column()));
  }

  private Stream<Issue> wrong(RuleHeader header, String field, int line, int column) {
    String product = header.logSource().product();
    boolean about = product.isEmpty() || product.equals(PRODUCT);
    if (!about || !field.startsWith(ContentFields.PREFIX)) {
      return Stream.empty();
    }
    if (!ContentFields.NAMES.contains(field)) {
      return Stream.of(
          issue(
              "SX-DETECTION-004",
              header,
              line,
              column,
              "there is no field '" + field + "'",
              "Fields are " + String.join(", ", ContentFields.NAMES) + "."));
    }
    return wired
        ? Stream.empty()
        : Stream.of(
            issue(
                "SX-DETECTION-005",
                header,
                line,
                column,
                "nothing here looks into texts, so '" + field + "' is never there",
                "Run the rule with 'sextant detect' or in the server."));
  }

  private Issue issue(
      String code, RuleHeader header, int line, int column, String message, String hint) {
    List<String> lines = yaml.get().lines().toList();
    String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    return new Issue(code, Issue.Severity.ERROR, header.file(), line, column, text, message, hint);
  }
}
