/// The log on disk: [io.sextant.ledger.log.Ledger] writes, [io.sextant.ledger.log.LogReader] reads.
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.log;
