package io.sextant.gateway.config;

import io.sextant.gateway.access.Secret;
import java.time.Duration;
import java.util.Optional;

/// What a gateway bears.
///
/// @param requestsPerMinute of one principal, in the long run
/// @param burst of one principal at once
/// @param bodyBytes longest body of a request, unpacked
/// @param answerBytes longest answer that is not a stream
/// @param answerTime longest wait for the beginning of an answer, and for each next part of it
/// @param shared where several gateways count together; empty: this one counts alone
public record LimitConfig(
    int requestsPerMinute,
    int burst,
    int bodyBytes,
    int answerBytes,
    Duration answerTime,
    Optional<SharedLimits> shared) {
  /// Ten a second: no person types that fast, and an agent that does should be given more on
  /// purpose.
  public static final int REQUESTS_PER_MINUTE = 600;

  public static final int BURST = 100;

  /// A context of a million tokens is about 4 MB; images come in base64.
  public static final int BODY_BYTES = 16 << 20;

  public static final int ANSWER_BYTES = 32 << 20;

  /// Models that think first answer after minutes.
  public static final Duration ANSWER_TIME = Duration.ofMinutes(10);

  /// A database for limits.
  ///
  /// @param url as JDBC writes it
  public record SharedLimits(String url, String user, Secret password) {}

  /// One that counts alone.
  public LimitConfig(
      int requestsPerMinute, int burst, int bodyBytes, int answerBytes, Duration answerTime) {
    this(requestsPerMinute, burst, bodyBytes, answerBytes, answerTime, Optional.empty());
  }

  public static final LimitConfig DEFAULT =
      new LimitConfig(REQUESTS_PER_MINUTE, BURST, BODY_BYTES, ANSWER_BYTES, ANSWER_TIME);
}
