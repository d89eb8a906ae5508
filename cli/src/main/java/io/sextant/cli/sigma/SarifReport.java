package io.sextant.cli.sigma;

import io.sextant.cli.Sarif;
import io.sextant.sigma.Issue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Writes issues as SARIF 2.1.0, which code scanning services read.
final class SarifReport {
  private SarifReport() {}

  static ObjectNode of(List<Issue> issues) {
    Sarif log = Sarif.of("sextant sigma check");
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (Issue issue : issues) {
      int next = codes.size();
      if (codes.putIfAbsent(issue.code(), next) == null) {
        log.rules().addObject().put("id", issue.code());
      }
    }
    for (Issue issue : issues) {
      result(issue, codes.getOrDefault(issue.code(), 0), log.results().addObject());
    }
    return log.document();
  }

  private static void result(Issue issue, int rule, ObjectNode result) {
    result.put("ruleId", issue.code()).put("ruleIndex", rule);
    result.put("level", issue.severity() == Issue.Severity.ERROR ? "error" : "warning");
    String text = issue.hint().isEmpty() ? issue.message() : issue.message() + ". " + issue.hint();
    result.putObject("message").put("text", text);
    ObjectNode place = Sarif.place(result.putArray("locations").addObject(), issue.file());
    if (issue.line() > 0) {
      ObjectNode region = place.putObject("region").put("startLine", issue.line());
      if (issue.column() > 0) {
        region.put("startColumn", issue.column());
      }
      if (!issue.lineText().isEmpty()) {
        region.putObject("snippet").put("text", issue.lineText());
      }
    }
  }
}
