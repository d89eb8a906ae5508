package io.sextant.server.http;

import java.util.List;

/// A problem document (RFC 9457). `code` is stable and explained in `docs/errors.md`.
public record Problem(
    String type, String title, int status, String code, String detail, List<IssueJson> issues) {
  /// The media type of the document.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_PREFIX = "urn:sextant:problem:";

  public Problem {
    issues = List.copyOf(issues);
  }

  public static Problem of(int status, String code, String title, String detail) {
    return of(status, code, title, detail, List.of());
  }

  public static Problem of(
      int status, String code, String title, String detail, List<IssueJson> issues) {
    return new Problem(TYPE_PREFIX + code, title, status, code, detail, issues);
  }
}
