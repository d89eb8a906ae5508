package io.sextant.core.layer;

/// Codes of what may be wrong with a layer; explained in `docs/errors.md`.
public final class Codes {
  public static final String NO_LAYER = "SX-LAYER-001";
  public static final String WRONG_VALUE = "SX-LAYER-002";
  public static final String MISSING = "SX-LAYER-003";
  public static final String OVER_LIMIT = "SX-LAYER-004";

  private Codes() {}
}
