package io.sextant.atlas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Shows a release and overlays together. The release stays as it is: what organisations say is
/// marked ([OwnMark]), and [ReleaseIndex#official] leads back. What an overlay names and the
/// release does not have is left out with an issue. Pure.
public final class OverlayMerge {
  private final ReleaseIndex base;
  private final Map<AtlasId, OwnMark> marks = new LinkedHashMap<>();
  private final Map<TechniqueId, Overlay.OwnTechnique> added = new LinkedHashMap<>();
  private final List<Technique> techniques;
  private final List<Mitigation> mitigations;
  private final List<Issue> issues = new ArrayList<>();

  /// Own names of objects of the release.
  private final Map<AtlasId, String> names = new HashMap<>();

  private OverlayMerge(ReleaseIndex base) {
    this.base = base;
    techniques = new ArrayList<>(base.release().techniques());
    mitigations = new ArrayList<>(base.release().mitigations());
  }

  /// Both together, and what could not be joined.
  public record Merged(ReleaseIndex index, List<Issue> issues) {
    public Merged {
      issues = List.copyOf(issues);
    }
  }

  /// @param overlays in the order in which they count: of two names for one object the first is
  ///   taken
  public static Merged merge(ReleaseIndex release, List<Overlay> overlays) {
    ReleaseIndex official = release.official();
    OverlayMerge merge = new OverlayMerge(official);
    overlays.forEach(merge::techniques);
    overlays.forEach(merge::mitigations);
    overlays.forEach(merge::statements);
    return new Merged(overlays.isEmpty() ? official : merge.index(), merge.issues);
  }

  private ReleaseIndex index() {
    Release from = base.release();
    Release merged =
        new Release(
            from.id(),
            from.innerVersion(),
            from.formatVersion(),
            from.origin(),
            from.date(),
            from.tactics().stream().map(tactic -> tactic.named(name(tactic))).toList(),
            renamed(),
            mitigations.stream().map(found -> found.named(name(found))).toList(),
            from.caseStudies().stream().map(study -> study.named(name(study))).toList(),
            from.asWritten(),
            from.notices());
    return new ReleaseIndex(merged, base, marks);
  }

  /// New names of techniques; a sub-technique's full name begins with that of its parent here.
  private List<Technique> renamed() {
    Map<TechniqueId, String> names = new HashMap<>();
    techniques.forEach(technique -> names.put(technique.id(), name(technique)));
    return techniques.stream()
        .map(technique -> {
          String name = name(technique);
          String parent = technique.parent().map(id -> names.getOrDefault(id, "")).orElse("");
          return technique.named(name, parent.isEmpty() ? name : parent + ": " + name);
        })
        .toList();
  }

  private String name(AtlasObject object) {
    return names.getOrDefault(object.id(), object.name());
  }

  private void techniques(Overlay overlay) {
    overlay.techniques().forEach(own -> added.putIfAbsent(own.id().id(), own));
    // An own technique may stand above its parent in the file.
    for (Overlay.OwnTechnique own : overlay.techniques()) {
      if (own.parent().isEmpty()) {
        technique(overlay, own);
      }
    }
    for (Overlay.OwnTechnique own : overlay.techniques()) {
      if (own.parent().isPresent()) {
        technique(overlay, own);
      }
    }
  }

  private void technique(Overlay overlay, Overlay.OwnTechnique own) {
    if (marks.containsKey(own.id().id())) {
      error("SX-ATLAS-072", overlay, own.id(), own.id().id() + " stands in another overlay too");
      return;
    }
    Optional<Technique> parent = parent(overlay, own);
    if (own.parent().isPresent() && parent.isEmpty()) {
      return;
    }
    List<TacticId> tactics = new ArrayList<>();
    for (Overlay.Ref<TacticId> tactic : own.tactics()) {
      if (present(overlay, tactic)) {
        tactics.add(tactic.id());
      }
    }
    if (own.tactics().isEmpty()) {
      parent.ifPresent(found -> tactics.addAll(found.tactics()));
    }
    if (tactics.isEmpty()) {
      return;
    }
    sameName(overlay, own.id(), own.name());
    mark(own.id().id(), mark -> mark.withAddedBy(overlay.organisation()));
    techniques.add(
        new Technique(
            own.id().id(),
            own.name(),
            own.name(),
            summary(own.summary(), own.description()),
            own.description(),
            parent.map(Technique::id),
            tactics,
            own.maturity(),
            own.platforms(),
            Optional.empty(),
            Dates.UNKNOWN,
            own.references()));
  }

  /// The parent of an own technique: one of the release, or an own one.
  private Optional<Technique> parent(Overlay overlay, Overlay.OwnTechnique own) {
    if (own.parent().isEmpty()) {
      return Optional.empty();
    }
    Overlay.Ref<TechniqueId> named = own.parent().get();
    Optional<Technique> parent =
        techniques.stream().filter(technique -> technique.id().equals(named.id())).findFirst();
    Overlay.OwnTechnique other = added.get(named.id());
    if (named.id().equals(own.id().id()) || (other != null && other.parent().isPresent())) {
      error(
          "SX-ATLAS-074",
          overlay,
          named,
          named.id() + " is itself below another technique, or this one");
      return Optional.empty();
    }
    if (parent.filter(found -> found.parent().isPresent()).isPresent()) {
      error("SX-ATLAS-074", overlay, named, named.id() + " is itself a sub-technique");
      return Optional.empty();
    }
    if (parent.isEmpty()) {
      present(overlay, named);
    }
    return parent;
  }

