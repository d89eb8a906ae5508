package io.sextant.server.http;

import java.util.Locale;

/// One of several problems, as the API writes it. For a request, `file` says which part of it is
/// meant (`query`, `body`).
public record IssueJson(
    String code, String severity, String file, int line, int column, String message, String hint) {

  public static IssueJson of(io.sextant.sigma.Issue issue) {
    return new IssueJson(
        issue.code(),
        issue.severity().name().toLowerCase(Locale.ROOT),
        issue.file(),
        issue.line(),
        issue.column(),
        issue.message(),
        issue.hint());
  }

  public static IssueJson of(io.sextant.atlas.Issue issue) {
    return new IssueJson(
        issue.code(),
        issue.severity().name().toLowerCase(Locale.ROOT),
        issue.file(),
        issue.line(),
        issue.column(),
        issue.message(),
        issue.hint());
  }

  public static IssueJson of(io.sextant.core.document.Issue issue) {
    return new IssueJson(
        issue.code(),
        issue.severity().name().toLowerCase(Locale.ROOT),
        issue.file(),
        issue.place().line(),
        issue.place().column(),
        issue.message(),
        issue.hint());
  }

  /// A problem of a request.
  static IssueJson ofRequest(String part, String message, String hint) {
    return new IssueJson(Codes.BAD_REQUEST, "error", part, 0, 0, message, hint);
  }
}
