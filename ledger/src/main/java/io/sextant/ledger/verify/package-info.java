/// Checks a whole log: [io.sextant.ledger.verify.LedgerVerifier].
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.verify;