  private void mitigations(Overlay overlay) {
    for (Overlay.OwnMitigation own : overlay.mitigations()) {
      if (marks.containsKey(own.id().id())) {
        error("SX-ATLAS-072", overlay, own.id(), own.id().id() + " stands in another overlay too");
        continue;
      }
      Map<TechniqueId, Mitigation.Mitigates> edges = new LinkedHashMap<>();
      for (Overlay.Mitigated edge : own.mitigates()) {
        if (present(overlay, edge.technique())) {
          TechniqueId technique = edge.technique().id();
          edges.putIfAbsent(technique, new Mitigation.Mitigates(technique, edge.text()));
        }
      }
      sameName(overlay, own.id(), own.name());
      mark(own.id().id(), mark -> mark.withAddedBy(overlay.organisation()));
      mitigations.add(
          new Mitigation(
              own.id().id(),
              own.name(),
              summary(own.summary(), own.description()),
              own.description(),
              own.categories(),
              List.of(),
              Optional.empty(),
              List.copyOf(edges.values()),
              Dates.UNKNOWN,
              own.references()));
    }
  }

  private void statements(Overlay overlay) {
    String by = overlay.organisation();
    for (Overlay.Statement statement : overlay.renamed()) {
      AtlasId id = statement.object().id();
      if (!present(overlay, statement.object())) {
        continue;
      }
      if (names.containsKey(id) || marks.getOrDefault(id, OwnMark.NONE).addedBy().isPresent()) {
        error("SX-ATLAS-072", overlay, statement.object(), id + " has another own name already");
        continue;
      }
      String official = base.object(id).map(AtlasObject::name).orElse("");
      sameName(overlay, statement.object(), statement.text());
      names.put(id, statement.text());
      mark(id, mark -> mark.with(new OwnMark.Renaming(by, official)));
    }
    for (Overlay.Statement statement : overlay.hidden()) {
      if (present(overlay, statement.object())) {
        hide(statement.object().id(), new OwnMark.Hiding(by, statement.text()));
      }
    }
    for (Overlay.Statement statement : overlay.notes()) {
      if (present(overlay, statement.object())) {
        OwnMark.Note note = new OwnMark.Note(by, statement.text());
        mark(statement.object().id(), mark -> mark.with(note));
      }
    }
    for (Overlay.OwnMapping mapping : overlay.mappings()) {
      if (present(overlay, mapping.object())) {
        OwnMark.Mapping own = new OwnMark.Mapping(by, mapping.to(), mapping.title(), mapping.url());
        mark(mapping.object().id(), mark -> mark.with(own));
      }
    }
  }

  private void hide(AtlasId id, OwnMark.Hiding hiding) {
    mark(id, mark -> mark.with(hiding));
    // Below a hidden technique nothing stands alone.
    if (id instanceof TechniqueId technique) {
      techniques.stream()
          .filter(found -> found.parent().filter(technique::equals).isPresent())
          .forEach(found -> hide(found.id(), hiding));
    }
  }

  private void mark(AtlasId id, UnaryOperator<OwnMark> change) {
    marks.put(id, change.apply(marks.getOrDefault(id, OwnMark.NONE)));
  }

  private boolean present(Overlay overlay, Overlay.Ref<? extends AtlasId> ref) {
    AtlasId id = ref.id();
    if (base.object(id).isPresent() || marks.containsKey(id)) {
      return true;
    }
    Lookup lookup = base.lookup(id.value());
    String hint =
        lookup.candidates().isEmpty()
            ? "This entry is left out with this release."
            : "Meant may be " + lookup.candidates().getFirst().id() + ".";
    issues.add(
        issue(overlay, ref, "SX-ATLAS-073", Issue.Severity.WARNING, lookup.explanation(), hint));
    return false;
  }

  private void sameName(Overlay overlay, Overlay.Ref<? extends AtlasId> ref, String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    base.objects().stream()
        .filter(object -> !object.id().equals(ref.id()))
        .filter(object -> object.fullName().toLowerCase(Locale.ROOT).equals(folded))
        .findFirst()
        .ifPresent(object ->
            issues.add(
                issue(
                    overlay,
                    ref,
                    "SX-ATLAS-075",
                    Issue.Severity.WARNING,
                    IssueLog.quote(name) + " is also the name of " + object.id(),
                    "Choose a name that people cannot mistake.")));
  }

  private void error(
      String code, Overlay overlay, Overlay.Ref<? extends AtlasId> ref, String message) {
    issues.add(issue(overlay, ref, code, Issue.Severity.ERROR, message, "This entry is left out."));
  }

  private static Issue issue(
      Overlay overlay,
      Overlay.Ref<? extends AtlasId> ref,
      String code,
      Issue.Severity severity,
      String message,
      String hint) {
    return new Issue(
        code, severity, overlay.file(), ref.at().line(), ref.at().column(), message, hint);
  }

  /// The first line of a description stands in for a summary.
  private static String summary(String summary, String description) {
    return summary.isEmpty() ? description.strip().split("\\R", 2)[0] : summary;
  }
}
