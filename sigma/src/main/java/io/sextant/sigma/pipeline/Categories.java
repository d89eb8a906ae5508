package io.sextant.sigma.pipeline;

import io.sextant.sigma.Selection;
import io.sextant.sigma.pipeline.Pipeline.Source;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The categories of a pipeline, joined into groups so that every event belongs to one group.
///
/// A write to the registry is both a `registry_event` and a `registry_set`. Events carry the name
/// of the group, so that an engine can tell at once which rules concern them; rules of a group with
/// several categories get the conditions of theirs added.
final class Categories {
  private final Map<String, String> groups = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();

  Categories(List<Source> sources) {
    Set<String> names = new LinkedHashSet<>();
    List<Source> categories = sources.stream().filter(source -> !source.isService()).toList();
    categories.forEach(source -> names.add(source.category()));
    names.forEach(name -> groups.put(name, name));
    for (Source one : categories) {
      for (Source other : categories) {
        if (mayOverlap(one, other)) {
          join(one.category(), other.category());
        }
      }
    }
    names.forEach(name -> sizes.merge(groupOf(name), 1, Integer::sum));
  }

  private static boolean mayOverlap(Source one, Source other) {
    if (one.category().equals(other.category())) {
      return false;
    }
    boolean apart =
        !one.service().isEmpty()
            && !other.service().isEmpty()
            && !one.service().equals(other.service());
    return !apart && !Selections.disjoint(one.when(), other.when());
  }

  private void join(String one, String other) {
    String to = groupOf(one);
    String from = groupOf(other);
    groups.replaceAll((_, group) -> group.equals(from) ? to : group);
  }

  boolean knows(String category) {
    return groups.containsKey(category);
  }

  /// The group of a category; an unknown one is its own.
  String groupOf(String category) {
    return groups.getOrDefault(category, category);
  }

  /// Whether belonging to the group leaves open to which category an event belongs.
  boolean isShared(String category) {
    return sizes.getOrDefault(groupOf(category), 1) > 1;
  }

  /// What an event of the category is like.
  static Selection selection(Pipeline pipeline, String category) {
    return Selections.any(pipeline.sourcesOf(category).stream().map(pipeline::whole).toList());
  }
}
