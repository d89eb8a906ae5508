package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import io.sextant.sigma.baseline.ThresholdProposal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints what a replay counted, the noisiest rule first.
///
/// @param perDay alerts a day that the thresholds are proposed for
record ReplayReport(Replay replay, List<Replay.Line> lines, double perDay) {
  ReplayReport {
    lines =
        lines.stream().sorted(Comparator.comparingLong(Replay.Line::matches).reversed()).toList();
  }

  void print(OutputFormat format, Console console) {
    if (format == OutputFormat.JSON) {
      Json.document(json(), console.out());
    } else {
      table(console);
    }
  }

  private ObjectNode json() {
    ObjectNode document = Json.object();
    document.put("events", replay.events()).put("days", replay.days()).put("perDay", perDay);
    ArrayNode rules = document.putArray("rules");
    for (Replay.Line line : lines) {
      ObjectNode rule =
          rules
              .addObject()
              .put("rule", line.rule().id().value())
              .put("title", line.rule().title())
              .put("level", line.rule().level().name().toLowerCase(Locale.ROOT))
              .put("matches", line.matches());
      if (line.proposal().isPresent()) {
        ThresholdProposal proposal = line.proposal().get();
        rule.putObject("proposed")
            .put("window", words(line.window()))
            .put("gte", proposal.threshold())
            .put("alerts", proposal.alerts())
            .put("percentile", proposal.percentile());
      }
    }
    return document;
  }

  private void table(Console console) {
    TablePrinter table =
        new TablePrinter("MATCHES", "PROPOSED", "ALERTS THEN", "LEVEL", "RULE", "TITLE");
    long silent = 0;
    for (Replay.Line line : lines) {
      boolean counted =
          line.matches() > 0
              || line.proposal().map(proposal -> proposal.threshold() > 1).orElse(false);
      if (!counted) {
        silent++;
        continue;
      }
      table.row(
          line.matches(),
          line.proposal()
              .map(proposal -> ">= " + proposal.threshold() + " in " + words(line.window()))
              .orElse("-"),
          line.proposal().map(proposal -> Long.toString(proposal.alerts())).orElse("-"),
          line.rule().level().name().toLowerCase(Locale.ROOT),
          line.rule().id(),
          line.rule().title());
    }
    if (silent < lines.size()) {
      table.print(console.out());
    }
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%d events over %.2f days; %d of %d rules matched nothing",
                replay.events(),
                replay.days(),
                silent,
                lines.size()));
  }

  private static String words(Duration window) {
    return window.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
