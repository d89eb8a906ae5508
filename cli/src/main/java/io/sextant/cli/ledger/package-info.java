/// The group `sextant ledger`: [io.sextant.cli.ledger.LedgerCommand].
@org.jspecify.annotations.NullMarked
package io.sextant.cli.ledger;
