package io.sextant.ledger.entry;

import io.sextant.ledger.merkle.Hash;

/// What the log keeps of a body: never the body.
///
/// @param kind for example `request`
/// @param place where the [BodyVault] holds it
/// @param bytes its length
/// @param hash SHA-256 over 32 random bytes, which stand with the body, and the body: without them
///   nobody can try texts against it
public record BodyRecord(String kind, String place, int bytes, Hash hash) {}
