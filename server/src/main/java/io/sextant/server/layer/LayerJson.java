package io.sextant.server.layer;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.sextant.core.layer.SavedLayer;
import java.time.Instant;
import java.util.List;

/// Saved layers as the API writes them.
final class LayerJson {
  private LayerJson() {}

  record Summary(
      String id,
      int version,
      String name,
      String domain,
      String release,
      int cells,
      String author,
      Instant created,
      Instant changed) {
    static Summary of(SavedLayer layer) {
      return new Summary(
          layer.id().value(),
          layer.version(),
          layer.document().name(),
          layer.document().domain(),
          layer.document().release(),
          layer.document().cells(),
          layer.author(),
          layer.created(),
          layer.changed());
    }
  }

  record Items(List<Summary> items) {}

  /// @param layer the document as it was given
  record Detail(Summary saved, @JsonRawValue String layer) {
    static Detail of(SavedLayer layer) {
      return new Detail(Summary.of(layer), layer.document().json());
    }
  }
}
