package io.sextant.core.control;

/// Codes of what may be wrong with a file of controls; explained in `docs/errors.md`.
public final class Codes {
  public static final String SHAPE = "SX-CONTROL-001";
  public static final String UNKNOWN_KEY = "SX-CONTROL-002";
  public static final String MISSING = "SX-CONTROL-003";
  public static final String BAD_ID = "SX-CONTROL-004";
  public static final String UNKNOWN_WORD = "SX-CONTROL-005";
  public static final String BAD_DATE = "SX-CONTROL-006";
  public static final String TWICE = "SX-CONTROL-007";
  public static final String UNKNOWN_ATLAS = "SX-CONTROL-008";
  public static final String SUCCEEDED = "SX-CONTROL-009";
  public static final String UNPROVEN = "SX-CONTROL-010";
  public static final String NO_EDITION = "SX-CONTROL-011";
  public static final String UNOWNED = "SX-CONTROL-012";
  public static final String NOTHING = "SX-CONTROL-013";

  private Codes() {}
}
