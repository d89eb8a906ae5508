package io.sextant.server.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseCounts;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseIndex.AppliedMitigation;
import io.sextant.atlas.SearchHit;
import io.sextant.atlas.Sectors;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.server.http.IssueJson;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// ATLAS as the API writes it.
final class AtlasJson {
  private static final Sectors SECTORS = Sectors.load();

  private AtlasJson() {}

  /// The release that shall be current.
  record Wanted(@Nullable String tag) {}

  record Releases(List<ReleaseSummary> items, String current) {}

  record ReleaseSummary(
      String tag,
      String origin,
      String formatVersion,
      Optional<LocalDate> date,
      int tactics,
      int techniques,
      int subtechniques,
      int mitigations,
      int caseStudies,
      List<IssueJson> notices) {
    static ReleaseSummary of(Release release) {
      ReleaseCounts counts = ReleaseCounts.of(release);
      return new ReleaseSummary(
          release.id().tag(),
          release.origin().name().toLowerCase(Locale.ROOT),
          release.formatVersion(),
          release.date(),
          counts.tactics(),
          counts.techniques(),
          counts.subtechniques(),
          counts.mitigations(),
          counts.caseStudies(),
          release.notices().stream().map(IssueJson::of).toList());
    }
  }

  record Named(String id, String name, String summary) {
    static Named of(AtlasObject object) {
      return new Named(object.id().value(), object.name(), object.summary());
    }

    /// With the parent's name before that of a sub-technique.
    static Named full(AtlasObject object) {
      return new Named(object.id().value(), object.fullName(), object.summary());
    }
  }

  record Column(String id, String name, String summary, List<String> techniques) {
    static Column of(ReleaseIndex.Column column) {
      return new Column(
          column.tactic().id().value(),
          column.tactic().name(),
          column.tactic().summary(),
          column.cells().stream().map(cell -> cell.technique().id().value()).toList());
    }
  }

  record Cell(
      String id,
      String name,
      String fullName,
      String summary,
      Optional<String> parent,
      List<String> tactics,
      List<String> subtechniques,
      Optional<String> maturity,
      List<String> platforms,
      List<String> lifecycle,
      List<String> sectors,
      int rules,
      String url,
      Optional<OwnJson> own) {
    /// @param rules how many rules name an id
    static Cell of(Technique technique, ReleaseIndex index, ToIntFunction<TechniqueId> rules) {
      return new Cell(
          technique.id().value(),
          technique.name(),
          technique.fullName(),
          technique.summary(),
          technique.parent().map(TechniqueId::value),
          technique.tactics().stream().map(TacticId::value).toList(),
          index.subTechniques(technique.id()).stream()
              .filter(sub -> !index.isHidden(sub.id()))
              .map(sub -> sub.id().value())
              .toList(),
          technique.maturity().map(Technique.Maturity::word),
          List.copyOf(technique.platforms()),
          index.mitigations(technique.id()).stream()
              .flatMap(applied -> applied.mitigation().lifecyclePhases().stream())
              .distinct()
              .sorted()
              .toList(),
          SECTORS.of(technique.id(), index),
          rules.applyAsInt(technique.id()),
          technique.page(),
          index.own(technique.id()).map(OwnJson::of));
    }
  }

  record Matrix(String release, List<Column> tactics, List<Cell> techniques) {
    static Matrix of(ReleaseIndex index, ToIntFunction<TechniqueId> rules) {
      return new Matrix(
          index.release().id().tag(),
          index.matrix().stream().map(Column::of).toList(),
          index.release().techniques().stream()
              .filter(technique -> !index.isHidden(technique.id()))
              .map(technique -> Cell.of(technique, index, rules))
              .toList());
    }
  }

  /// @param addedBy whose mitigation it is; absent for one of ATLAS
  record Mitigation(
      String id,
      String name,
      String summary,
      boolean inherited,
      String description,
      Optional<String> addedBy) {
    static Mitigation of(AppliedMitigation applied, ReleaseIndex index) {
      return new Mitigation(
          applied.mitigation().id().value(),
          applied.mitigation().name(),
          applied.mitigation().summary(),
          applied.inherited(),
          ProsePages.of(index).html(applied.description(), applied.mitigation()),
          index.own(applied.mitigation().id()).flatMap(OwnMark::addedBy));
    }
  }

  record Study(String id, String name, String summary, String kind, String date) {
    static Study of(CaseStudy study) {
      return new Study(
          study.id().value(),
          study.name(),
          study.summary(),
          study.type().map(CaseStudy.Type::word).orElse(""),
          study.shownDate());
    }
  }

  record AttackReference(String id, String url) {}

  record Hits(List<Hit> items) {}

  record Hit(String kind, String id, String name, String summary, String fragment, double score) {
    static Hit of(SearchHit hit) {
      AtlasObject object = hit.object();
      String kind =
          switch (object.kind()) {
            case TACTIC -> "tactic";
            case TECHNIQUE, SUB_TECHNIQUE -> "technique";
            case MITIGATION -> "mitigation";
            case CASE_STUDY -> "case_study";
          };
      return new Hit(
          kind,
          object.id().value(),
          object.fullName(),
          object.summary(),
          hit.fragment(),
          hit.score());
    }
  }
}
