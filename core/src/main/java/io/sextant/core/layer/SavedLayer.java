package io.sextant.core.layer;

import java.time.Instant;

/// A layer in the store.
///
/// @param version 1 when new, one more with each change
/// @param author who changed it last
public record SavedLayer(
    LayerId id,
    int version,
    String author,
    Instant created,
    Instant changed,
    LayerDocument document) {}
