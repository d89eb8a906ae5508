package io.sextant.server.access;

import io.sextant.core.access.Permission;
import io.sextant.core.access.Role;
import io.sextant.server.access.TokenJson.Wanted;
import io.sextant.server.http.Caller;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import io.sextant.server.http.WebServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Signing in and out, and API tokens.
public final class AccessRoutes {
  private static final int MAX_NAME = 80;
  private static final int MAX_DAYS = 3650;
  private static final int MAX_SECRET = 200;

  private final Access access;
  private final boolean secureCookie;
  private final String version;

  /// @param secureCookie whether browsers reach the server by TLS
  public AccessRoutes(Access access, boolean secureCookie, String version) {
    this.access = access;
    this.secureCookie = secureCookie;
    this.version = version;
  }

  public void addTo(Routes routes) {
    routes
        .get("/sign-in", Permission.PUBLIC, this::signIn)
        .get("/api/v1/session", Permission.PUBLIC, this::session)
        .delete("/api/v1/session", Permission.PUBLIC, this::signOut)
        .get("/api/v1/tokens", Permission.ADMINISTER, this::list)
        .post("/api/v1/tokens", Permission.ADMINISTER, this::create)
        .delete("/api/v1/tokens/{id}", Permission.ADMINISTER, this::revoke);
  }

  /// The caller as the pages see it.
  record SessionJson(
      boolean signedIn,
      Optional<String> name,
      Optional<String> role,
      List<String> permissions,
      Optional<String> csrf,
      String version) {}

  private void signIn(Exchange exchange) {
    var query = exchange.query();
    String token = query.required("token", MAX_SECRET);
    query.check();
    Access.Issued session = access.redeem(token, exchange.address());
    exchange.setHeader("Cache-Control", "no-store");
    setCookie(exchange, session.secret().reveal(), Access.SESSION);
    exchange.seeOther("/");
  }

  private void session(Exchange exchange) {
    exchange.withoutQuery();
    Caller caller = exchange.caller();
    boolean signedIn = caller.kind() != Caller.Kind.ANONYMOUS;
    exchange.json(
        new SessionJson(
            signedIn,
            Optional.of(caller.name()).filter(name -> !name.isEmpty()),
            caller.role().map(AccessRoutes::word),
            caller.permissions().stream().map(Permission::name).sorted().toList(),
            Optional.of(caller.csrf()).filter(csrf -> !csrf.isEmpty()),
            version));
  }

  private void signOut(Exchange exchange) {
    exchange.withoutQuery();
    exchange.cookie(WebServer.sessionCookie()).ifPresent(access::signOut);
    setCookie(exchange, "", Duration.ZERO);
    exchange.noContent();
  }

  private void list(Exchange exchange) {
    exchange.withoutQuery();
    exchange.json(new TokenJson.Items(access.apiTokens().stream().map(TokenJson::of).toList()));
  }

  private void create(Exchange exchange) throws IOException {
    exchange.withoutQuery();
    Wanted wanted = exchange.body(Wanted.class);
    String name = wanted.name() == null ? "" : wanted.name().strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw ProblemException.badRequest(
          "body", "name must have 1 to " + MAX_NAME + " characters", "Say what will use it.");
    }
    Role role = role(wanted.role() == null ? "" : wanted.role());
    Integer days = wanted.expiresInDays();
    if (days != null && (days < 1 || days > MAX_DAYS)) {
      throw ProblemException.badRequest(
          "body", "expiresInDays must be from 1 to " + MAX_DAYS + ", found " + days, "");
    }
    Access.Issued issued =
        access.createToken(name, role, Optional.ofNullable(days).map(Duration::ofDays));
    exchange.json(
        201, new TokenJson.Created(TokenJson.of(issued.token()), issued.secret().reveal()));
  }

  private void revoke(Exchange exchange) {
    exchange.withoutQuery();
    String id = exchange.path("id");
    if (access.apiTokens().stream().noneMatch(token -> token.id().equals(id))
        || !access.revoke(id)) {
      throw ProblemException.notFound("No token has this id.");
    }
    exchange.noContent();
  }

  private void setCookie(Exchange exchange, String value, Duration lifetime) {
    exchange.setHeader(
        "Set-Cookie",
        WebServer.sessionCookie()
            + "="
            + value
            + "; Path=/; Max-Age="
            + lifetime.toSeconds()
            + "; HttpOnly; SameSite=Strict"
            + (secureCookie ? "; Secure" : ""));
  }

  private static Role role(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> word(role).equals(word))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.badRequest(
                "body",
                "role must be one of "
                    + Arrays.stream(Role.values()).map(AccessRoutes::word).toList()
                    + ", found '"
                    + word
                    + "'",
                ""));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
