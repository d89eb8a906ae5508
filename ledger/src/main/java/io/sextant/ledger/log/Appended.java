package io.sextant.ledger.log;

import io.sextant.ledger.merkle.Hash;

/// Where a durable entry stands, for ever.
public record Appended(long index, Hash leaf) {}
