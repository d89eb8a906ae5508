package io.sextant.server.access;

import io.sextant.core.IdSource;
import io.sextant.core.access.Permission;
import io.sextant.core.access.Role;
import io.sextant.core.access.Tokens;
import io.sextant.core.access.Tokens.Kind;
import io.sextant.core.access.Tokens.Token;
import io.sextant.server.http.Authentication;
import io.sextant.server.http.Caller;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Gives out secrets and recognises them. Thread-safe.
public final class Access implements Authentication {
  /// How long a browser stays signed in.
  public static final Duration SESSION = Duration.ofDays(7);

  /// How long the printed link waits to be used.
  public static final Duration LINK = Duration.ofHours(12);

  /// How long a token that was found valid is not looked up again. A token revoked through this
  /// server stops working at once.
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final int REMEMBERED_TOKENS = 1_000;

  private final Tokens tokens;
  private final IdSource ids;
  private final InstantSource clock;
  private final boolean openIngestion;
  private final SecureRandom random = new SecureRandom();
  private final FailureLimit failures;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  private record Remembered(Token token, Instant until) {}

  /// A token and the secret that is shown once.
  public record Issued(Token token, Secret secret) {}

  /// @param openIngestion whether telemetry is taken from anybody who can reach the server
  public Access(Tokens tokens, IdSource ids, InstantSource clock, boolean openIngestion) {
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
    this.openIngestion = openIngestion;
    this.failures = new FailureLimit(clock);
  }

  @Override
  public Caller identify(Credentials credentials) {
    if (credentials.bearer().isPresent()) {
      return bearer(credentials.bearer().get(), credentials.address());
    }
    Optional<Caller> session = credentials.cookie().flatMap(this::session);
    boolean mayIngest = openIngestion && !credentials.fromPage();
    return session.orElseGet(
        () -> Caller.anonymous(mayIngest ? Set.of(Permission.INGEST) : Set.of()));
  }

  /// A link's secret that signs in once, as an administrator.
  public Secret signInLink() {
    return issue(Kind.SIGN_IN, "sign-in link", Role.ADMIN, Optional.of(LINK)).secret();
  }

  /// Turns the secret of a link into a session.
  ///
  /// @throws ProblemException 403 when it was used, is too old or never was; 429 after too many
  public Issued redeem(String linkSecret, String address) {
    refuseIfTooMany(address);
    Optional<Token> link = tokens.redeem(Secret.of(linkSecret).digest(), clock.instant());
    if (link.isEmpty()) {
      failures.failed(address);
      throw new ProblemException(
          Problem.of(
              403,
              Codes.BAD_LINK,
              "This link does not sign in",
              "It was used already, is older than "
                  + LINK.toHours()
                  + " hours, or is not complete. Restart the server to get a new one."));
    }
    return issue(Kind.SESSION, "local administrator", link.get().role(), Optional.of(SESSION));
  }

  /// Makes an API token.
  public Issued createToken(String name, Role role, Optional<Duration> lifetime) {
    return issue(Kind.API, name, role, lifetime);
  }

  /// Ends the session of a cookie.
  void signOut(String cookie) {
    String digest = Secret.of(cookie).digest();
    find(digest, Kind.SESSION).ifPresent(token -> revoke(token.id()));
  }

  /// @return whether there was a token with this id
  boolean revoke(String id) {
    boolean revoked = tokens.revoke(id);
    remembered.clear();
    return revoked;
  }

  java.util.List<Token> apiTokens() {
    return tokens.list(Kind.API, clock.instant());
  }

  private Caller bearer(String secret, String address) {
    Optional<Token> token = find(Secret.of(secret).digest(), Kind.API);
    if (token.isEmpty()) {
      refuseIfTooMany(address);
      failures.failed(address);
      throw new ProblemException(
          Problem.of(
              401,
              Codes.BAD_TOKEN,
              "The token is not valid",
              "It is unknown, revoked or expired. Make another one on the page Tokens."));
    }
    return Caller.of(token.get().name(), token.get().role(), Caller.Kind.TOKEN, "");
  }

  private Optional<Caller> session(String cookie) {
    Secret secret = Secret.of(cookie);
    return find(secret.digest(), Kind.SESSION)
        .map(token -> Caller.of(token.name(), token.role(), Caller.Kind.SESSION, secret.csrf()));
  }

  private Optional<Token> find(String digest, Kind kind) {
    Instant now = clock.instant();
    Remembered known = remembered.get(digest);
    if (known != null && known.until().isAfter(now)) {
      return Optional.of(known.token()).filter(token -> token.kind() == kind);
    }
    Optional<Token> token = tokens.use(digest, now).filter(found -> found.kind() == kind);
    if (remembered.size() >= REMEMBERED_TOKENS) {
      remembered.clear();
    }
    token.ifPresent(found -> remembered.put(digest, new Remembered(found, until(found, now))));
    return token;
  }

  private static Instant until(Token token, Instant now) {
    Instant until = now.plus(REMEMBERED);
    return token.expires().filter(until::isAfter).orElse(until);
  }

  private Issued issue(Kind kind, String name, Role role, Optional<Duration> lifetime) {
    Secret secret = Secret.draw(random);
    Instant now = clock.instant();
    Token token =
        new Token(ids.next(), kind, name, role, now, lifetime.map(now::plus), Optional.empty());
    tokens.add(token, secret.digest());
    return new Issued(token, secret);
  }

  private void refuseIfTooMany(String address) {
    Optional<Duration> wait = failures.wait(address);
    if (wait.isPresent()) {
      throw new ProblemException(
              Problem.of(
                  429,
                  Codes.TOO_MANY_ATTEMPTS,
                  "Too many failed attempts",
                  "Try again in " + Math.max(1, wait.get().toSeconds()) + " seconds."))
          .retryAfter(wait.get());
    }
  }
}
