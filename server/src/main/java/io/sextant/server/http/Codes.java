package io.sextant.server.http;

/// The codes of problems that any route may answer; `docs/errors.md` explains each.
public final class Codes {
  public static final String BAD_REQUEST = "SX-SERVER-001";
  public static final String NOT_FOUND = "SX-SERVER-002";
  public static final String METHOD = "SX-SERVER-003";
  public static final String TOO_LARGE = "SX-SERVER-004";
  public static final String MEDIA_TYPE = "SX-SERVER-005";
  public static final String NOT_SIGNED_IN = "SX-SERVER-010";
  public static final String BAD_TOKEN = "SX-SERVER-011";
  public static final String FORBIDDEN = "SX-SERVER-012";
  public static final String TOO_MANY_ATTEMPTS = "SX-SERVER-013";
  public static final String BAD_LINK = "SX-SERVER-014";
  public static final String CSRF = "SX-SERVER-015";
  public static final String HOST = "SX-SERVER-016";
  public static final String ORIGIN = "SX-SERVER-017";
  public static final String OVERLOADED = "SX-SERVER-020";
  public static final String CANNOT_STORE = "SX-SERVER-021";
  public static final String CONFLICT = "SX-SERVER-023";
  public static final String OUR_FAULT = "SX-SERVER-070";

  private Codes() {}
}
