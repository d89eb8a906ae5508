package io.sextant.atlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes the facts of a release as the tables of the built-in catalogue: ids, names, order,
/// tactics, parents, maturity, platforms, dates, ATT&CK references, mitigation edges and case-study
/// steps. No description, edge text, step text, actor, target or citation is written: those are
/// MITRE's words.
///
/// The same release always gives the same bytes, so a change of the catalogue reads as a diff.
public final class CatalogueWriter {
  private final Path folder;

  /// @param folder the catalogue; each release gets a folder of its own in it
  public CatalogueWriter(Path folder) {
    this.folder = folder;
  }

  /// Writes one release and its line in the index.
  public void write(Release release) throws IOException {
    Path target = Files.createDirectories(folder.resolve(release.id().tag()));
    String note =
        "# Facts of MITRE ATLAS release "
            + release.id()
            + " (Apache-2.0, https://github.com/mitre-atlas/atlas-data),"
            + " written by 'sextant atlas catalogue'. Do not edit.";
    table(target.resolve(CatalogueFormat.TACTICS), note, tactics(release));
    table(target.resolve(CatalogueFormat.TECHNIQUES), note, techniques(release));
    table(target.resolve(CatalogueFormat.MITIGATIONS), note, mitigations(release));
    table(target.resolve(CatalogueFormat.MITIGATES), note, mitigates(release));
    table(target.resolve(CatalogueFormat.CASE_STUDIES), note, caseStudies(release));
    table(target.resolve(CatalogueFormat.STEPS), note, steps(release));
    index(release);
  }

  private static List<List<String>> tactics(Release release) {
    List<List<String>> rows = start("id", "name", "attack", "created", "modified");
    for (Tactic tactic : release.tactics()) {
      rows.add(
          List.of(
              tactic.id().value(),
              tactic.name(),
              tactic.attackReference().map(CatalogueFormat::write).orElse(""),
              CatalogueFormat.write(tactic.dates().created()),
              CatalogueFormat.write(tactic.dates().modified())));
    }
    return rows;
  }

  private static List<List<String>> techniques(Release release) {
    List<List<String>> rows =
        start(
            "id",
            "name",
            "parent",
            "tactics",
            "maturity",
            "platforms",
            "attack",
            "created",
            "modified");
    for (Technique technique : release.techniques()) {
      rows.add(
          List.of(
              technique.id().value(),
              technique.name(),
              technique.parent().map(TechniqueId::value).orElse(""),
              technique.tactics().stream().map(TacticId::value).collect(Collectors.joining(",")),
              technique.maturity().map(Technique.Maturity::word).orElse(""),
              String.join(",", technique.platforms()),
              technique.attackReference().map(CatalogueFormat::write).orElse(""),
              CatalogueFormat.write(technique.dates().created()),
              CatalogueFormat.write(technique.dates().modified())));
    }
    return rows;
  }

  private static List<List<String>> mitigations(Release release) {
    List<List<String>> rows =
        start("id", "name", "categories", "phases", "attack", "created", "modified");
    for (Mitigation mitigation : release.mitigations()) {
      rows.add(
          List.of(
              mitigation.id().value(),
              mitigation.name(),
              String.join(",", mitigation.categories()),
              String.join(",", mitigation.lifecyclePhases()),
              mitigation.attackReference().map(CatalogueFormat::write).orElse(""),
              CatalogueFormat.write(mitigation.dates().created()),
              CatalogueFormat.write(mitigation.dates().modified())));
    }
    return rows;
  }

  private static List<List<String>> mitigates(Release release) {
    List<List<String>> rows = start("mitigation", "technique");
    for (Mitigation mitigation : release.mitigations()) {
      for (Mitigation.Mitigates edge : mitigation.mitigates()) {
        rows.add(List.of(mitigation.id().value(), edge.technique().value()));
      }
    }
    return rows;
  }

  private static List<List<String>> caseStudies(Release release) {
    List<List<String>> rows =
        start("id", "name", "type", "date", "granularity", "created", "modified");
    for (CaseStudy study : release.caseStudies()) {
      rows.add(
          List.of(
              study.id().value(),
              study.name(),
              study.type().map(CaseStudy.Type::word).orElse(""),
              study.date(),
              study.granularity().map(CaseStudy.Granularity::word).orElse(""),
              CatalogueFormat.write(study.dates().created()),
              CatalogueFormat.write(study.dates().modified())));
    }
    return rows;
  }

  private static List<List<String>> steps(Release release) {
    List<List<String>> rows = start("study", "tactic", "technique");
    for (CaseStudy study : release.caseStudies()) {
      for (CaseStudy.Step step : study.procedure()) {
        rows.add(List.of(study.id().value(), step.tactic().value(), step.technique().value()));
      }
    }
    return rows;
  }

  /// One line for each release in the catalogue, sorted by tag.
  private void index(Release release) throws IOException {
    Path file = folder.resolve(CatalogueFormat.INDEX);
    TreeMap<String, String> lines = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.startsWith("#") && !line.startsWith("tag\t")) {
          lines.put(line.substring(0, line.indexOf('\t')), line);
        }
      }
    }
    AsWritten written = release.asWritten();
    lines.put(
        release.id().tag(),
        String.join(
            "\t",
            release.id().tag(),
            CatalogueFormat.write(release.date()),
            release.innerVersion(),
            release.formatVersion(),
            Integer.toString(written.techniqueTactics()),
            Integer.toString(written.subTechniqueParents()),
            Integer.toString(written.mitigations()),
            Integer.toString(written.mitigationsWithText()),
            Integer.toString(written.procedureSteps()),
            Integer.toString(written.references())));
    List<String> all = new ArrayList<>();
    all.add(
        "# The releases of the catalogue; from technique_tactics on: edges as the official file writes them.");
    all.add(
        "tag\tdate\tinner_version\tformat\ttechnique_tactics\tsub_technique_parents\tmitigations"
            + "\tmitigations_with_text\tprocedure_steps\treferences");
    all.addAll(lines.values());
    Files.writeString(file, String.join("\n", all) + "\n");
  }

  private static List<List<String>> start(String... headings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(headings));
    return rows;
  }

  private static void table(Path file, String note, List<List<String>> rows) throws IOException {
    StringBuilder text = new StringBuilder(note).append('\n');
    for (List<String> row : rows) {
      for (String cell : row) {
        if (cell.indexOf('\t') >= 0 || cell.indexOf('\n') >= 0) {
          throw new IllegalArgumentException("a cell must be one line without tabs: " + cell);
        }
      }
      text.append(String.join("\t", row)).append('\n');
    }
    Files.writeString(file, text);
  }
}
