package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Resolves the edges of a draft into the objects of a release. An edge that points nowhere is left
/// out and reported; one that stands twice is kept once.
final class ReleaseAssembler {
  private final Draft draft;
  private final IssueLog log;

  ReleaseAssembler(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
  }

  List<Tactic> tactics() {
    Map<TacticId, Integer> positions = new HashMap<>();
    for (Draft.Position position : draft.positions) {
      resolve(
              new Draft.Edge(position.at(), "the matrix", position.tactic(), ""),
              TacticId.class,
              draft.tactics.keySet())
          .ifPresent(id -> positions.put(id, position.position()));
    }
    List<Tactic> tactics = new ArrayList<>(draft.tactics.values());
    tactics.sort(
        Comparator.comparing(tactic -> positions.getOrDefault(tactic.id(), Integer.MAX_VALUE)));
    return tactics;
  }

  List<Technique> techniques() {
    Map<TechniqueId, TechniqueId> parents = parents();
    Map<TechniqueId, Set<TacticId>> tactics = new HashMap<>();
    for (Draft.Edge edge : draft.techniqueTactics) {
      Optional<TechniqueId> source = source(edge, TechniqueId.class, draft.techniques.keySet());
      Optional<TacticId> target = resolve(edge, TacticId.class, draft.tactics.keySet());
      if (source.isPresent() && target.isPresent()) {
        tactics.computeIfAbsent(source.get(), _ -> new LinkedHashSet<>()).add(target.get());
      }
    }
    List<Technique> techniques = new ArrayList<>();
    for (Draft.DraftTechnique technique : draft.techniques.values()) {
      techniques.add(
          technique(technique, Optional.ofNullable(parents.get(technique.id())), tactics));
    }
    return techniques;
  }

  private Technique technique(
      Draft.DraftTechnique draftTechnique,
      Optional<TechniqueId> parent,
      Map<TechniqueId, Set<TacticId>> tactics) {
    Set<TacticId> inherited = parent.map(id -> tactics.getOrDefault(id, Set.of())).orElse(Set.of());
    Set<TacticId> effective = tactics.getOrDefault(draftTechnique.id(), inherited);
    if (effective.isEmpty()) {
      log.warning(
          "SX-ATLAS-011",
          draftTechnique.at(),
          draftTechnique.id() + " belongs to no tactic",
          "It will not show on the matrix.");
    }
    String fullName =
        parent
            .map(id -> draft.techniques.get(id))
            .map(found -> found.name() + ": " + draftTechnique.name())
            .orElse(draftTechnique.name());
    return new Technique(
        draftTechnique.id(),
        draftTechnique.name(),
        fullName,
        "",
        draftTechnique.description(),
        parent,
        List.copyOf(effective),
        draftTechnique.maturity(),
        draftTechnique.platforms(),
        draftTechnique.attackReference(),
        draftTechnique.dates(),
        draftTechnique.references());
  }

  private Map<TechniqueId, TechniqueId> parents() {
    Map<TechniqueId, TechniqueId> parents = new HashMap<>();
    for (Draft.Edge edge : draft.parents) {
      Optional<TechniqueId> source = source(edge, TechniqueId.class, draft.techniques.keySet());
      Optional<TechniqueId> target = resolve(edge, TechniqueId.class, draft.techniques.keySet());
      if (source.isPresent() && target.isPresent()) {
        parents.put(source.get(), target.get());
      }
    }
    for (Draft.DraftTechnique technique : draft.techniques.values()) {
      Optional<TechniqueId> byId = technique.id().parent();
      if (byId.isPresent() && !parents.containsKey(technique.id())) {
        log.warning(
            "SX-ATLAS-011",
            technique.at(),
            technique.id() + " does not say which technique it belongs to",
            draft.techniques.containsKey(byId.get())
                ? "Read as part of " + byId.get() + ", as its id says."
                : byId.get() + " is not in the file.");
        if (draft.techniques.containsKey(byId.get())) {
          parents.put(technique.id(), byId.get());
        }
      }
    }
    return oneLevel(parents);
  }

  /// The matrix has techniques and their parts, and no parts of parts: whatever stands deeper
  /// belongs to the technique at the top, and a circle to nobody.
  private Map<TechniqueId, TechniqueId> oneLevel(Map<TechniqueId, TechniqueId> parents) {
    Map<TechniqueId, TechniqueId> tops = new HashMap<>();
    for (Draft.DraftTechnique technique : draft.techniques.values()) {
      TechniqueId id = technique.id();
      Set<TechniqueId> path = new LinkedHashSet<>();
      TechniqueId top = id;
      while (path.add(top) && parents.containsKey(top)) {
        top = parents.getOrDefault(top, top);
      }
      boolean circle = parents.containsKey(top);
      if (circle || path.size() > 2) {
        log.warning(
            "SX-ATLAS-029",
            technique.at(),
            circle
                ? id + " belongs to itself, by way of other techniques"
                : id + " is part of " + parents.get(id) + ", which is itself part of " + top,
            circle
                ? "It is read as a technique of its own."
                : "It is read as part of " + top + ".");
      }
      if (!circle && !top.equals(id)) {
        tops.put(id, top);
      }
    }
    return tops;
  }

