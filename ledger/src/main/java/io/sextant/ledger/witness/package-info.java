/// A second party that cosigns only consistent growth: [io.sextant.ledger.witness.Witness].
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.witness;
