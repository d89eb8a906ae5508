package io.sextant.ledger.entry;

/// What was done with a request.
public enum Decision {
  ALLOW,
  LOG,
  CONSTRAIN,
  BLOCK,
  /// Waiting for approval.
  HOLD
}
