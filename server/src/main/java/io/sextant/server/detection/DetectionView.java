package io.sextant.server.detection;

import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.AtlasMapping;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.core.detection.Findings.RuleActivity;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Rules and findings put together for people. Thread-safe.
public final class DetectionView {
  private final Supplier<RuleBook> rules;
  private final Findings findings;
  private final TechniqueNames names;

  public DetectionView(Supplier<RuleBook> rules, Findings findings, TechniqueNames names) {
    this.rules = rules;
    this.findings = findings;
    this.names = names;
  }

  /// How many rules in force name an id.
  public int rulesNaming(TechniqueId id) {
    return rules.get().byTechnique().getOrDefault(id, List.of()).size();
  }

  public List<RuleJson.Summary> rulesOf(TechniqueId id) {
    RuleBook book = rules.get();
    Map<RuleId, RuleActivity> activity = activity();
    return book.byTechnique().getOrDefault(id, List.of()).stream()
        .map(header -> summary(header, book, activity))
        .toList();
  }

  public Optional<HeatJson> heatOf(TechniqueId id) {
    return findings.heat(Instant.EPOCH).stream()
        .filter(heat -> heat.technique().equals(id))
        .map(HeatJson::of)
        .findFirst();
  }

  public FindingJson finding(Finding finding) {
    return FindingJson.of(finding, names);
  }

  List<RuleJson.Summary> all() {
    RuleBook book = rules.get();
    Map<RuleId, RuleActivity> activity = activity();
    return book.pack().headers().stream().map(header -> summary(header, book, activity)).toList();
  }

  Optional<RuleHeader> header(RuleId id) {
    return rules.get().pack().header(id);
  }

  RuleJson.Summary summary(RuleHeader header) {
    return summary(header, rules.get(), activity());
  }

  /// What is still known of the rule of a finding when the rule is gone.
  RuleJson.Summary remembered(Finding finding) {
    RuleActivity seen = activity().get(finding.rule());
    return new RuleJson.Summary(
        finding.rule().value(),
        finding.title(),
        FindingJson.word(finding.level()),
        "",
        "single",
        finding.techniques().stream().map(id -> names.of(id, finding.release())).toList(),
        finding.tactics().stream().map(TacticId::value).toList(),
        Map.of(),
        "",
        seen == null ? 0 : seen.findings(),
        seen == null ? 0 : seen.occurrences(),
        Optional.ofNullable(seen).map(RuleActivity::last));
  }

  private RuleJson.Summary summary(
      RuleHeader header, RuleBook book, Map<RuleId, RuleActivity> activity) {
    AtlasMapping mapping = book.pack().mapping(header.id());
    Optional<RuleActivity> seen = Optional.ofNullable(activity.get(header.id()));
    return new RuleJson.Summary(
        header.id().value(),
        header.title(),
        FindingJson.word(header.level()),
        header.status(),
        book.correlations().contains(header.id()) ? "correlation" : "single",
        mapping.techniques().stream().map(id -> names.of(id, book.pack().release())).toList(),
        mapping.tactics().stream().map(TacticId::value).toList(),
        logSource(header.logSource()),
        header.file(),
        seen.map(RuleActivity::findings).orElse(0L),
        seen.map(RuleActivity::occurrences).orElse(0L),
        seen.map(RuleActivity::last));
  }

  private Map<RuleId, RuleActivity> activity() {
    return findings.ruleActivity().stream()
        .collect(Collectors.toMap(RuleActivity::rule, Function.identity()));
  }

  private static Map<String, String> logSource(LogSource source) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("product", source.product());
    parts.put("category", source.category());
    parts.put("service", source.service());
    parts.values().removeIf(String::isEmpty);
    return parts;
  }
}
