package io.sextant.server.http;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Everything that is checked before a route runs: the host asked for, who asks, whether they may,
/// and that no other site made their browser ask.
final class Gate {
  static final String SESSION_COOKIE = "sextant_session";
  private static final String CSRF_HEADER = "X-Sextant-CSRF";
  private static final String BEARER = "bearer ";
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final HostPolicy hosts;
  private final Authentication authentication;

  Gate(HostPolicy hosts, Authentication authentication) {
    this.hosts = hosts;
    this.authentication = authentication;
  }

  /// @throws ProblemException when the host asked for is not this server
  void checkHost(Context context) {
    String host = context.header("Host");
    if (host == null || !hosts.admits(host)) {
      throw new ProblemException(
          Problem.of(
              421,
              Codes.HOST,
              "This server does not go by that name",
              "The Host header is "
                  + (host == null ? "missing" : "'" + host + "'")
                  + ". Use the address that was printed at start, or start the server with"
                  + " --public-url."));
    }
  }

  /// Lets the request through to a route.
  Caller admit(Context context, Routes.Route route) {
    Caller caller = authentication.identify(credentials(context));
    if (!caller.may(route.permission())) {
      throw caller.kind() == Caller.Kind.ANONYMOUS ? notSignedIn() : forbidden(route);
    }
    if (route.method() != Routes.Method.GET && caller.kind() != Caller.Kind.TOKEN) {
      checkSameSite(context, caller);
    }
    return caller;
  }

  private static Authentication.Credentials credentials(Context context) {
    Optional<String> bearer =
        Optional.ofNullable(context.header("Authorization"))
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).strip());
    return new Authentication.Credentials(
        bearer,
        Optional.ofNullable(context.cookie(SESSION_COOKIE)),
        context.header("Origin") != null,
        context.req().getRemoteAddr());
  }

  private static void checkSameSite(Context context, Caller caller) {
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean otherSite = site != null && !OWN_SITE.contains(site);
    boolean otherOrigin = origin != null && !ownOrigin(context, origin);
    if (otherSite || otherOrigin) {
      throw new ProblemException(
          Problem.of(
              403,
              Codes.ORIGIN,
              "Another site made this request",
              "A browser session may be changed by this server's own pages alone."));
    }
    String given = context.header(CSRF_HEADER);
    if (caller.kind() == Caller.Kind.SESSION && !same(caller.csrf(), given == null ? "" : given)) {
      throw new ProblemException(
          Problem.of(
              403,
              Codes.CSRF,
              "The request cannot be told from a forged one",
              "Send the header X-Sextant-CSRF with the value that GET /api/v1/session returns."));
    }
  }

  private static boolean ownOrigin(Context context, String origin) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(context.header("Host"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static ProblemException notSignedIn() {
    return new ProblemException(
        Problem.of(
            401,
            Codes.NOT_SIGNED_IN,
            "You are not signed in",
            "Open the sign-in link that the server printed at start, or send an API token as"
                + " 'Authorization: Bearer …'."));
  }

  private static ProblemException forbidden(Routes.Route route) {
    return new ProblemException(
        Problem.of(
            403,
            Codes.FORBIDDEN,
            "Your role does not allow this",
            "It needs the permission " + route.permission() + "."));
  }
}
