package io.sextant.inspect.train;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Splits cases so that all sources of one origin are in one fold.
final class Folds {
  private final Map<String, Integer> foldOf = new HashMap<>();

  Folds(List<Case> cases, int count) {
    Map<String, int[]> sizes = new HashMap<>();
    for (Case it : cases.stream().filter(it -> !it.sample().isLesson()).toList()) {
      sizes.computeIfAbsent(it.sample().family(), _ -> new int[2])[it.sample().attack() ? 1 : 0]++;
    }
    int[][] load = new int[count][2];
    sizes.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, int[]> it) -> -it.getValue()[1])
                .thenComparingInt(it -> -it.getValue()[0])
                .thenComparing(Map.Entry::getKey))
        .forEach(it -> {
          int part = it.getValue()[1] > 0 ? 1 : 0;
          int best = 0;
          for (int fold = 1; fold < count; fold++) {
            best = load[fold][part] < load[best][part] ? fold : best;
          }
          load[best][0] += it.getValue()[0];
          load[best][1] += it.getValue()[1];
          foldOf.put(it.getKey(), best);
        });
  }

  int of(Case it) {
    return foldOf.getOrDefault(it.sample().family(), 0);
  }

  /// Whether nothing of the case, not even the document around an attack, is of the fold.
  boolean isOutside(Case it, int fold) {
    boolean carried =
        it.sample().carrier().map(family -> foldOf.getOrDefault(family, -1) == fold).orElse(false);
    return of(it) != fold && !carried;
  }
}
