package io.sextant.core.awareness;

/// Codes of what may be wrong with the record of an exercise; explained in `docs/errors.md`.
public final class Codes {
  public static final String NO_RUN = "SX-AWARE-001";
  public static final String WRONG_VALUE = "SX-AWARE-002";
  public static final String MISSING = "SX-AWARE-003";
  public static final String OVER_LIMIT = "SX-AWARE-004";

  private Codes() {}
}
