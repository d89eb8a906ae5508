package io.sextant.core.system;

/// Codes of what may be wrong with a map or a file to import; explained in `docs/errors.md`.
public final class Codes {
  public static final String UNKNOWN_FORMAT = "SX-MODEL-001";
  public static final String WRONG_SHAPE = "SX-MODEL-002";
  public static final String UNKNOWN_KEY = "SX-MODEL-003";
  public static final String MISSING = "SX-MODEL-004";
  public static final String UNKNOWN_WORD = "SX-MODEL-005";
  public static final String DUPLICATE_ID = "SX-MODEL-006";
  public static final String DANGLING = "SX-MODEL-007";
  public static final String CIRCLE = "SX-MODEL-008";
  public static final String BAD_ID = "SX-MODEL-009";
  public static final String VERSION = "SX-MODEL-010";
  public static final String INCLUDE = "SX-MODEL-011";
  public static final String UNOWNED = "SX-MODEL-012";
  public static final String UNTYPED = "SX-MODEL-013";
  public static final String UNCONNECTED = "SX-MODEL-014";
  public static final String AMBIGUOUS = "SX-MODEL-015";
  public static final String INVALID = "SX-MODEL-016";

  private Codes() {}
}
