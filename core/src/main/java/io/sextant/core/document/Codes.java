package io.sextant.core.document;

/// Codes of what may be wrong with any file; explained in `docs/errors.md`.
public final class Codes {
  public static final String SYNTAX = "SX-FILE-001";
  public static final String DUPLICATE_KEY = "SX-FILE-002";
  public static final String OVER_LIMIT = "SX-FILE-003";
  public static final String ENCODING = "SX-FILE-004";
  public static final String MERGE_KEY = "SX-FILE-005";

  private Codes() {}
}
