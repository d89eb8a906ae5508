package io.sextant.core.contract;

import io.sextant.core.system.MapDocument;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.Systems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// System maps in memory, by the shortest code that does what [Systems] says. One thread at a time.
public final class InMemorySystems implements Systems {
  private final Map<String, List<SavedMap>> byId = new TreeMap<>();
  private final Map<SystemId, String> layouts = new HashMap<>();

  private static SavedMap bare(SavedMap map) {
    return new SavedMap(
        map.version(), map.author(), map.note(), map.saved(), map.document().withoutText());
  }

  @Override
  public List<SavedMap> list() {
    return byId.values().stream().map(List::getLast).map(InMemorySystems::bare).toList();
  }

  @Override
  public Optional<SavedMap> find(SystemId id) {
    return Optional.ofNullable(byId.get(id.value())).map(List::getLast);
  }

  @Override
  public Optional<SavedMap> version(SystemId id, int version) {
    return byId.getOrDefault(id.value(), List.of()).stream()
        .filter(each -> each.version() == version)
        .findFirst();
  }

  @Override
  public List<SavedMap> versions(SystemId id) {
    return byId.getOrDefault(id.value(), List.of()).stream()
        .sorted(Comparator.comparingInt(SavedMap::version).reversed())
        .map(InMemorySystems::bare)
        .toList();
  }

  @Override
  public Outcome add(MapDocument document, String author, String note, Instant now) {
    Optional<SavedMap> there = find(document.id());
    if (there.isPresent()) {
      return new Outcome.Outdated(there.get());
    }
    if (byId.size() >= MOST) {
      return new Outcome.Full();
    }
    SavedMap map = new SavedMap(1, author, note, now, document);
    byId.put(document.id().value(), new ArrayList<>(List.of(map)));
    return new Outcome.Done(map);
  }

  @Override
  public Outcome save(int seen, MapDocument document, String author, String note, Instant now) {
    Optional<SavedMap> old = find(document.id());
    if (old.isEmpty()) {
      return new Outcome.Missing();
    }
    if (old.get().version() != seen) {
      return new Outcome.Outdated(old.get());
    }
    SavedMap next = new SavedMap(seen + 1, author, note, now, document);
    byId.computeIfAbsent(document.id().value(), _ -> new ArrayList<>()).add(next);
    return new Outcome.Done(next);
  }

  @Override
  public Outcome remove(SystemId id, int seen) {
    Optional<SavedMap> old = find(id);
    if (old.isEmpty()) {
      return new Outcome.Missing();
    }
    if (old.get().version() != seen) {
      return new Outcome.Outdated(old.get());
    }
    byId.remove(id.value());
    layouts.remove(id);
    return new Outcome.Done(old.get());
  }

  @Override
  public String layout(SystemId id) {
    return layouts.getOrDefault(id, "");
  }

  @Override
  public void arrange(SystemId id, String layout) {
    if (byId.containsKey(id.value())) {
      layouts.put(id, layout);
    }
  }
}
