package io.sextant.core.publish;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.AttackReference;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.Prose;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Link;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A release as tables: what it holds, its objects by kind, and its edges; its words without
/// markup.
public final class ReleaseReport {
  private static final String LIST = "; ";

  private final ReleaseIndex index;

  private ReleaseReport(ReleaseIndex index) {
    this.index = index;
  }

  /// All tables of a release. It bears the date of the release, so that a release always gives the
  /// same report.
  public static Report whole(ReleaseIndex index) {
    ReleaseReport tables = new ReleaseReport(index);
    return tables.report(
        List.of(
            tables.section("tactics", tables.tactics()),
            tables.section("techniques", tables.techniques()),
            tables.section("mitigations", tables.mitigations()),
            tables.section("case-studies", tables.caseStudies()),
            tables.section("mitigates", tables.mitigates()),
            tables.section("steps", tables.steps())));
  }

  /// The techniques alone.
  public static Report techniques(ReleaseIndex index) {
    ReleaseReport tables = new ReleaseReport(index);
    return tables.report(List.of(tables.section("techniques", tables.techniques())));
  }

  /// The date of a release as that of a report.
  public static Instant date(ReleaseIndex index) {
    return index
        .release()
        .date()
        .map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant())
        .orElse(Instant.EPOCH);
  }

  private Report report(List<Section> sections) {
    String counts =
        Stream.of(
                count(index.release().tactics().size(), "tactics"),
                count(index.release().techniques().size(), "techniques and sub-techniques"),
                count(index.release().mitigations().size(), "mitigations"),
                count(index.release().caseStudies().size(), "case studies"))
            .collect(Collectors.joining(", "));
    return new Report("MITRE ATLAS " + index.release().id(), counts, date(index), sections);
  }

  private Section section(String key, Table table) {
    return new Section(key, table.name(), List.<Block>of(table));
  }

  private Table tactics() {
    return new Table(
        "Tactics",
        List.of(
            Column.text("id"),
            Column.text("name"),
            Column.number("position"),
            Column.number("techniques"),
            Column.text("attack"),
            Column.text("summary")),
        Stream.iterate(0, i -> i < index.release().tactics().size(), i -> i + 1)
            .map(i -> tacticRow(i, index.release().tactics().get(i)))
            .toList());
  }

  private List<Cell> tacticRow(int place, Tactic tactic) {
    return List.of(
        id(tactic),
        Cell.of(tactic.name()),
        Cell.of(place + 1),
        Cell.of(index.techniques(tactic.id()).size()),
        attack(tactic.attackReference()),
        about(tactic));
  }

  private Table techniques() {
    return new Table(
        "Techniques",
        Stream.of(
                "id",
                "name",
                "parent",
                "tactics",
                "maturity",
                "platforms",
                "attack",
                "mitigations",
                "case_studies",
                "summary")
            .map(Column::text)
            .toList(),
        index.release().techniques().stream().map(this::techniqueRow).toList());
  }

  private List<Cell> techniqueRow(Technique technique) {
    return List.of(
        id(technique),
        Cell.of(technique.fullName()),
        Cell.of(technique.parent().map(TechniqueId::value).orElse("")),
        list(technique.tactics().stream().map(TacticId::value)),
        Cell.of(technique.maturity().map(Technique.Maturity::word).orElse("")),
        list(technique.platforms().stream()),
        attack(technique.attackReference()),
        list(
            index.mitigations(technique.id()).stream()
                .filter(applied -> !applied.inherited())
                .map(applied -> applied.mitigation().id().value())),
        list(index.caseStudies(technique.id()).stream().map(study -> study.id().value())),
        about(technique));
  }

  private Table mitigations() {
    return new Table(
        "Mitigations",
        List.of(
            Column.text("id"),
            Column.text("name"),
            Column.text("categories"),
            Column.text("lifecycle_phases"),
            Column.number("techniques"),
            Column.text("attack"),
            Column.text("summary")),
        index.release().mitigations().stream().map(ReleaseReport::mitigationRow).toList());
  }

  private static List<Cell> mitigationRow(Mitigation mitigation) {
    return List.of(
        id(mitigation),
        Cell.of(mitigation.name()),
        list(mitigation.categories().stream()),
        list(mitigation.lifecyclePhases().stream()),
        Cell.of(mitigation.mitigates().size()),
        attack(mitigation.attackReference()),
        about(mitigation));
  }

  private Table caseStudies() {
    return new Table(
        "Case studies",
        List.of(
            Column.text("id"),
            Column.text("name"),
            Column.text("type"),
            Column.text("date"),
            Column.number("steps"),
            Column.text("summary")),
        index.release().caseStudies().stream().map(ReleaseReport::studyRow).toList());
  }

  private static List<Cell> studyRow(CaseStudy study) {
    return List.of(
        id(study),
        Cell.of(study.name()),
        Cell.of(study.type().map(CaseStudy.Type::word).orElse("")),
        Cell.of(study.shownDate()),
        Cell.of(study.procedure().size()),
        about(study));
  }

  private Table mitigates() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Mitigation mitigation : index.release().mitigations()) {
      for (Mitigation.Mitigates edge : mitigation.mitigates()) {
        rows.add(
            List.of(
                id(mitigation),
                Cell.of(mitigation.name()),
                Cell.of(edge.technique().value()),
                Cell.of(index.technique(edge.technique()).map(Technique::fullName).orElse("")),
                Cell.of(Prose.text(edge.description(), mitigation))));
      }
    }
    return new Table(
        "Mitigation edges",
        Stream.of("mitigation", "mitigation_name", "technique", "technique_name", "text")
            .map(Column::text)
            .toList(),
        rows);
  }

  private Table steps() {
    List<List<Cell>> rows = new ArrayList<>();
    for (CaseStudy study : index.release().caseStudies()) {
      for (int i = 0; i < study.procedure().size(); i++) {
        CaseStudy.Step step = study.procedure().get(i);
        rows.add(
            List.of(
                id(study),
                Cell.of(i + 1),
                Cell.of(step.tactic().value()),
                Cell.of(step.technique().value()),
                Cell.of(index.technique(step.technique()).map(Technique::fullName).orElse("")),
                list(step.next().stream().map(place -> Integer.toString(place + 1))),
                Cell.of(Prose.text(step.description(), study))));
      }
    }
    return new Table(
        "Steps",
        List.of(
            Column.text("case_study"),
            Column.number("step"),
            Column.text("tactic"),
            Column.text("technique"),
            Column.text("technique_name"),
            Column.text("leads_to"),
            Column.text("text")),
        rows);
  }

  static Cell id(AtlasObject object) {
    return Link.web(object.page())
        .map(link -> Cell.linked(object.id().value(), link))
        .orElseGet(() -> Cell.of(object.id().value()));
  }

  private static Cell attack(Optional<AttackReference> reference) {
    return reference
        .map(found ->
            Link.web(found.url())
                .map(link -> Cell.linked(found.id(), link))
                .orElseGet(() -> Cell.of(found.id())))
        .orElseGet(Cell::empty);
  }

  /// Sextant's sentence, else the first paragraph of the release's text.
  private static Cell about(AtlasObject object) {
    return Cell.of(
        object.summary().isEmpty()
            ? Prose.text(object.description(), object).split("\n\n", 2)[0]
            : object.summary());
  }

  private static Cell list(Stream<String> values) {
    return Cell.of(values.collect(Collectors.joining(LIST)));
  }

  private static String count(int number, String what) {
    return number + " " + what;
  }
}
