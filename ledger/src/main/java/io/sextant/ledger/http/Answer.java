package io.sextant.ledger.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What a site answers.
///
/// @param cacheControl value of the header of that name
@SuppressWarnings("ArrayRecordComponent") // written out once, never compared
public record Answer(int status, String contentType, String cacheControl, byte[] body) {
  public static final int OK = 200;
  public static final int BAD_REQUEST = 400;
  public static final int FORBIDDEN = 403;
  public static final int NOT_FOUND = 404;
  public static final int NOT_ALLOWED = 405;
  public static final int CONFLICT = 409;
  public static final int GONE = 410;
  public static final int TOO_LARGE = 413;
  public static final int UNPROCESSABLE = 422;
  public static final int FAILED = 500;

  /// A short text that must not be kept by caches.
  public static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", "no-store", text.getBytes(UTF_8));
  }
}
