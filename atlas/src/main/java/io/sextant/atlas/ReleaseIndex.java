package io.sextant.atlas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// One release with every question about it answered beforehand: objects by id, the matrix, and all
/// edges in both directions. Immutable and thread-safe; an answer costs one map look-up.
public final class ReleaseIndex {
  private final Release release;
  private final Optional<ReleaseIndex> official;
  private final Map<AtlasId, OwnMark> own;
  private final Map<AtlasId, AtlasObject> objects = new LinkedHashMap<>();
  private final Map<TechniqueId, List<Technique>> subTechniques = new HashMap<>();
  private final Map<TacticId, List<Technique>> byTactic = new HashMap<>();
  private final Map<TechniqueId, List<AppliedMitigation>> mitigations = new HashMap<>();
  private final Map<TechniqueId, List<CaseStudy>> caseStudies = new HashMap<>();
  private final Map<String, List<AtlasObject>> byAttackId = new HashMap<>();
  private final List<Column> matrix;
  private final AtomicReference<Optional<SearchIndex>> search =
      new AtomicReference<>(Optional.empty());

  public ReleaseIndex(Release release) {
    this(release, Optional.empty(), Map.of());
  }

  /// A release together with what organisations say of it.
  ///
  /// @param official the release by itself
  ReleaseIndex(Release release, ReleaseIndex official, Map<AtlasId, OwnMark> own) {
    this(release, Optional.of(official), own);
  }

  private ReleaseIndex(
      Release release, Optional<ReleaseIndex> official, Map<AtlasId, OwnMark> own) {
    this.release = release;
    this.official = official;
    this.own = Map.copyOf(own);
    release.tactics().forEach(this::add);
    release.techniques().forEach(this::add);
    release.mitigations().forEach(this::add);
    release.caseStudies().forEach(this::add);
    for (Technique technique : release.techniques()) {
      technique.parent().ifPresent(id -> append(subTechniques, id, technique));
      technique.tactics().forEach(id -> append(byTactic, id, technique));
    }
    indexMitigations();
    indexCaseStudies();
    freeze(subTechniques);
    freeze(byTactic);
    freeze(mitigations);
    freeze(caseStudies);
    freeze(byAttackId);
    matrix =
        release.tactics().stream()
            .filter(tactic -> !isHidden(tactic.id()))
            .map(this::column)
            .toList();
  }

  /// A mitigation of a technique, and how it acts on it.
  ///
  /// @param inherited stated for the parent technique, not for this one
  /// @param description MITRE's text of the edge; empty in the catalogue
  public record AppliedMitigation(Mitigation mitigation, boolean inherited, String description) {}

  /// A column of the matrix: a tactic and, in the release's order, the techniques (not
  /// sub-techniques) under it. A technique of several tactics stands in each.
  public record Column(Tactic tactic, List<Cell> cells) {
    public Column {
      cells = List.copyOf(cells);
    }
  }

  /// A technique of the matrix with its sub-techniques.
  public record Cell(Technique technique, List<Technique> subTechniques) {
    public Cell {
      subTechniques = List.copyOf(subTechniques);
    }
  }

  public Release release() {
    return release;
  }

  /// The release as published, without what organisations say of it.
  public ReleaseIndex official() {
    return official.orElse(this);
  }

  /// What organisations say of an object; empty when nothing.
  public Optional<OwnMark> own(AtlasId id) {
    return Optional.ofNullable(own.get(id));
  }

  /// The ids of all objects that organisations say something of.
  public Set<AtlasId> ownIds() {
    return own.keySet();
  }

  /// Whether an organisation has no use for the object; it is found by its id and in case studies
  /// alone.
  public boolean isHidden(AtlasId id) {
    return own(id).flatMap(OwnMark::hidden).isPresent();
  }

  /// Every object, in the order tactics, techniques, mitigations, case studies.
  public List<AtlasObject> objects() {
    return List.copyOf(objects.values());
  }

  public Optional<AtlasObject> object(AtlasId id) {
    return Optional.ofNullable(objects.get(id));
  }

  public Optional<Tactic> tactic(TacticId id) {
    return object(id).map(Tactic.class::cast);
  }

  public Optional<Technique> technique(TechniqueId id) {
    return object(id).map(Technique.class::cast);
  }

  public Optional<Mitigation> mitigation(MitigationId id) {
    return object(id).map(Mitigation.class::cast);
  }

