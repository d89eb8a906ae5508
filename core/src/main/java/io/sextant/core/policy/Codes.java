package io.sextant.core.policy;

/// Codes of what may be wrong with a policy; explained in `docs/errors.md`.
final class Codes {
  static final String WRONG_SHAPE = "SX-POLICY-001";
  static final String UNKNOWN_KEY = "SX-POLICY-002";
  static final String MISSING = "SX-POLICY-003";
  static final String UNKNOWN_WORD = "SX-POLICY-004";
  static final String DUPLICATE_ID = "SX-POLICY-005";
  static final String CONDITION = "SX-POLICY-006";
  static final String BAD_VALUE = "SX-POLICY-007";
  static final String WITHOUT_EFFECT = "SX-POLICY-009";

  private Codes() {}
}
