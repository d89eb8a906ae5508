/// Writes down what was decided: in the ledger, and as an event.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.record;
