/// A tamper-evident log in the C2SP tlog-tiles format. [io.sextant.ledger.log.Ledger] writes one,
/// [io.sextant.ledger.log.LogReader] reads and proves, [io.sextant.ledger.verify.LedgerVerifier]
/// checks, [io.sextant.ledger.witness.Witness] watches it grow.
@org.jspecify.annotations.NullMarked
package io.sextant.ledger;
