package io.sextant.server.detection;

import io.sextant.atlas.TacticId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings.TriageEntry;
import io.sextant.core.telemetry.EventId;
import io.sextant.server.detection.TechniqueNames.TechniqueRef;
import io.sextant.server.telemetry.EventJson;
import io.sextant.sigma.Detection.FieldMatch;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A finding as the API writes it.
public record FindingJson(
    String id,
    String rule,
    String title,
    String level,
    List<TechniqueRef> techniques,
    List<String> tactics,
    String system,
    Map<String, String> entities,
    List<String> evidence,
    Instant first,
    Instant last,
    long count,
    String status) {

  static FindingJson of(Finding finding, TechniqueNames names) {
    return new FindingJson(
        finding.id().value(),
        finding.rule().value(),
        finding.title(),
        word(finding.level()),
        finding.techniques().stream().map(id -> names.of(id, finding.release())).toList(),
        finding.tactics().stream().map(TacticId::value).toList(),
        finding.system(),
        finding.entities(),
        finding.evidence().stream().map(EventId::value).toList(),
        finding.first(),
        finding.last(),
        finding.count(),
        word(finding.status()));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// A page of findings.
  record Items(List<FindingJson> items, Optional<String> next) {}

  /// One finding with what proves and explains it.
  record Detail(
      FindingJson finding,
      RuleJson.Summary rule,
      List<FieldMatch> matches,
      List<EventJson> events,
      List<History> history) {}

  /// One act of triage.
  record History(Instant time, String author, String from, String to, String note) {
    static History of(TriageEntry entry) {
      return new History(
          entry.time(), entry.author(), word(entry.from()), word(entry.to()), entry.note());
    }
  }

  /// What a person says of a finding; a missing status is null here and refused by the route.
  record Triage(@Nullable String status, @Nullable String note) {}
}
