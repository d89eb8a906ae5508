package io.sextant.atlas;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known about ids beyond a single release: which were retired in favour of which, which
/// appeared in which later release, and which never were in a published one. Data:
/// `id-history.tsv`.
final class IdHistory {
  private final Map<AtlasId, Retired> retired = new HashMap<>();
  private final Map<AtlasId, ReleaseId> added = new HashMap<>();
  private final Map<AtlasId, AtlasId> predecessors = new HashMap<>();
  private final Map<AtlasId, ReleaseId> unpublished = new HashMap<>();
  private final Map<AtlasId, ReleaseId> redefined = new HashMap<>();

  /// An id that `successor` replaces from release `since` on.
  record Retired(AtlasId successor, ReleaseId since) {}

  static IdHistory load() {
    IdHistory history = new IdHistory();
    for (Tsv.Row row : Tsv.resource("id-history.tsv")) {
      AtlasId id = id(row.get("id"));
      ReleaseId release = new ReleaseId(row.get("release"));
      switch (row.get("event")) {
        case "retired" -> {
          AtlasId successor = id(row.get("successor"));
          history.retired.put(id, new Retired(successor, release));
          history.predecessors.put(successor, id);
        }
        case "added" -> history.added.put(id, release);
        case "redefined" -> history.redefined.put(id, release);
        case "unpublished" -> history.unpublished.put(id, release);
        default -> throw new CatalogueException("unknown event " + row.get("event"));
      }
    }
    return history;
  }

  private static AtlasId id(String text) {
    return AtlasId.parse(text)
        .orElseThrow(() -> new CatalogueException("id-history.tsv holds a wrong id: " + text));
  }

  Optional<Retired> retired(AtlasId id) {
    return Optional.ofNullable(retired.get(id));
  }

  /// All ids that another one replaced.
  Set<AtlasId> retired() {
    return Set.copyOf(retired.keySet());
  }

  /// All ids that are cited and were never published.
  Set<AtlasId> unpublished() {
    return Set.copyOf(unpublished.keySet());
  }

  /// The first release known to have an id that is younger than the catalogue.
  Optional<ReleaseId> added(AtlasId id) {
    return Optional.ofNullable(added.get(id));
  }

  Optional<AtlasId> predecessor(AtlasId id) {
    return Optional.ofNullable(predecessors.get(id));
  }

  /// The release from which on an id means something else than before.
  Optional<ReleaseId> redefined(AtlasId id) {
    return Optional.ofNullable(redefined.get(id));
  }

  /// The oldest release that was searched for an id which is cited but was never published.
  Optional<ReleaseId> unpublishedSince(AtlasId id) {
    return Optional.ofNullable(unpublished.get(id));
  }
}
