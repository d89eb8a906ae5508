package io.sextant.cli.detect;

import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.RulePack;
import io.sextant.sigma.Level;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes findings in the form asked for, and notes whether one is serious. `jsonl` and `csv` are
/// written as they come, `table` and `json` at the end.
final class Results {
  private static final String CSV_LINE_END = "\r\n";

  private final OutputFormat format;
  private final Optional<Level> failOn;
  private final FindingOutput output;
  private final PrintStream out;
  private final FindingTable table = new FindingTable();
  private final List<ObjectNode> documents = new ArrayList<>();
  private boolean failed;
  private boolean begun;

  Results(OutputFormat format, Optional<Level> failOn, FindingOutput output, PrintStream out) {
    this.format = format;
    this.failOn = failOn;
    this.output = output;
    this.out = out;
  }

  void take(Finding finding) {
    failed |= failOn.filter(level -> finding.level().compareTo(level) >= 0).isPresent();
    switch (format) {
      case JSONL -> Json.line(output.json(finding), out);
      case JSON -> documents.add(output.json(finding));
      case CSV -> {
        csvHeader();
        out.print(output.csv(finding) + CSV_LINE_END);
      }
      case TABLE, JUNIT, SARIF, MARKDOWN -> table.add(finding);
    }
  }

  /// Whether a finding had the level to fail on, or a higher one.
  boolean failed() {
    return failed;
  }

  void finish(Search search, RulePack pack) {
    switch (format) {
      case JSON -> document(search, pack);
      case CSV -> csvHeader();
      case JSONL -> {}
      case TABLE, JUNIT, SARIF, MARKDOWN -> {
        if (table.size() > 0) {
          table.print(out);
        }
      }
    }
  }

  private void csvHeader() {
    if (!begun) {
      begun = true;
      out.print(FindingOutput.CSV_HEADER + CSV_LINE_END);
    }
  }

  private void document(Search search, RulePack pack) {
    ObjectNode document = Json.object();
    document.put("release", pack.release().tag());
    document.put("rules", pack.headers().size());
    document.put("events", search.events());
    document.put("refused", search.refused());
    document.put("ignored", search.ignoredRecords());
    ArrayNode findings = document.putArray("findings");
    documents.forEach(findings::add);
    Json.document(document, out);
  }
}
