package io.sextant.server.taxii;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.publish.StixBundle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One collection for each release at hand, as its STIX bundle. Thread-safe; a bundle is made when
/// first asked for and again when the release or the overlays on it changed.
final class TaxiiCollections {
  private final AtlasLibrary library;
  private final Map<ReleaseId, Made> made = new ConcurrentHashMap<>();

  TaxiiCollections(AtlasLibrary library) {
    this.library = library;
  }

  private record Made(ReleaseIndex from, List<TaxiiEntry> entries) {}

  /// The ids of the collections, by release.
  static UUID id(ReleaseId release) {
    String name = "sextant|taxii|" + release.tag();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  List<ReleaseId> all() {
    return library.releases();
  }

  /// Whether it holds the release that is current.
  boolean isCurrent(ReleaseId release) {
    return library.current().release().id().equals(release);
  }

  /// The release of a collection named by its id, or by the release's tag.
  Optional<ReleaseId> find(String id) {
    return all().stream()
        .filter(release -> id(release).toString().equals(id) || release.tag().equals(id))
        .findFirst();
  }

  /// Every object, in the order in which they came.
  List<TaxiiEntry> entries(ReleaseId release) {
    Optional<ReleaseIndex> index = library.release(release);
    if (index.isEmpty()) {
      return List.of();
    }
    Made known = made.get(release);
    if (known == null || known.from() != index.get()) {
      known = new Made(index.get(), entries(index.get()));
      made.put(release, known);
    }
    return known.entries();
  }

  private List<TaxiiEntry> entries(ReleaseIndex index) {
    Instant published =
        index
            .release()
            .date()
            .map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant())
            .orElse(Instant.EPOCH);
    int official = StixBundle.of(index.official()).path("objects").size();
    Instant own = library.overlaysChanged().orElse(published);
    List<TaxiiEntry> entries = new ArrayList<>();
    for (JsonNode object : StixBundle.of(index, library.overlaysChanged()).path("objects")) {
      // What organisations say stands behind what the release says.
      Instant added = entries.size() < official ? published : own;
      entries.add(new TaxiiEntry((ObjectNode) object, added));
    }
    entries.sort(TaxiiEntry.ORDER);
    return List.copyOf(entries);
  }
}
