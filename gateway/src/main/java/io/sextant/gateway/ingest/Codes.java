package io.sextant.gateway.ingest;

/// Codes of what may be wrong with data; explained in `docs/errors.md`.
public final class Codes {
  public static final String NOT_JSON = "SX-INGEST-001";
  public static final String NOT_A_TABLE = "SX-INGEST-002";
  public static final String TOO_LONG = "SX-INGEST-003";
  public static final String NOT_TEXT = "SX-INGEST-004";
  public static final String UNKNOWN_FORM = "SX-INGEST-005";
  public static final String PROVENANCE = "SX-INGEST-006";
  public static final String UNKNOWN_DATA_SET = "SX-INGEST-007";
  public static final String BATCH = "SX-INGEST-008";

  private Codes() {}
}
