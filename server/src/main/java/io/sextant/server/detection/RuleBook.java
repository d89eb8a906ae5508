package io.sextant.server.detection;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Inspection;
import io.sextant.core.detection.RuleFile;
import io.sextant.core.detection.RulePack;
import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import io.sextant.sigma.SigmaReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules in force, their sources and what is wrong with their files. Immutable and thread-safe.
///
/// @param sources the text of each file as it is now, by name
/// @param issues of the files as they are now, also of one whose last good text is in force
public record RuleBook(
    RulePack pack,
    Map<String, String> sources,
    List<Issue> issues,
    Map<String, String> inForce,
    Set<RuleId> correlations,
    Map<TechniqueId, List<RuleHeader>> byTechnique) {

  /// Stands in every correlation document; files without it need not be read once more.
  private static final String CORRELATION_KEY = "correlation:";

  /// Before any file was read.
  static RuleBook empty(ReleaseIndex release) {
    return of(RulePack.of(List.of(), release, Optional.empty()), Map.of(), List.of(), Map.of());
  }

  /// Reads files. Where one has errors now and had none in `last`, its text of then stays in force.
  static RuleBook read(
      List<RuleFile> files, ReleaseIndex release, RuleBook last, Optional<Inspection> inspection) {
    RulePack fresh = RulePack.of(files, release, inspection);
    Set<String> broken = new HashSet<>();
    for (Issue issue : fresh.issues()) {
      if (issue.severity() == Issue.Severity.ERROR && last.inForce.containsKey(issue.file())) {
        broken.add(issue.file());
      }
    }
    Map<String, String> sources = texts(files);
    if (broken.isEmpty()) {
      return of(fresh, sources, fresh.issues(), goodTexts(files, fresh.issues()));
    }
    List<RuleFile> mended =
        files.stream()
            .map(file ->
                broken.contains(file.name())
                    ? new RuleFile(file.name(), last.inForce.getOrDefault(file.name(), file.yaml()))
                    : file)
            .toList();
    RulePack pack = RulePack.of(mended, release, inspection);
    return of(pack, sources, fresh.issues(), goodTexts(mended, pack.issues()));
  }

  /// The same with other issues.
  RuleBook withIssues(List<Issue> other) {
    return new RuleBook(pack, sources, List.copyOf(other), inForce, correlations, byTechnique);
  }

  private static RuleBook of(
      RulePack pack, Map<String, String> sources, List<Issue> issues, Map<String, String> inForce) {
    Map<TechniqueId, List<RuleHeader>> byTechnique = new HashMap<>();
    for (RuleHeader header : pack.headers()) {
      for (TechniqueId id : pack.mapping(header.id()).techniques()) {
        byTechnique.computeIfAbsent(id, _ -> new ArrayList<>()).add(header);
      }
    }
    Set<RuleId> correlations = new HashSet<>();
    SigmaReader reader = new SigmaReader();
    inForce.forEach((name, text) -> {
      if (text.contains(CORRELATION_KEY)) {
        reader.read(name, text).documents().stream()
            .filter(CorrelationRule.class::isInstance)
            .forEach(document -> correlations.add(document.header().id()));
      }
    });
    return new RuleBook(pack, sources, issues, inForce, correlations, byTechnique);
  }

  private static Map<String, String> texts(List<RuleFile> files) {
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach(file -> texts.put(file.name(), file.yaml()));
    return texts;
  }

  private static Map<String, String> goodTexts(List<RuleFile> files, List<Issue> issues) {
    Map<String, String> texts = texts(files);
    issues.stream()
        .filter(issue -> issue.severity() == Issue.Severity.ERROR)
        .forEach(issue -> texts.remove(issue.file()));
    return texts;
  }
}
