package io.sextant.core.threat.rule;

/// Codes of what may be wrong with rules; explained in `docs/errors.md`.
public final class Codes {
  public static final String SHAPE = "SX-RULE-001";
  public static final String UNKNOWN_WORD = "SX-RULE-002";
  public static final String MISSING = "SX-RULE-003";
  public static final String CONDITION = "SX-RULE-004";
  public static final String TWICE = "SX-RULE-005";
  public static final String BAD_TECHNIQUE = "SX-RULE-006";
  public static final String NO_EXAMPLE = "SX-RULE-007";
  public static final String EXAMPLE_FAILS = "SX-RULE-008";

  private Codes() {}
}
