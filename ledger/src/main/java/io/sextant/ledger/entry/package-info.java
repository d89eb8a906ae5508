/// What stands in a log of decisions, and the encrypted bodies beside it.
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.entry;
