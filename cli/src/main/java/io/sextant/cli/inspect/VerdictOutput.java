package io.sextant.cli.inspect;

import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Reason;
import io.sextant.inspect.Verdict;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints verdicts as they come.
final class VerdictOutput {
  private final OutputFormat format;
  private final PrintStream out;
  private int texts;
  private int flagged;

  VerdictOutput(OutputFormat format, PrintStream out) {
    this.format = format;
    this.out = out;
  }

  void take(String id, Verdict verdict) {
    texts++;
    flagged += verdict.flagged() ? 1 : 0;
    if (format == OutputFormat.JSONL) {
      Json.line(json(id, verdict), out);
    } else {
      table(id, verdict);
    }
  }

  void finish() {
    if (format == OutputFormat.TABLE) {
      out.println(flagged + " of " + texts + " texts flagged (at 1 % false positives)");
    }
  }

  private void table(String id, Verdict verdict) {
    out.printf(
        Locale.ROOT,
        "%-8s %.3f  %-26s %s%n",
        verdict.flagged() ? "flagged" : "benign",
        verdict.score(),
        verdict.kind().map(AttackKind::label).orElse("-"),
        id);
    for (Reason reason : verdict.reasons()) {
      String where = reason.span().map(it -> " [" + it.start() + "-" + it.end() + "]").orElse("");
      out.println("         " + reason.sentence() + where);
    }
  }

  private static ObjectNode json(String id, Verdict verdict) {
    ObjectNode node = Json.object();
    node.put("id", id);
    node.put("score", Math.round(verdict.score() * 1e6) / 1e6);
    node.put("verdict", verdict.flagged() ? "flagged" : "benign");
    node.put("kind", verdict.kind().map(AttackKind::label).orElse("none"));
    ArrayNode techniques = node.putArray("techniques");
    verdict
        .techniques()
        .forEach(
            it -> techniques.addObject().put("id", it.id()).put("confidence", it.confidence()));
    ArrayNode spans = node.putArray("spans");
    verdict.spans().forEach(it -> spans.addObject().put("start", it.start()).put("end", it.end()));
    ArrayNode views = node.putArray("views");
    verdict.views().forEach(views::add);
    ArrayNode reasons = node.putArray("reasons");
    verdict.reasons().forEach(it -> reasons.add(it.sentence()));
    return node;
  }
}
