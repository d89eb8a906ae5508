package io.sextant.core.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// How two maps of a system differ, thing by thing.
public record MapDiff(List<Change> changes) {
  public MapDiff {
    changes = List.copyOf(changes);
  }

  /// A thing of a map.
  public enum Sort {
    SYSTEM,
    ASSET,
    BOUNDARY,
    COMPONENT,
    FLOW
  }

  /// What became of it.
  public enum Kind {
    ADDED,
    GONE,
    CHANGED
  }

  /// @param what the keys that changed, as `key: before → after`; empty unless CHANGED
  public record Change(Sort sort, Kind kind, String id, List<String> what) {
    public Change {
      what = List.copyOf(what);
    }
  }

  /// Compares; components of the new map are known by their former ids too.
  public static MapDiff of(SystemMap before, SystemMap after) {
    Map<String, String> renamed = new HashMap<>();
    after
        .components()
        .forEach(each -> each.was().forEach(old -> renamed.put(old.value(), each.id().value())));
    List<Change> changes = new ArrayList<>();
    compare(
        Sort.SYSTEM, List.of(MapWriter.system(before)), List.of(MapWriter.system(after)), changes);
    compare(Sort.ASSET, MapWriter.assets(before), MapWriter.assets(after), changes);
    compare(Sort.BOUNDARY, MapWriter.boundaries(before), MapWriter.boundaries(after), changes);
    compare(
        Sort.COMPONENT,
        MapWriter.components(before).stream().map(each -> follow(each, renamed, after)).toList(),
        MapWriter.components(after),
        changes);
    compare(Sort.FLOW, MapWriter.flows(before), MapWriter.flows(after), changes);
    return new MapDiff(changes);
  }

  private static Map<String, Object> follow(
      Map<String, Object> component, Map<String, String> renamed, SystemMap after) {
    String id = String.valueOf(component.get("id"));
    String now = renamed.get(id);
    boolean stays = after.components().stream().anyMatch(each -> each.id().value().equals(id));
    if (now == null || stays) {
      return component;
    }
    Map<String, Object> followed = new LinkedHashMap<>(component);
    followed.put("id", now);
    return followed;
  }

  private static void compare(
      Sort sort,
      List<Map<String, Object>> before,
      List<Map<String, Object>> after,
      List<Change> changes) {
    SequencedMap<String, Map<String, Object>> old = new LinkedHashMap<>();
    before.forEach(each -> old.put(String.valueOf(each.get("id")), each));
    for (Map<String, Object> now : after) {
      String id = String.valueOf(now.get("id"));
      Map<String, Object> was = old.remove(id);
      if (was == null) {
        changes.add(new Change(sort, Kind.ADDED, id, List.of()));
      } else if (!was.equals(now)) {
        changes.add(new Change(sort, Kind.CHANGED, id, differences(was, now)));
      }
    }
    old.keySet().forEach(id -> changes.add(new Change(sort, Kind.GONE, id, List.of())));
  }

  private static List<String> differences(Map<String, Object> was, Map<String, Object> now) {
    SequencedMap<String, Object> keys = new LinkedHashMap<>(was);
    now.forEach(keys::putIfAbsent);
    return keys.keySet().stream()
        .filter(key -> !Objects.equals(was.get(key), now.get(key)))
        .map(key -> key + ": " + shown(was.get(key)) + " → " + shown(now.get(key)))
        .toList();
  }

  private static String shown(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "not said" : value.toString();
  }
}
