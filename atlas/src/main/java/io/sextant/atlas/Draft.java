package io.sextant.atlas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// A release while it is read: objects without their edges, and edges as text with their places.
/// [ReleaseAssembler] resolves it. Not thread-safe; lives for one reading.
final class Draft {
  final Map<TacticId, Tactic> tactics = new LinkedHashMap<>();
  final Map<TechniqueId, DraftTechnique> techniques = new LinkedHashMap<>();
  final Map<MitigationId, Mitigation> mitigations = new LinkedHashMap<>();
  final Map<CaseStudyId, CaseStudy> caseStudies = new LinkedHashMap<>();
  final List<Edge> techniqueTactics = new ArrayList<>();
  final List<Edge> parents = new ArrayList<>();
  final List<Edge> mitigates = new ArrayList<>();

  /// Edges found outside the place they belong to; read, but not counted as written.
  final List<Edge> strayMitigates = new ArrayList<>();

  final List<DraftStep> steps = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();

  /// An edge from `source` to `target` and the text it carries.
  record Edge(Node at, String source, String target, String text) {}

  /// A step of a case study. `key` is the step's own id, empty in the older shapes, whose steps
  /// stand in order.
  record DraftStep(
      Node at,
      String study,
      String key,
      String tactic,
      String technique,
      String text,
      List<String> leadsTo) {}

  /// The place of a tactic in the matrix.
  record Position(Node at, String tactic, int position) {}

  /// A technique before its names, parent and tactics are settled.
  record DraftTechnique(
      Node at,
      TechniqueId id,
      String name,
      String description,
      Optional<Technique.Maturity> maturity,
      Set<String> platforms,
      Optional<AttackReference> attackReference,
      Dates dates,
      List<Reference> references) {}

  int referenceCount() {
    int count = 0;
    for (Tactic tactic : tactics.values()) {
      count += tactic.references().size();
    }
    for (DraftTechnique technique : techniques.values()) {
      count += technique.references().size();
    }
    for (Mitigation mitigation : mitigations.values()) {
      count += mitigation.references().size();
    }
    for (CaseStudy study : caseStudies.values()) {
      count += study.references().size();
    }
    return count;
  }

  AsWritten asWritten() {
    return new AsWritten(
        techniqueTactics.size(),
        parents.size(),
        mitigates.size(),
        (int) mitigates.stream().filter(edge -> !edge.text().isEmpty()).count(),
        steps.size(),
        referenceCount());
  }
}
