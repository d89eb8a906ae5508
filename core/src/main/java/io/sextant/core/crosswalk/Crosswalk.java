package io.sextant.core.crosswalk;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.control.RequirementRef;
import io.sextant.core.document.Issue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Frameworks and the edges between them, and what is wrong with their files. Immutable.
public final class Crosswalk {
  /// The framework that stands for ATLAS in edges.
  public static final String ATLAS = "atlas";

  private final SequencedMap<String, Framework> frameworks;
  private final Map<RequirementRef, List<Edge>> from = new HashMap<>();
  private final List<Edge> edges;
  private final List<Issue> issues;

  Crosswalk(Collection<Framework> frameworks, List<Edge> edges, List<Issue> issues) {
    this.frameworks = new LinkedHashMap<>();
    frameworks.forEach(each -> this.frameworks.put(each.key(), each));
    this.edges = List.copyOf(edges);
    this.issues = List.copyOf(issues);
    for (Edge edge : edges) {
      from.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
      from.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.reversed());
    }
  }

  public List<Framework> frameworks() {
    return List.copyOf(frameworks.values());
  }

  /// A framework by `id@edition`, or by its id when there is one edition of it.
  public Optional<Framework> framework(String key) {
    if (key.contains("@")) {
      return Optional.ofNullable(frameworks.get(key));
    }
    List<Framework> editions =
        frameworks.values().stream().filter(each -> each.id().equals(key)).toList();
    return editions.size() == 1 ? Optional.of(editions.getFirst()) : Optional.empty();
  }

  /// Every edge, in the order of the files.
  public List<Edge> edges() {
    return edges;
  }

  public List<Issue> issues() {
    return issues;
  }

  /// The ways from a requirement to ATLAS, each target by its best way: what somebody says before
  /// what follows over one framework between.
  ///
  /// Retired ids are followed to their successors in the release; what it does not have is left
  /// out.
  public List<Link> links(RequirementRef requirement, ReleaseIndex release) {
    SequencedMap<AtlasId, Link> best = new LinkedHashMap<>();
    for (Edge edge : from.getOrDefault(requirement, List.of())) {
      if (edge.relation() != Relation.NONE) {
        reach(List.of(edge), release, best);
      }
    }
    for (Edge first : from.getOrDefault(requirement, List.of())) {
      if (first.relation() == Relation.NONE || !alike(requirement, first.to())) {
        continue;
      }
      for (Edge second : from.getOrDefault(first.to(), List.of())) {
        if (second.relation() != Relation.NONE && carries(first.to(), second.to())) {
          reach(List.of(first, second), release, best);
        }
      }
    }
    return List.copyOf(best.values());
  }

  /// Only over a framework of the same nature: that a control acts on two risks says nothing of how
  /// the risks relate.
  private boolean alike(RequirementRef a, RequirementRef b) {
    Optional<Framework.Nature> own = nature(a);
    return own.isPresent() && own.equals(nature(b));
  }

  /// Risks lead on to techniques, controls to mitigations.
  private boolean carries(RequirementRef middle, RequirementRef end) {
    return end.framework().equals(ATLAS)
        && nature(middle)
            .filter(nature ->
                switch (nature) {
                  case RISKS -> end.id().contains(".T");
                  case CONTROLS -> end.id().contains(".M");
                })
            .isPresent();
  }

  private Optional<Framework.Nature> nature(RequirementRef ref) {
    return Optional.ofNullable(frameworks.get(ref.framework() + "@" + ref.edition()))
        .map(Framework::nature);
  }

  private static void reach(
      List<Edge> path, ReleaseIndex release, SequencedMap<AtlasId, Link> best) {
    RequirementRef end = path.getLast().to();
    if (!end.framework().equals(ATLAS)) {
      return;
    }
    current(end.id(), release)
        .ifPresent(id -> best.merge(id, new Link(id, path), Crosswalk::surer));
  }

  private static Link surer(Link a, Link b) {
    if (a.path().size() != b.path().size()) {
      return a.path().size() < b.path().size() ? a : b;
    }
    return a.confidence().compareTo(b.confidence()) >= 0 ? a : b;
  }

  /// What an id of some edition of ATLAS is in the release at hand.
  static Optional<AtlasId> current(String id, ReleaseIndex release) {
    return switch (release.lookup(id)) {
      case Lookup.Found found -> Optional.of(found.object().id());
      case Lookup.Successor next -> next.candidates().stream().findFirst().map(AtlasObject::id);
      case Lookup.Newer _, Lookup.Ambiguous _, Lookup.Unknown _, Lookup.Malformed _ ->
          Optional.empty();
    };
  }
}
