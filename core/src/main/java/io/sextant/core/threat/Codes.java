package io.sextant.core.threat;

/// Codes of what may be wrong with decisions; explained in `docs/errors.md`.
public final class Codes {
  public static final String SHAPE = "SX-THREAT-001";
  public static final String OTHER_SYSTEM = "SX-THREAT-002";
  public static final String BAD_KEY = "SX-THREAT-003";
  public static final String BAD_STATUS = "SX-THREAT-004";
  public static final String BAD_DATE = "SX-THREAT-005";
  public static final String TWICE = "SX-THREAT-006";
  public static final String NO_REASON = "SX-THREAT-007";
  public static final String NO_END = "SX-THREAT-008";
  public static final String NO_OWNER = "SX-THREAT-009";

  private Codes() {}
}
