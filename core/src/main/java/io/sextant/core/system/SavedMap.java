package io.sextant.core.system;

import java.time.Instant;

/// A version of a map in the store.
///
/// @param version 1 when new, one more with each change
/// @param author who made this version
/// @param note what its author says of it; may be empty
public record SavedMap(
    int version, String author, String note, Instant saved, MapDocument document) {}