  public Optional<CaseStudy> caseStudy(CaseStudyId id) {
    return object(id).map(CaseStudy.class::cast);
  }

  /// The sub-techniques of a technique.
  public List<Technique> subTechniques(TechniqueId id) {
    return subTechniques.getOrDefault(id, List.of());
  }

  /// Techniques and sub-techniques of a tactic.
  public List<Technique> techniques(TacticId id) {
    return byTactic.getOrDefault(id, List.of());
  }

  /// The mitigations stated for a technique, then those it inherits from its parent.
  public List<AppliedMitigation> mitigations(TechniqueId id) {
    return mitigations.getOrDefault(id, List.of());
  }

  /// The case studies with a step that uses exactly this technique.
  public List<CaseStudy> caseStudies(TechniqueId id) {
    return caseStudies.getOrDefault(id, List.of());
  }

  /// The objects that were adapted from an ATT&CK object (`T1596`); several may name the same.
  public List<AtlasObject> adaptedFrom(String attackId) {
    return byAttackId.getOrDefault(attackId, List.of());
  }

  /// The matrix: tactics in order, the techniques under each, the sub-techniques under theirs.
  public List<Column> matrix() {
    return matrix;
  }

  /// Answers what a person typed: an id in any spelling, a name, or something like them.
  public Lookup lookup(String typed) {
    return new Finder(this).find(typed);
  }

  /// Searches ids, names, summaries and descriptions; best first, at most `limit` hits.
  public List<SearchHit> search(String query, int limit) {
    return searchIndex().search(query, limit);
  }

  /// Made at the first search: most processes never search. Two threads may make it twice, to the
  /// same effect.
  private SearchIndex searchIndex() {
    Optional<SearchIndex> known = search.get();
    if (known.isPresent()) {
      return known.get();
    }
    SearchIndex made = new SearchIndex(this);
    search.set(Optional.of(made));
    return made;
  }

  private void add(AtlasObject object) {
    objects.put(object.id(), object);
    Optional<AttackReference> reference =
        switch (object) {
          case Tactic tactic -> tactic.attackReference();
          case Technique technique -> technique.attackReference();
          case Mitigation mitigation -> mitigation.attackReference();
          case CaseStudy _ -> Optional.empty();
        };
    reference.ifPresent(found -> append(byAttackId, found.id(), object));
  }

  private Column column(Tactic tactic) {
    List<Cell> cells = new ArrayList<>();
    for (Technique technique : techniques(tactic.id())) {
      if (technique.parent().isEmpty() && !isHidden(technique.id())) {
        cells.add(
            new Cell(
                technique,
                subTechniques(technique.id()).stream()
                    .filter(sub -> !isHidden(sub.id()))
                    .toList()));
      }
    }
    return new Column(tactic, cells);
  }

  private void indexMitigations() {
    for (Mitigation mitigation : release.mitigations()) {
      for (Mitigation.Mitigates edge : mitigation.mitigates()) {
        append(
            mitigations,
            edge.technique(),
            new AppliedMitigation(mitigation, false, edge.description()));
      }
    }
    for (Technique technique : release.techniques()) {
      technique.parent().ifPresent(parent -> inherit(technique.id(), parent));
    }
  }

  private void inherit(TechniqueId sub, TechniqueId parent) {
    List<AppliedMitigation> own = mitigations.getOrDefault(sub, List.of());
    Set<MitigationId> stated = new LinkedHashSet<>();
    own.forEach(applied -> stated.add(applied.mitigation().id()));
    List<AppliedMitigation> all = new ArrayList<>(own);
    for (AppliedMitigation applied : mitigations.getOrDefault(parent, List.of())) {
      if (!applied.inherited() && !stated.contains(applied.mitigation().id())) {
        all.add(new AppliedMitigation(applied.mitigation(), true, applied.description()));
      }
    }
    mitigations.put(sub, all);
  }

  private void indexCaseStudies() {
    for (CaseStudy study : release.caseStudies()) {
      Set<TechniqueId> used = new LinkedHashSet<>();
      study.procedure().forEach(step -> used.add(step.technique()));
      used.forEach(id -> append(caseStudies, id, study));
    }
  }

  private static <K, V> void append(Map<K, List<V>> map, K key, V value) {
    map.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }

  private static <K, V> void freeze(Map<K, List<V>> map) {
    map.replaceAll((_, list) -> List.copyOf(list));
  }
}
