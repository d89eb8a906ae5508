/// Signed notes, checkpoints and cosignatures of C2SP. Pure.
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.note;
