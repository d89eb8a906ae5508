package io.sextant.gateway.proxy;

import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation.Family;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A request that goes no further, and what its sender is told. Its code is stable, see
/// `docs/errors.md`.
final class Refused extends Exception {
  static final String UNKNOWN_PATH = "SX-GATEWAY-010";
  static final String NO_CREDENTIAL = "SX-GATEWAY-011";
  static final String TOO_MANY = "SX-GATEWAY-012";
  static final String TOO_LARGE = "SX-GATEWAY-013";
  static final String MALFORMED = "SX-GATEWAY-014";
  static final String BLOCKED = "SX-GATEWAY-015";
  static final String NO_UPSTREAM = "SX-GATEWAY-016";
  static final String UPSTREAM_FAILED = "SX-GATEWAY-017";
  static final String NOT_KEPT = "SX-GATEWAY-018";
  static final String UNREADABLE_ANSWER = "SX-GATEWAY-019";
  static final String NOT_APPROVED = "SX-GATEWAY-020";
  static final String NEEDS_APPROVAL = "SX-GATEWAY-021";
  static final String APPROVAL_UNFIT = "SX-GATEWAY-022";
  static final String TOO_MANY_WAIT = "SX-GATEWAY-023";
  static final String NO_APPROVAL = "SX-GATEWAY-024";
  static final String INTERNAL = "SX-GATEWAY-070";

  /// When it is worth to ask again.
  private static final Duration BEHIND = Duration.ofSeconds(5);

  private final int status;
  private final String code;
  private final Optional<Duration> retryAfter;

  Refused(int status, String code, String message) {
    this(status, code, message, Optional.empty());
  }

  Refused(int status, String code, String message, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /// What is decided cannot be written down.
  static Refused notKept() {
    return new Refused(
        503,
        NOT_KEPT,
        "the decision about this request cannot be written down, so nothing is passed on");
  }

  /// What was decided before cannot be stored as telemetry yet.
  static Refused behind() {
    return new Refused(
        503,
        NOT_KEPT,
        "what the gateway decides cannot be stored now, so nothing new is passed on",
        Optional.of(BEHIND));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /// The error in the shape that clients of a protocol read.
  byte[] body(Family family) {
    return Json.bytes(
        switch (family) {
          case OPENAI, PREDICT -> {
            ObjectNode body = Json.object();
            body.putObject("error")
                .put("message", getMessage())
                .put("type", type())
                .putNull("param")
                .put("code", code);
            yield body;
          }
          case ANTHROPIC -> {
            ObjectNode body = Json.object().put("type", "error");
            body.putObject("error")
                .put("type", type())
                .put("message", getMessage())
                .put("code", code);
            yield body;
          }
        });
  }

  /// The words that the official clients know (OpenAI and Anthropic API references, errors).
  private String type() {
    return switch (status) {
      case 400, 413, 415 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 202, 409 -> "conflict_error";
      case 404, 405 -> "not_found_error";
      case 429 -> "rate_limit_error";
      default -> "api_error";
    };
  }
}
