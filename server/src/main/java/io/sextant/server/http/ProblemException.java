package io.sextant.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Ends a request with a [Problem].
///
/// It is an answer, not a fault, so it carries no stack trace.
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  public ProblemException(Problem problem) {
    this(problem, Optional.empty());
  }

  private ProblemException(Problem problem, Optional<Duration> retryAfter) {
    super(problem.code() + " " + problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public Problem problem() {
    return problem;
  }

  /// When to try again, if that can help.
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public ProblemException retryAfter(Duration wait) {
    return new ProblemException(problem, Optional.of(wait));
  }

  public static ProblemException badRequest(List<IssueJson> issues) {
    String detail = issues.size() == 1 ? issues.getFirst().message() : issues.size() + " problems";
    return new ProblemException(
        Problem.of(400, Codes.BAD_REQUEST, "The request is not right", detail, issues));
  }

  public static ProblemException badRequest(String part, String message, String hint) {
    return badRequest(List.of(IssueJson.ofRequest(part, message, hint)));
  }

  public static ProblemException notFound(String detail) {
    return new ProblemException(Problem.of(404, Codes.NOT_FOUND, "There is no such thing", detail));
  }

  public static ProblemException tooLarge(long limitBytes) {
    return new ProblemException(
        Problem.of(
            413,
            Codes.TOO_LARGE,
            "The body is too large",
            "At most " + limitBytes + " bytes are taken, after decompression. Send less at once."));
  }

  public static ProblemException mediaType(String found, String expected) {
    return new ProblemException(
        Problem.of(
            415,
            Codes.MEDIA_TYPE,
            "The body's type is not taken",
            "Expected " + expected + ", found " + (found.isEmpty() ? "none" : found) + "."));
  }
}
