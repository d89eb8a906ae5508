package io.sextant.server.detection;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;

/// Writes technique ids with their names. Thread-safe.
public final class TechniqueNames {
  private final AtlasLibrary library;

  public TechniqueNames(AtlasLibrary library) {
    this.library = library;
  }

  /// A technique of a release; the name is empty when that release is no longer at hand.
  public record TechniqueRef(String id, String name, String release) {}

  TechniqueRef of(TechniqueId id, ReleaseId release) {
    String name =
        library
            .release(release)
            .flatMap(index -> index.technique(id))
            .map(Technique::fullName)
            .orElse("");
    return new TechniqueRef(id.value(), name, release.tag());
  }
}
