package io.sextant.core.contract;

import io.sextant.core.layer.LayerDocument;
import io.sextant.core.layer.LayerId;
import io.sextant.core.layer.Layers;
import io.sextant.core.layer.SavedLayer;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Layers in memory, by the shortest code that does what [Layers] says. One thread at a time.
public final class InMemoryLayers implements Layers {
  private final Map<LayerId, SavedLayer> byId = new LinkedHashMap<>();

  @Override
  public List<SavedLayer> list() {
    return byId.values().stream()
        .sorted(
            Comparator.comparing(SavedLayer::changed)
                .thenComparing(layer -> layer.id().value())
                .reversed())
        .map(InMemoryLayers::withoutText)
        .toList();
  }

  private static SavedLayer withoutText(SavedLayer layer) {
    LayerDocument full = layer.document();
    return new SavedLayer(
        layer.id(),
        layer.version(),
        layer.author(),
        layer.created(),
        layer.changed(),
        new LayerDocument(full.name(), full.domain(), full.release(), full.cells(), ""));
  }

  @Override
  public Optional<SavedLayer> find(LayerId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public boolean add(LayerId id, LayerDocument document, String author, Instant now) {
    if (byId.size() >= MOST) {
      return false;
    }
    byId.put(id, new SavedLayer(id, 1, author, now, now, document));
    return true;
  }

  @Override
  public Outcome replace(LayerId id, int seen, LayerDocument document, String author, Instant now) {
    Optional<SavedLayer> old = find(id);
    if (old.isEmpty()) {
      return new Outcome.Missing();
    }
    if (old.get().version() != seen) {
      return new Outcome.Outdated(old.get());
    }
    SavedLayer next = new SavedLayer(id, seen + 1, author, old.get().created(), now, document);
    byId.put(id, next);
    return new Outcome.Done(next);
  }

  @Override
  public Outcome remove(LayerId id, int seen) {
    Optional<SavedLayer> old = find(id);
    if (old.isEmpty()) {
      return new Outcome.Missing();
    }
    if (old.get().version() != seen) {
      return new Outcome.Outdated(old.get());
    }
    byId.remove(id);
    return new Outcome.Done(old.get());
  }
}
