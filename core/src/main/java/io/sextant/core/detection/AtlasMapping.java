package io.sextant.core.detection;

import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import java.util.List;

/// The ATLAS techniques that a rule is evidence of, as ids of one release, and the tactics they
/// serve.
public record AtlasMapping(List<TechniqueId> techniques, List<TacticId> tactics) {
  /// A rule without ATLAS tags.
  public static final AtlasMapping NONE = new AtlasMapping(List.of(), List.of());

  public AtlasMapping {
    techniques = List.copyOf(techniques);
    tactics = List.copyOf(tactics);
  }
}
