package io.sextant.gateway.mcp;

/// An exchange that cannot go on, and what its client is told. Its code is stable, see
/// `docs/errors.md`.
final class Refusal extends Exception {
  static final String UNKNOWN_PATH = "SX-GATEWAY-010";
  static final String TOO_LARGE = "SX-GATEWAY-013";
  static final String MALFORMED = "SX-GATEWAY-014";
  static final String BLOCKED = "SX-GATEWAY-015";
  static final String UPSTREAM_FAILED = "SX-GATEWAY-017";
  static final String NOT_KEPT = "SX-GATEWAY-018";
  static final String UNREADABLE_ANSWER = "SX-GATEWAY-019";
  static final String NOT_APPROVED = "SX-GATEWAY-020";
  static final String NEEDS_APPROVAL = "SX-GATEWAY-021";
  static final String TOO_MANY_WAIT = "SX-GATEWAY-023";
  static final String NO_SESSION = "SX-GATEWAY-025";
  static final String FOREIGN_PAGE = "SX-GATEWAY-026";
  static final String TOO_MANY_SESSIONS = "SX-GATEWAY-027";

  private final int status;
  private final int rpc;
  private final String code;

  /// @param status of HTTP
  Refusal(int status, String code, String message) {
    this(status, RpcErrors.REFUSED, code, message);
  }

  Refusal(int status, int rpc, String code, String message) {
    super(message);
    this.status = status;
    this.rpc = rpc;
    this.code = code;
  }

  static Refusal notKept() {
    return new Refusal(
        503,
        NOT_KEPT,
        "the decision about this message cannot be written down, so nothing is passed on");
  }

  int status() {
    return status;
  }

  int rpc() {
    return rpc;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
