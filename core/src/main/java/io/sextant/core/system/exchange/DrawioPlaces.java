package io.sextant.core.system.exchange;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which boundary of a drawing holds what. The parent of a shape says it; where that is only the
/// page, the smallest boundary decides that the centre of the shape lies in, as a reader sees it.
final class DrawioPlaces {
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Box> relative = new HashMap<>();
  private final Map<String, Box> boundaries = new LinkedHashMap<>();
  private Set<String> bounding = Set.of();

  void add(String id, Optional<String> parent, Optional<Box> box) {
    parent.ifPresent(up -> parents.put(id, up));
    box.ifPresent(drawn -> relative.put(id, drawn));
  }

  /// Whether anything smaller is drawn inside.
  boolean holdsAny(String id) {
    return absolute(id)
        .filter(outer ->
            relative.keySet().stream()
                .filter(each -> !each.equals(id))
                .flatMap(each -> absolute(each).stream())
                .anyMatch(inner -> outer.area() > inner.area() && outer.holdsCentreOf(inner)))
        .isPresent();
  }

  /// Says which shapes are boundaries.
  void bound(Set<String> ids) {
    bounding = ids;
    ids.stream()
        .sorted()
        .forEach(each -> absolute(each).ifPresent(box -> boundaries.put(each, box)));
  }

  Optional<String> around(String id) {
    Set<String> seen = new HashSet<>();
    for (String up = parents.get(id); up != null && seen.add(up); up = parents.get(up)) {
      if (bounding.contains(up)) {
        return Optional.of(up);
      }
    }
    return absolute(id).flatMap(box -> smallest(id, box));
  }

  private Optional<String> smallest(String id, Box inner) {
    return boundaries.entrySet().stream()
        .filter(each -> !each.getKey().equals(id))
        .filter(
            each -> each.getValue().area() > inner.area() && each.getValue().holdsCentreOf(inner))
        .min(Comparator.comparingDouble(each -> each.getValue().area()))
        .map(Map.Entry::getKey);
  }

  /// The place on the page: parents shift what is in them.
  private Optional<Box> absolute(String id) {
    Box own = relative.get(id);
    if (own == null) {
      return Optional.empty();
    }
    double x = own.x();
    double y = own.y();
    Set<String> seen = new HashSet<>();
    for (String up = parents.get(id); up != null && seen.add(up); up = parents.get(up)) {
      Box outer = relative.get(up);
      x += outer == null ? 0 : outer.x();
      y += outer == null ? 0 : outer.y();
    }
    return Optional.of(new Box(x, y, own.width(), own.height()));
  }
}
