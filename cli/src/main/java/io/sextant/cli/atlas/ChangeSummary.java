package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.compare.Change;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Changes between two releases in few lines: all counts, and each change that touches references.
final class ChangeSummary {
  /// Changes that make a reference wrong.
  private static final Set<Change.Kind> TELLING =
      EnumSet.of(Change.Kind.REMOVED, Change.Kind.RENAMED, Change.Kind.TACTICS);

  /// Changes listed one by one.
  private static final int LISTED = 20;

  private ChangeSummary() {}

  static Map<Change.Kind, Integer> counts(List<Change> changes) {
    Map<Change.Kind, Integer> counts = new EnumMap<>(Change.Kind.class);
    changes.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
    return counts;
  }

  static void print(ReleaseId before, List<Change> changes, PrintStream out) {
    String counted =
        counts(changes).entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().word())
            .collect(Collectors.joining(", "));
    out.println("against " + before + ": " + (counted.isEmpty() ? "no difference" : counted));
    List<Change> telling =
        changes.stream().filter(change -> TELLING.contains(change.kind())).toList();
    for (Change change : telling.subList(0, Math.min(LISTED, telling.size()))) {
      out.println("  " + change.kind().word() + " " + change.id() + " " + detail(change));
    }
    if (telling.size() > LISTED) {
      out.println("  and " + (telling.size() - LISTED) + " more: sextant atlas diff");
    }
  }

  private static String detail(Change change) {
    String successor = change.successor().map(AtlasId::value).map(id -> ", now " + id).orElse("");
    return change.kind() == Change.Kind.REMOVED
        ? change.name() + successor
        : change.before() + " -> " + change.after();
  }
}
