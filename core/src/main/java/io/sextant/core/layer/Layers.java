package io.sextant.core.layer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The store of layers. Nobody overwrites what they have not seen: a change names the version that
/// it was made from.
public interface Layers {
  /// More are refused, so that the list stays one that a person can read.
  int MOST = 500;

  /// All without their texts (`json` is empty), the last changed first.
  List<SavedLayer> list();

  Optional<SavedLayer> find(LayerId id);

  /// Keeps a new layer as version 1.
  ///
  /// @return false when there are [#MOST] already; then it is not kept
  boolean add(LayerId id, LayerDocument document, String author, Instant now);

  /// Puts another document in the place of version `seen`.
  Outcome replace(LayerId id, int seen, LayerDocument document, String author, Instant now);

  /// Removes version `seen`.
  Outcome remove(LayerId id, int seen);

  /// What became of a change.
  sealed interface Outcome {
    /// It was done; `layer` stands now, or stood until it was removed.
    record Done(SavedLayer layer) implements Outcome {}

    /// It was not: somebody else had changed it to what `layer` is now.
    record Outdated(SavedLayer layer) implements Outcome {}

    /// There is no such layer.
    record Missing() implements Outcome {}
  }
}
