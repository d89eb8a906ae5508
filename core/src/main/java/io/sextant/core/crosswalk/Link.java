package io.sextant.core.crosswalk;

import io.sextant.atlas.AtlasId;
import java.util.List;
import java.util.stream.Collectors;

/// A way from a requirement to something of ATLAS.
///
/// @param target in the release at hand
/// @param path one edge when somebody says it, more when it is derived; from the requirement on
public record Link(AtlasId target, List<Edge> path) {
  public Link {
    path = List.copyOf(path);
  }

  /// Whether no source says it as one.
  public boolean derived() {
    return path.size() > 1 || path.getFirst().source().basis().equals("derived");
  }

  public Relation relation() {
    return path.stream().map(Edge::relation).reduce(Relation.EQUAL, Relation::then);
  }

  /// That of the weakest edge; a path of several is never more than low.
  public Confidence confidence() {
    return path.size() > 1 ? Confidence.LOW : path.getFirst().confidence();
  }

  /// `iso-42001@2023:A.6.2.4 → finos-aigf@2026-07:mi-5 → …`
  public String shown() {
    return path.getFirst().from()
        + path.stream().map(each -> " → " + each.to()).collect(Collectors.joining());
  }

  /// Who says so.
  public String sources() {
    return path.stream()
        .map(each -> each.source().title() + " (" + each.source().basis() + ")")
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
