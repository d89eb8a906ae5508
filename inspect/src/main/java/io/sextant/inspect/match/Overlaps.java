package io.sextant.inspect.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Order among findings that share characters.
final class Overlaps {
  private static final Comparator<Finding> BEST =
      Comparator.comparingDouble(Finding::confidence)
          .reversed()
          .thenComparingLong(f -> f.start() - f.end())
          .thenComparingLong(Finding::start);

  private record Key(String kind, long start) {}

  private Overlaps() {}

  /// By place; of a finding that was reported as it grew, only the last report.
  static List<Finding> sorted(List<Finding> findings) {
    Map<Key, Long> ends = new HashMap<>();
    for (Finding f : findings) {
      ends.merge(new Key(f.kind(), f.start()), f.end(), Math::max);
    }
    return findings.stream()
        .filter(f -> ends.remove(new Key(f.kind(), f.start()), f.end()))
        .sorted(Finding.BY_PLACE)
        .toList();
  }

  static List<Finding> resolved(List<Finding> sorted) {
    List<Finding> kept = new ArrayList<>();
    int i = 0;
    while (i < sorted.size()) {
      long end = sorted.get(i).end();
      int j = i + 1;
      while (j < sorted.size() && sorted.get(j).start() < end) {
        end = Math.max(end, sorted.get(j++).end());
      }
      kept.addAll(best(sorted.subList(i, j)));
      i = j;
    }
    return List.copyOf(kept);
  }

  private static List<Finding> best(List<Finding> group) {
    if (group.size() == 1) {
      return group;
    }
    List<Finding> kept = new ArrayList<>();
    for (Finding candidate : group.stream().sorted(BEST).toList()) {
      if (kept.stream()
          .noneMatch(k -> k.start() < candidate.end() && candidate.start() < k.end())) {
        kept.add(candidate);
      }
    }
    kept.sort(Finding.BY_PLACE);
    return kept;
  }
}
