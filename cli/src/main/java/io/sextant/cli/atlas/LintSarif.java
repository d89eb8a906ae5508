package io.sextant.cli.atlas;

import io.sextant.atlas.Issue;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.lint.ReferenceIssue;
import io.sextant.atlas.lint.Verdict;
import io.sextant.cli.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes wrong references as SARIF 2.1.0, for code scanning.
final class LintSarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private LintSarif() {}

  static ObjectNode of(ReleaseIndex index, List<ReferenceIssue> issues) {
    ObjectNode document = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = document.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "sextant atlas lint");
    driver.putObject("properties").put("release", index.release().id().tag());
    ArrayNode rules = driver.putArray("rules");
    for (Verdict verdict : Verdict.values()) {
      ObjectNode rule = rules.addObject().put("id", verdict.code());
      rule.put("name", verdict.name().toLowerCase(Locale.ROOT));
      rule.putObject("shortDescription").put("text", verdict.meaning());
      rule.putObject("defaultConfiguration").put("level", level(verdict));
    }
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    issues.forEach(issue -> result(results.addObject(), issue));
    return document;
  }

  private static void result(ObjectNode result, ReferenceIssue issue) {
    result.put("ruleId", issue.verdict().code());
    result.put("level", level(issue.verdict()));
    String meant = issue.suggestion().isEmpty() ? "" : " Meant: " + issue.suggestion() + ".";
    result.putObject("message").put("text", issue.message() + meant);
    ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
    location.putObject("artifactLocation").put("uri", uri(issue.file()));
    location
        .putObject("region")
        .put("startLine", issue.line())
        .put("startColumn", issue.column())
        .put("endColumn", issue.column() + issue.found().length());
  }

  static String uri(String file) {
    return file.replace('\\', '/').replace("%", "%25").replace(" ", "%20");
  }

  private static String level(Verdict verdict) {
    return verdict.severity() == Issue.Severity.ERROR ? "error" : "warning";
  }
}
