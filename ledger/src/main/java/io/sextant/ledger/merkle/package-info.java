/// The arithmetic of RFC 6962 trees: hashes, tiles, proofs. Pure.
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.merkle;
