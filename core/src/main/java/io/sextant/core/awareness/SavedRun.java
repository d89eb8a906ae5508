package io.sextant.core.awareness;

import java.time.Instant;

/// The record of an exercise in the store.
///
/// @param version 1 when new, one more with each change
/// @param author who changed it last
public record SavedRun(
    RunId id, int version, String author, Instant created, Instant changed, RunDocument document) {}
