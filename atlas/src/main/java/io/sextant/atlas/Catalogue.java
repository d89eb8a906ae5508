package io.sextant.atlas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The facts that ship with Sextant, one set of tables for each release ([CatalogueWriter] makes
/// them). Reading one takes a few milliseconds and needs no YAML.
final class Catalogue {
  private final List<Tsv.Row> index = Tsv.resource("catalogue/" + CatalogueFormat.INDEX);

  /// The releases it holds.
  List<ReleaseId> releases() {
    return index.stream().map(row -> new ReleaseId(row.get("tag"))).toList();
  }

  /// Reads a release that [#releases] names, without summaries.
  Release read(ReleaseId id) {
    Tsv.Row header =
        index.stream()
            .filter(row -> row.get("tag").equals(id.tag()))
            .findFirst()
            .orElseThrow(() -> new CatalogueException("the catalogue has no release " + id));
    String folder = "catalogue/" + id.tag() + "/";
    return new Release(
        id,
        header.get("inner_version"),
        header.get("format"),
        Release.Origin.BUILT_IN,
        CatalogueFormat.readDate(header.get("date")),
        Tsv.resource(folder + CatalogueFormat.TACTICS).stream().map(Catalogue::tactic).toList(),
        techniques(Tsv.resource(folder + CatalogueFormat.TECHNIQUES)),
        mitigations(folder),
        caseStudies(folder),
        asWritten(header),
        List.of());
  }

  private static AsWritten asWritten(Tsv.Row row) {
    return new AsWritten(
        Integer.parseInt(row.get("technique_tactics")),
        Integer.parseInt(row.get("sub_technique_parents")),
        Integer.parseInt(row.get("mitigations")),
        Integer.parseInt(row.get("mitigations_with_text")),
        Integer.parseInt(row.get("procedure_steps")),
        Integer.parseInt(row.get("references")));
  }

  private static Tactic tactic(Tsv.Row row) {
    return new Tactic(
        new TacticId(row.get("id")),
        row.get("name"),
        "",
        "",
        CatalogueFormat.readAttackReference(row.get("attack")),
        CatalogueFormat.readDates(row),
        List.of());
  }

  private static List<Technique> techniques(List<Tsv.Row> rows) {
    Map<String, String> names = new HashMap<>();
    rows.forEach(row -> names.put(row.get("id"), row.get("name")));
    return rows.stream().map(row -> technique(row, names)).toList();
  }

  private static Technique technique(Tsv.Row row, Map<String, String> names) {
    String parent = row.get("parent");
    String name = row.get("name");
    return new Technique(
        new TechniqueId(row.get("id")),
        name,
        parent.isEmpty() ? name : names.get(parent) + ": " + name,
        "",
        "",
        parent.isEmpty() ? Optional.empty() : Optional.of(new TechniqueId(parent)),
        row.list("tactics").stream().map(TacticId::new).toList(),
        Technique.Maturity.parse(row.get("maturity")),
        new LinkedHashSet<>(row.list("platforms")),
        CatalogueFormat.readAttackReference(row.get("attack")),
        CatalogueFormat.readDates(row),
        List.of());
  }

  private static List<Mitigation> mitigations(String folder) {
    Map<String, List<Mitigation.Mitigates>> edges = new HashMap<>();
    for (Tsv.Row row : Tsv.resource(folder + CatalogueFormat.MITIGATES)) {
      edges
          .computeIfAbsent(row.get("mitigation"), _ -> new ArrayList<>())
          .add(new Mitigation.Mitigates(new TechniqueId(row.get("technique")), ""));
    }
    List<Mitigation> mitigations = new ArrayList<>();
    for (Tsv.Row row : Tsv.resource(folder + CatalogueFormat.MITIGATIONS)) {
      mitigations.add(
          new Mitigation(
              new MitigationId(row.get("id")),
              row.get("name"),
              "",
              "",
              row.list("categories"),
              row.list("phases"),
              CatalogueFormat.readAttackReference(row.get("attack")),
              edges.getOrDefault(row.get("id"), List.of()),
              CatalogueFormat.readDates(row),
              List.of()));
    }
    return mitigations;
  }

  private static List<CaseStudy> caseStudies(String folder) {
    Map<String, List<CaseStudy.Step>> steps = new HashMap<>();
    Map<String, TacticId> tactics = new HashMap<>();
    Map<String, TechniqueId> techniques = new HashMap<>();
    for (Tsv.Row row : Tsv.resource(folder + CatalogueFormat.STEPS)) {
      steps
          .computeIfAbsent(row.get("study"), _ -> new ArrayList<>())
          .add(
              new CaseStudy.Step(
                  tactics.computeIfAbsent(row.get("tactic"), TacticId::new),
                  techniques.computeIfAbsent(row.get("technique"), TechniqueId::new),
                  "",
                  List.of()));
    }
    List<CaseStudy> studies = new ArrayList<>();
    for (Tsv.Row row : Tsv.resource(folder + CatalogueFormat.CASE_STUDIES)) {
      studies.add(caseStudy(row, CaseStudy.inOrder(steps.getOrDefault(row.get("id"), List.of()))));
    }
    return studies;
  }

  private static CaseStudy caseStudy(Tsv.Row row, List<CaseStudy.Step> steps) {
    return new CaseStudy(
        new CaseStudyId(row.get("id")),
        row.get("name"),
        "",
        "",
        CaseStudy.Type.parse(row.get("type")),
        row.get("date"),
        CaseStudy.Granularity.parse(row.get("granularity")),
        "",
        "",
        "",
        steps,
        CatalogueFormat.readDates(row),
        List.of());
  }
}
