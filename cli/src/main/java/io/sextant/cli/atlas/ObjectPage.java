package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.AttackReference;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.Prose;
import io.sextant.atlas.Reference;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// One object with all its edges as text for a person.
final class ObjectPage {
  private static final int WIDTH = 100;
  private static final int LABEL = 12;

  private final ReleaseIndex index;
  private final PrintStream out;

  ObjectPage(ReleaseIndex index, PrintStream out) {
    this.index = index;
    this.out = out;
  }

  void print(AtlasObject object) {
    Release release = index.release();
    String origin = release.origin() == Release.Origin.BUILT_IN ? "built in" : "imported";
    out.println(printable(object.id() + "  " + object.fullName()));
    out.println(object.kind().word() + " in ATLAS " + release.id() + " (" + origin + ")");
    paragraph(object.summary());
    out.println();
    index.own(object.id()).ifPresent(this::own);
    switch (object) {
      case Tactic tactic -> tactic(tactic);
      case Technique technique -> technique(technique);
      case Mitigation mitigation -> mitigation(mitigation);
      case CaseStudy study -> caseStudy(study);
    }
    heading("Description", object.description().isEmpty() ? 0 : 1);
    text(Prose.text(object.description(), object));
    heading("References", object.references().size());
    for (Reference reference : object.references()) {
      String mark = reference.id().isEmpty() ? "" : "[" + reference.id() + "]  ";
      out.println(printable("  " + mark + (reference.title() + "  " + reference.url()).strip()));
    }
  }

  /// What organisations say, apart from what ATLAS says.
  private void own(OwnMark mark) {
    mark.addedBy().ifPresent(by -> field("Own entry", "of " + by));
    mark.renamed()
        .ifPresent(
            own -> field("In ATLAS", own.official() + "  (renamed by " + own.organisation() + ")"));
    mark.hidden()
        .ifPresent(own -> field("Hidden", "by " + own.organisation() + ": " + own.reason()));
    mark.notes().forEach(own -> field("Note", own.organisation() + ": " + own.text()));
    mark.mappings()
        .forEach(own ->
            field(
                "Mapping",
                (own.organisation() + ": " + own.to() + "  " + own.title() + "  " + own.url())
                    .strip()));
  }

  private void tactic(Tactic tactic) {
    field("ATT&CK", attack(tactic.attackReference()));
    field("Page", tactic.page());
    List<Technique> techniques = index.techniques(tactic.id());
    heading("Techniques", techniques.size());
    techniques.forEach(technique -> entry(technique, ""));
  }

  private void technique(Technique technique) {
    technique
        .parent()
        .flatMap(index::technique)
        .ifPresent(parent -> field("Part of", parent.id() + " " + parent.name()));
    for (var id : technique.tactics()) {
      field("Tactic", id + " " + index.tactic(id).map(Tactic::name).orElse(""));
    }
    field("Maturity", technique.maturity().map(Technique.Maturity::word).orElse("not stated"));
    field(
        "Platforms",
        technique.platforms().isEmpty() ? "not stated" : String.join(", ", technique.platforms()));
    field("ATT&CK", attack(technique.attackReference()));
    field("Page", technique.page());
    List<Technique> subs = index.subTechniques(technique.id());
    heading("Sub-techniques", subs.size());
    subs.forEach(sub -> entry(sub, ""));
    DetectionCatalogue.load()
        .of(technique)
        .ifPresent(detection -> {
          heading("Detection", 1);
          out.print(new DetectionText(technique, detection).body());
        });
    List<ReleaseIndex.AppliedMitigation> mitigations = index.mitigations(technique.id());
    heading("Mitigations", mitigations.size());
    mitigations.forEach(applied ->
        entry(applied.mitigation(), applied.inherited() ? "  (stated for the parent)" : ""));
    List<CaseStudy> studies = index.caseStudies(technique.id());
    heading("Case studies", studies.size());
    studies.forEach(study -> entry(study, "  (" + when(study) + ")"));
  }

  private void mitigation(Mitigation mitigation) {
    field("Category", String.join(", ", mitigation.categories()));
    field("Life cycle", String.join(", ", mitigation.lifecyclePhases()));
    field("ATT&CK", attack(mitigation.attackReference()));
    field("Page", mitigation.page());
    heading("Techniques", mitigation.mitigates().size());
    for (Mitigation.Mitigates edge : mitigation.mitigates()) {
      index.technique(edge.technique()).ifPresent(technique -> entry(technique, ""));
    }
  }

  private void caseStudy(CaseStudy study) {
    field("When", when(study));
    field("Actor", study.actor());
    field("Target", study.target());
    field("Reporter", study.reporter());
    field("Page", study.page());
    heading("Steps", study.procedure().size());
    int number = 1;
    for (CaseStudy.Step step : study.procedure()) {
      String technique = index.technique(step.technique()).map(Technique::fullName).orElse("");
      String tactic = index.tactic(step.tactic()).map(Tactic::name).orElse("");
      out.println(
          printable(
              String.format(
                  "  %2d  %-14s %s  (%s)", number++, step.technique(), technique, tactic)));
    }
  }

  private static String when(CaseStudy study) {
    return (study.type().map(CaseStudy.Type::word).orElse("") + " " + study.shownDate()).strip();
  }

  private static String attack(Optional<AttackReference> reference) {
    return reference.map(found -> found.id() + "  " + found.url()).orElse("");
  }

  private void field(String label, String value) {
    if (!value.isBlank()) {
      out.println(printable("  " + label + " ".repeat(LABEL - label.length()) + value));
    }
  }

  private void entry(AtlasObject object, String remark) {
    String id = object.id().value();
    out.println(
        printable(
            "  " + id + " ".repeat(Math.max(1, 15 - id.length())) + object.fullName() + remark));
  }

  private void heading(String title, int entries) {
    if (entries > 0) {
      out.println();
      out.println(title);
    }
  }

  private void paragraph(String text) {
    if (!text.isBlank()) {
      out.println();
      text(text);
    }
  }

  /// Prints text indented and broken at blanks; its own line breaks are kept.
  private void text(String text) {
    for (String paragraph : text.isEmpty() ? List.<String>of() : List.of(text.split("\n", -1))) {
      StringBuilder line = new StringBuilder();
      for (String word : printable(paragraph).split(" ", -1)) {
        if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
          out.println("  " + line);
          line.setLength(0);
        }
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
      out.println(("  " + line).stripTrailing());
    }
  }

  /// Text from a file must not steer the terminal.
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
