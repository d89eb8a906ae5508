package io.sextant.cli.sigma;

import io.sextant.cli.Json;
import io.sextant.sigma.Issue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes issues as SARIF 2.1.0, which code scanning services read.
final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private SarifReport() {}

  static ObjectNode of(List<Issue> issues) {
    ObjectNode log = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "sextant sigma check");
    ArrayNode rules = driver.putArray("rules");
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (Issue issue : issues) {
      int next = codes.size();
      if (codes.putIfAbsent(issue.code(), next) == null) {
        rules.addObject().put("id", issue.code());
      }
    }
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    for (Issue issue : issues) {
      result(issue, codes.getOrDefault(issue.code(), 0), results.addObject());
    }
    return log;
  }

  private static void result(Issue issue, int rule, ObjectNode result) {
    result.put("ruleId", issue.code()).put("ruleIndex", rule);
    result.put("level", issue.severity() == Issue.Severity.ERROR ? "error" : "warning");
    String text = issue.hint().isEmpty() ? issue.message() : issue.message() + ". " + issue.hint();
    result.putObject("message").put("text", text);
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place
        .putObject("artifactLocation")
        .put("uri", issue.file().replace('\\', '/').replace("%", "%25").replace(" ", "%20"));
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
