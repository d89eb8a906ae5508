package io.sextant.core.telemetry;

/// Why one record cannot be taken; becomes a [Refusal] where the record's place is known.
///
/// Thrown only inside this package and to callers that parse a whole message, so it carries no
/// stack trace: refusing a flood of bad records must stay cheap.
public final class BadRecord extends RuntimeException {
  private final String code;

  BadRecord(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /// Stable, `SX-INGEST-…`.
  public String code() {
    return code;
  }

  /// What to tell the sender.
  public String explanation() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