  List<Mitigation> mitigations() {
    Map<MitigationId, Map<TechniqueId, String>> edges = new HashMap<>();
    List<Draft.Edge> all = new ArrayList<>(draft.mitigates);
    all.addAll(draft.strayMitigates);
    for (Draft.Edge edge : all) {
      Optional<MitigationId> source = source(edge, MitigationId.class, draft.mitigations.keySet());
      Optional<TechniqueId> target = resolve(edge, TechniqueId.class, draft.techniques.keySet());
      if (source.isPresent() && target.isPresent()) {
        Map<TechniqueId, String> ofSource =
            edges.computeIfAbsent(source.get(), _ -> new LinkedHashMap<>());
        if (ofSource.containsKey(target.get())) {
          log.warning(
              "SX-ATLAS-013",
              edge.at(),
              "the edge " + source.get() + " -> " + target.get() + " stands twice",
              "It is read once, with both texts.");
        }
        ofSource.merge(target.get(), edge.text(), ReleaseAssembler::both);
      }
    }
    return draft.mitigations.values().stream()
        .map(mitigation -> withEdges(mitigation, edges.getOrDefault(mitigation.id(), Map.of())))
        .toList();
  }

  private static String both(String first, String second) {
    return first.contains(second) ? first : first + "\n\n" + second;
  }

  private static Mitigation withEdges(Mitigation mitigation, Map<TechniqueId, String> edges) {
    List<Mitigation.Mitigates> mitigates = new ArrayList<>();
    edges.forEach((technique, text) -> mitigates.add(new Mitigation.Mitigates(technique, text)));
    return new Mitigation(
        mitigation.id(),
        mitigation.name(),
        mitigation.summary(),
        mitigation.description(),
        mitigation.categories(),
        mitigation.lifecyclePhases(),
        mitigation.attackReference(),
        mitigates,
        mitigation.dates(),
        mitigation.references());
  }

  List<CaseStudy> caseStudies() {
    Map<String, List<Draft.DraftStep>> byStudy = new LinkedHashMap<>();
    for (Draft.DraftStep step : draft.steps) {
      source(
              new Draft.Edge(step.at(), step.study(), step.technique(), ""),
              CaseStudyId.class,
              draft.caseStudies.keySet())
          .ifPresent(id -> byStudy.computeIfAbsent(id.value(), _ -> new ArrayList<>()).add(step));
    }
    StepOrder order = new StepOrder(log);
    List<CaseStudy> studies = new ArrayList<>();
    for (CaseStudy study : draft.caseStudies.values()) {
      List<Draft.DraftStep> steps = new ArrayList<>();
      List<CaseStudy.Step> procedure = new ArrayList<>();
      for (Draft.DraftStep step :
          order.order(byStudy.getOrDefault(study.id().value(), List.of()))) {
        step(step)
            .ifPresent(known -> {
              steps.add(step);
              procedure.add(known);
            });
      }
      studies.add(withProcedure(study, linked(steps, procedure)));
    }
    return studies;
  }

  /// The steps with where each leads. Older shapes do not say: there the steps stand in order.
  private static List<CaseStudy.Step> linked(
      List<Draft.DraftStep> drafts, List<CaseStudy.Step> steps) {
    if (drafts.stream().allMatch(draft -> draft.leadsTo().isEmpty())) {
      return CaseStudy.inOrder(steps);
    }
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < drafts.size(); place++) {
      places.put(drafts.get(place).key(), place);
    }
    List<CaseStudy.Step> linked = new ArrayList<>();
    for (int place = 0; place < steps.size(); place++) {
      List<Integer> next =
          drafts.get(place).leadsTo().stream()
              .filter(places::containsKey)
              .map(places::get)
              .distinct()
              .toList();
      linked.add(steps.get(place).leadingTo(next));
    }
    return linked;
  }

  private Optional<CaseStudy.Step> step(Draft.DraftStep step) {
    Optional<TacticId> tactic =
        resolve(
            new Draft.Edge(step.at(), step.study(), step.tactic(), ""),
            TacticId.class,
            draft.tactics.keySet());
    Optional<TechniqueId> technique =
        resolve(
            new Draft.Edge(step.at(), step.study(), step.technique(), ""),
            TechniqueId.class,
            draft.techniques.keySet());
    return tactic.flatMap(
        column -> technique.map(cell -> new CaseStudy.Step(column, cell, step.text(), List.of())));
  }

  private static CaseStudy withProcedure(CaseStudy study, List<CaseStudy.Step> procedure) {
    return new CaseStudy(
        study.id(),
        study.name(),
        study.summary(),
        study.description(),
        study.type(),
        study.date(),
        study.granularity(),
        study.actor(),
        study.target(),
        study.reporter(),
        procedure,
        study.dates(),
        study.references());
  }

  private <I extends AtlasId> Optional<I> source(Draft.Edge edge, Class<I> type, Set<I> known) {
    return find(edge, edge.source(), type, known);
  }

  private <I extends AtlasId> Optional<I> resolve(Draft.Edge edge, Class<I> type, Set<I> known) {
    return find(edge, edge.target(), type, known);
  }

  private <I extends AtlasId> Optional<I> find(
      Draft.Edge edge, String text, Class<I> type, Set<I> known) {
    Optional<I> id =
        AtlasId.parse(text).filter(type::isInstance).map(type::cast).filter(known::contains);
    if (id.isEmpty()) {
      log.warning(
          "SX-ATLAS-011",
          edge.at(),
          "the edge "
              + edge.source()
              + " -> "
              + IssueLog.quote(edge.target())
              + " needs "
              + IssueLog.quote(text)
              + ", which the file does not hold as a "
              + type.getSimpleName().replaceFirst("Id$", ""),
          "The edge is left out.");
    }
    return id;
  }
}
