package io.sextant.atlas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The counts by which a reader of ATLAS files proves that it lost nothing.
///
/// Objects are counted in the model. Edges, steps and references are counted *as written* in the
/// file ([AsWritten]): 5.6.1 writes 246 mitigation edges, of which the model keeps 244 distinct
/// ones and adds two rescued from a wrong place.
public record ReleaseCounts(
    String version,
    String format,
    int tactics,
    int techniques,
    int subtechniques,
    int mitigations,
    int caseStudies,
    int incidents,
    int exercises,
    AsWritten asWritten,
    int attackReferencesOfTactics,
    int attackReferencesOfTechniques,
    int attackReferencesOfMitigations,
    SortedMap<String, Integer> maturity,
    SortedMap<String, Integer> platforms) {

  /// Stands for a maturity that is not stated.
  private static final String NOT_STATED = "-";

  public static ReleaseCounts of(Release release) {
    SortedMap<String, Integer> maturity = new TreeMap<>();
    SortedMap<String, Integer> platforms = new TreeMap<>();
    for (Technique technique : release.techniques()) {
      maturity.merge(
          technique.maturity().map(Technique.Maturity::word).orElse(NOT_STATED), 1, Integer::sum);
      technique.platforms().forEach(platform -> platforms.merge(platform, 1, Integer::sum));
    }
    int subtechniques =
        (int) release.techniques().stream().filter(t -> t.parent().isPresent()).count();
    return new ReleaseCounts(
        release.innerVersion(),
        format(release.formatVersion()),
        release.tactics().size(),
        release.techniques().size() - subtechniques,
        subtechniques,
        release.mitigations().size(),
        release.caseStudies().size(),
        studies(release, CaseStudy.Type.INCIDENT),
        studies(release, CaseStudy.Type.EXERCISE),
        release.asWritten(),
        present(release.tactics().stream().map(Tactic::attackReference).toList()),
        present(release.techniques().stream().map(Technique::attackReference).toList()),
        present(release.mitigations().stream().map(Mitigation::attackReference).toList()),
        maturity,
        platforms);
  }

  /// The counts under short column names, in a fixed order; numbers are [Integer], the rest text.
  public Map<String, Object> columns() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("version", version);
    columns.put("format", format);
    columns.put("tactics", tactics);
    columns.put("techniques", techniques);
    columns.put("subtechniques", subtechniques);
    columns.put("mitigations", mitigations);
    columns.put("case_studies", caseStudies);
    columns.put("incidents", incidents);
    columns.put("exercises", exercises);
    columns.put("procedure_steps", asWritten.procedureSteps());
    columns.put("tech_tactic_edges", asWritten.techniqueTactics());
    columns.put("sub_parent_edges", asWritten.subTechniqueParents());
    columns.put("mitigation_tech_edges", asWritten.mitigations());
    columns.put("mitig_edges_with_text", asWritten.mitigationsWithText());
    columns.put("attack_ref_tactics", attackReferencesOfTactics);
    columns.put("attack_ref_techs", attackReferencesOfTechniques);
    columns.put("attack_ref_mitig", attackReferencesOfMitigations);
    columns.put("maturity", text(maturity));
    columns.put("platforms", platforms.isEmpty() ? NOT_STATED : text(platforms));
    columns.put("refs", asWritten.references());
    return columns;
  }

  private static String format(String formatVersion) {
    return Character.isDigit(formatVersion.charAt(0))
        ? "v" + formatVersion.charAt(0) + " (" + formatVersion + ")"
        : formatVersion;
  }

  private static int studies(Release release, CaseStudy.Type type) {
    return (int)
        release.caseStudies().stream()
            .filter(s -> s.type().filter(type::equals).isPresent())
            .count();
  }

  private static int present(List<Optional<AttackReference>> references) {
    return (int) references.stream().filter(Optional::isPresent).count();
  }

  private static String text(SortedMap<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
