package io.sextant.cli.atlas;

import io.sextant.atlas.Issue;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.lint.ReferenceIssue;
import io.sextant.atlas.lint.Verdict;
import io.sextant.cli.Sarif;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Writes wrong references as SARIF 2.1.0, for code scanning.
final class LintSarif {
  private LintSarif() {}

  static ObjectNode of(ReleaseIndex index, List<ReferenceIssue> issues) {
    Sarif log = Sarif.of("sextant atlas lint");
    log.driver().putObject("properties").put("release", index.release().id().tag());
    for (Verdict verdict : Verdict.values()) {
      ObjectNode rule = log.rules().addObject().put("id", verdict.code());
      rule.put("name", verdict.name().toLowerCase(Locale.ROOT));
      rule.putObject("shortDescription").put("text", verdict.meaning());
      rule.putObject("defaultConfiguration").put("level", level(verdict));
    }
    issues.forEach(issue -> result(log.results().addObject(), issue));
    return log.document();
  }

  private static void result(ObjectNode result, ReferenceIssue issue) {
    result.put("ruleId", issue.verdict().code());
    result.put("level", level(issue.verdict()));
    String meant = issue.suggestion().isEmpty() ? "" : " Meant: " + issue.suggestion() + ".";
    result.putObject("message").put("text", issue.message() + meant);
    Sarif.place(result, issue.file(), issue.line(), issue.column(), issue.found().length());
  }

  private static String level(Verdict verdict) {
    return verdict.severity() == Issue.Severity.ERROR ? "error" : "warning";
  }
}
