package io.sextant.core.telemetry;

/// The codes of refusals; `docs/errors.md` explains each.
final class Codes {
  static final String MALFORMED = "SX-INGEST-001";
  static final String TOO_LONG = "SX-INGEST-002";
  static final String TOO_DEEP = "SX-INGEST-003";
  static final String DUPLICATE_KEY = "SX-INGEST-004";
  static final String NOT_UTF8 = "SX-INGEST-005";
  static final String NOT_AN_OBJECT = "SX-INGEST-006";
  static final String UNKNOWN_FORMAT = "SX-INGEST-007";
  static final String BAD_TIME = "SX-INGEST-008";
  static final String BAD_FIELD = "SX-INGEST-009";
  static final String TOO_MANY = "SX-INGEST-010";
  static final String TOO_LARGE = "SX-INGEST-011";
  static final String UNREADABLE = "SX-INGEST-012";
  static final String NOT_OTLP = "SX-INGEST-013";
  static final String TOO_BIG_A_VALUE = "SX-INGEST-014";

  private Codes() {}
}
