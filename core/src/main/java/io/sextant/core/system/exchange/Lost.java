package io.sextant.core.system.exchange;

import io.sextant.core.system.Component;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a map says and a format has no place for.
final class Lost {
  private final List<ImportReport.Left> left = new ArrayList<>();

  /// Notes it; nothing when there is none of it.
  void count(String what, long count, String why) {
    if (count > 0) {
      left.add(new ImportReport.Left(what, Math.toIntExact(count), why));
    }
  }

  /// What components say beyond name, kind and place.
  ///
  /// @param properties whether the format keeps exposure, owner, tags and properties
  void components(SystemMap map, boolean properties) {
    String why = "the format has no place for it";
    some(map, "telemetry", each -> !each.telemetry().isEmpty(), why);
    some(map, "former ids", each -> !each.was().isEmpty(), why);
    if (!properties) {
      some(map, "exposure", each -> each.exposure() != Exposure.UNKNOWN, why);
      some(map, "owners", each -> each.owner().isPresent(), why);
      some(map, "tags", each -> !each.tags().isEmpty(), why);
      some(map, "properties", each -> !each.properties().isEmpty(), why);
      some(
          map,
          "stored and processed assets",
          each -> !each.stores().isEmpty() || !each.processes().isEmpty(),
          why);
      some(map, "parts of components", each -> each.parent().isPresent(), why);
    }
  }

  private void some(SystemMap map, String what, Predicate<Component> has, String why) {
    count(what, map.components().stream().filter(has).count(), why);
  }

  List<ImportReport.Left> all() {
    return List.copyOf(left);
  }
}
