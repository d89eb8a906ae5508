package io.sextant.core.crosswalk;

/// Codes of what may be wrong with crosswalk files; explained in `docs/errors.md`.
public final class Codes {
  public static final String HEADER = "SX-CROSS-001";
  public static final String NO_EDITION = "SX-CROSS-002";
  public static final String UNKNOWN_FRAMEWORK = "SX-CROSS-003";
  public static final String UNKNOWN_ID = "SX-CROSS-004";
  public static final String UNKNOWN_WORD = "SX-CROSS-005";
  public static final String TWICE = "SX-CROSS-006";
  public static final String SHAPE = "SX-CROSS-007";

  private Codes() {}
}
