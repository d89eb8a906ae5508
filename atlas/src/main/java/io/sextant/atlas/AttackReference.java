package io.sextant.atlas;

/// The ATT&CK object an ATLAS object was adapted from: `T1596` and its address. A hint: some are
/// known to be wrong.
public record AttackReference(String id, String url) {}
