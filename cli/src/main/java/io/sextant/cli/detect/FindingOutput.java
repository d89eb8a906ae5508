package io.sextant.cli.detect;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.cli.Json;
import io.sextant.core.detection.Finding;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.Detection.FieldMatch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes findings as JSON objects and CSV rows; the shapes stand in `docs/cli.md`.
final class FindingOutput {
  static final String CSV_HEADER =
      "rule,title,level,techniques,tactics,system,principal,conversation,first,last,evidence,dedupKey";

  private final ReleaseIndex release;

  FindingOutput(ReleaseIndex release) {
    this.release = release;
  }

  ObjectNode json(Finding finding) {
    ObjectNode node = Json.object();
    node.put("rule", finding.rule().value());
    node.put("title", finding.title());
    node.put("level", level(finding));
    ArrayNode techniques = node.putArray("techniques");
    for (TechniqueId id : finding.techniques()) {
      techniques
          .addObject()
          .put("id", id.value())
          .put("name", release.technique(id).map(Technique::fullName).orElse(""))
          .put("release", finding.release().tag());
    }
    ArrayNode tactics = node.putArray("tactics");
    finding.tactics().forEach(id -> tactics.add(id.value()));
    node.put("system", finding.system());
    ObjectNode entities = node.putObject("entities");
    finding.entities().forEach(entities::put);
    ArrayNode evidence = node.putArray("evidence");
    finding.evidence().forEach(id -> evidence.add(id.value()));
    ArrayNode matches = node.putArray("matches");
    for (FieldMatch match : finding.matches()) {
      matches
          .addObject()
          .put("selection", match.selection())
          .put("field", match.field())
          .put("value", match.value())
          .put("expected", match.expected());
    }
    node.put("first", finding.first().toString());
    node.put("last", finding.last().toString());
    node.put("dedupKey", finding.dedupKey());
    return node;
  }

  String csv(Finding finding) {
    return List.of(
            finding.rule().value(),
            finding.title(),
            level(finding),
            techniques(finding),
            finding.tactics().stream().map(TacticId::value).collect(Collectors.joining(" ")),
            finding.system(),
            finding.entities().getOrDefault("principal", ""),
            finding.entities().getOrDefault("conversation", ""),
            finding.first().toString(),
            finding.last().toString(),
            finding.evidence().stream().map(EventId::value).collect(Collectors.joining(" ")),
            finding.dedupKey())
        .stream()
        .map(FindingOutput::cell)
        .collect(Collectors.joining(","));
  }

  static String techniques(Finding finding) {
    return finding.techniques().stream().map(TechniqueId::value).collect(Collectors.joining(" "));
  }

  static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }

  /// RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe before it.
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
