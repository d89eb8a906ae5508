package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A release as Markdown pages for people: one for each object, and an index. Text of the release
/// is written as text: HTML and links in it do nothing.
public final class Wiki {
  private final ReleaseIndex index;

  private Wiki(ReleaseIndex index) {
    this.index = index;
  }

  /// Pages by file name.
  public static SequencedMap<String, String> pages(ReleaseIndex index) {
    return new Wiki(index).pages();
  }

  private SequencedMap<String, String> pages() {
    SequencedMap<String, String> pages = new LinkedHashMap<>();
    pages.put("index.md", contents());
    for (AtlasObject object : index.objects()) {
      pages.put(object.id().value() + ".md", page(object));
    }
    return pages;
  }

  private String contents() {
    StringBuilder page = new StringBuilder();
    page.append("# MITRE ATLAS, release ").append(index.release().id()).append("\n");
    for (ReleaseIndex.Column column : index.matrix()) {
      page.append("\n## ").append(link(column.tactic())).append("\n\n");
      for (ReleaseIndex.Cell cell : column.cells()) {
        page.append("- ").append(link(cell.technique())).append('\n');
        cell.subTechniques().forEach(sub -> page.append("  - ").append(link(sub)).append('\n'));
      }
    }
    list(page, "Mitigations", index.release().mitigations());
    list(page, "Case studies", index.release().caseStudies());
    return page.toString();
  }

  private String page(AtlasObject object) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(plain(object.fullName())).append("\n\n");
    page.append(object.id()).append(" · ").append(object.kind().word());
    page.append(" · release ").append(index.release().id()).append("\n\n");
    page.append(plain(object.summary())).append("\n");
    if (!object.description().isEmpty()) {
      page.append("\n## In MITRE's words\n\n").append(plain(object.description())).append("\n");
    }
    switch (object) {
      case Tactic tactic -> list(page, "Techniques", index.techniques(tactic.id()));
      case Technique technique -> technique(page, technique);
      case Mitigation mitigation ->
          list(
              page,
              "Techniques",
              mitigation.mitigates().stream().flatMap(edge -> find(edge.technique())).toList());
      case CaseStudy study -> steps(page, study);
    }
    return page.append("\n[All](index.md)\n").toString();
  }

  private void technique(StringBuilder page, Technique technique) {
    technique
        .maturity()
        .ifPresent(maturity -> page.append("\nMaturity: ").append(maturity.word()).append("\n"));
    list(
        page,
        "Tactics",
        technique.tactics().stream().flatMap(id -> index.tactic(id).stream()).toList());
    technique.parent().ifPresent(parent -> list(page, "Part of", find(parent).toList()));
    list(page, "Sub-techniques", index.subTechniques(technique.id()));
    list(
        page,
        "Mitigations",
        index.mitigations(technique.id()).stream()
            .map(ReleaseIndex.AppliedMitigation::mitigation)
            .toList());
    list(page, "Case studies", index.caseStudies(technique.id()));
  }

  private void steps(StringBuilder page, CaseStudy study) {
    page.append("\n## Steps\n\n");
    int number = 1;
    for (CaseStudy.Step step : study.procedure()) {
      String technique =
          find(step.technique()).map(Wiki::link).findFirst().orElse(step.technique().value());
      String tactic = index.tactic(step.tactic()).map(Wiki::link).orElse(step.tactic().value());
      page.append(number++).append(". ").append(tactic).append(": ").append(technique);
      if (!step.description().isEmpty()) {
        page.append(". ").append(plain(step.description()).replace("\n", " "));
      }
      page.append('\n');
    }
  }

  private Stream<Technique> find(TechniqueId id) {
    return index.technique(id).stream();
  }

  private static void list(StringBuilder page, String title, List<? extends AtlasObject> objects) {
    if (!objects.isEmpty()) {
      page.append("\n## ").append(title).append("\n\n");
      objects.forEach(object -> page.append("- ").append(link(object)).append('\n'));
    }
  }

  private static String link(AtlasObject object) {
    return "[" + plain(object.fullName()) + "](" + object.id() + ".md)";
  }

  /// Text that means nothing to Markdown or HTML but itself.
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '<' -> plain.append("&lt;");
            case '>' -> plain.append("&gt;");
            case '&' -> plain.append("&amp;");
            case '[', ']', '*', '_', '`', '!', '#', '|', '\\', '(' ->
                plain.append('\\').append((char) c);
            case '\n', '\t' -> plain.append((char) c);
            default -> plain.append(Character.isISOControl(c) ? ' ' : (char) c);
          }
        });
    return plain.toString();
  }
}
