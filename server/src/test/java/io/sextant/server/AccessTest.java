package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Signing in, and what must not get in.
class AccessTest {
  @TempDir static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aLinkSignsInOnce() {
    URI link = server.sextant().signInLink();
    HttpResponse<String> first = server.send(HttpRequest.newBuilder(link).GET());
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location")).contains("/");
    assertThat(first.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
    assertThat(server.send(HttpRequest.newBuilder(link).GET()).statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionTellsWhoItIsAndEnds() {
    String cookie = server.signIn();
    JsonNode session = session(cookie);
    assertThat(session.path("signedIn").asBoolean()).isTrue();
    assertThat(session.path("role").asString()).isEqualTo("admin");
    String csrf = session.path("csrf").asString();
    HttpResponse<String> out =
        server.send(
            server
                .api("/api/v1/session")
                .header("Cookie", cookie)
                .header("X-Sextant-CSRF", csrf)
                .DELETE());
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(session(cookie).path("signedIn").asBoolean()).isFalse();
  }

  @Test
  void aChangeWithACookieNeedsTheCsrfHeader() {
    String cookie = server.signIn();
    String csrf = session(cookie).path("csrf").asString();
    assertThat(createToken(cookie, "").statusCode()).isEqualTo(403);
    assertThat(createToken(cookie, "guess").statusCode()).isEqualTo(403);
    assertThat(createToken(cookie, session(server.signIn()).path("csrf").asString()).statusCode())
        .isEqualTo(403);
    assertThat(createToken(cookie, csrf).statusCode()).isEqualTo(201);
  }

  @Test
  void aChangeFromAnotherSiteIsRefusedEvenWithTheHeader() {
    String cookie = server.signIn();
    String csrf = session(cookie).path("csrf").asString();
    assertThat(
            server
                .send(tokenRequest(cookie, csrf).header("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(tokenRequest(cookie, csrf).header("Sec-Fetch-Site", "same-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(tokenRequest(cookie, csrf).header("Origin", "http://evil.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(server.send(tokenRequest(cookie, csrf).header("Origin", "null")).statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(
                    tokenRequest(cookie, csrf)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Origin", server.sextant().pages().toString()))
                .statusCode())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:7575",
        "",
        "10.0.0.1"
      })
  void anotherHostNameIsTurnedAway(String host) throws IOException {
    assertThat(rawStatus("GET /api/v1/session HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .containsAnyOf(" 421 ", " 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]:7575", "LOCALHOST:1"})
  void theNamesOfThisMachineAreAnswered(String host) throws IOException {
    assertThat(rawStatus("GET /api/v1/session HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .contains(" 200 ");
  }

  @Test
  void aWrongTokenIsNobodyAndTooManyAreSlowedDown(@TempDir Path other) {
    try (TestServer alone = TestServer.start(other)) {
      for (int i = 0; i < 10; i++) {
        assertThat(alone.send(alone.api("/api/v1/rules", "sxt_wrong" + i).GET()).statusCode())
            .isEqualTo(401);
      }
      HttpResponse<String> slowed = alone.send(alone.api("/api/v1/rules", "sxt_wrong").GET());
      assertThat(slowed.statusCode()).isEqualTo(429);
      assertThat(slowed.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
      assertThat(alone.send(alone.api("/sign-in?token=sxt_guess").GET()).statusCode())
          .isEqualTo(429);
      assertThat(
              alone.send(alone.api("/api/v1/rules", alone.token(Role.VIEWER)).GET()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aRevokedTokenStopsWorkingAtOnce() {
    String admin = server.token(Role.ADMIN);
    String viewer = server.token(Role.VIEWER);
    assertThat(server.send(server.api("/api/v1/rules", viewer).GET()).statusCode()).isEqualTo(200);
    for (JsonNode token : server.get("/api/v1/tokens", admin).path("items")) {
      if (token.path("name").asString().equals("test VIEWER")) {
        String id = token.path("id").asString();
        assertThat(server.send(server.api("/api/v1/tokens/" + id, admin).DELETE()).statusCode())
            .isEqualTo(204);
      }
    }
    assertThat(server.send(server.api("/api/v1/rules", viewer).GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionSecretIsNoApiTokenAndTheReverse() {
    String session = server.signIn().split("=", 2)[1];
    assertThat(server.send(server.api("/api/v1/rules", session).GET()).statusCode()).isEqualTo(401);
    String token = server.token(Role.ADMIN);
    assertThat(
            server
                .send(
                    server.api("/api/v1/rules").header("Cookie", "sextant_session=" + token).GET())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    for (String path : new String[] {"/", "/api/v1/session", "/api/v1/none", "/health", "/api"}) {
      var headers = server.send(server.api(path).GET()).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("script-src 'unsafe-inline'", "unsafe-eval");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Server")).isEmpty();
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fsecret.js",
        "/assets/none.js"
      })
  void noFileOutsideThePagesIsServed(String path) throws IOException {
    assertThat(rawStatus("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .containsAnyOf(" 404 ", " 400 ");
  }

  @Test
  void behindTlsTheCookieIsSecure(@TempDir Path other) {
    ListenConfig listen =
        new ListenConfig(
            "127.0.0.1", 0, 0, 0, java.util.Optional.of(URI.create("https://sextant.example")));
    try (TestServer proxied = TestServer.start(other, config -> config.with(listen))) {
      assertThat(proxied.sextant().signInLink().toString())
          .startsWith("https://sextant.example/sign-in?token=");
    }
  }

  private static JsonNode session(String cookie) {
    return TestServer.JSON.readTree(
        server.send(server.api("/api/v1/session").header("Cookie", cookie).GET()).body());
  }

  private static HttpResponse<String> createToken(String cookie, String csrf) {
    return server.send(tokenRequest(cookie, csrf));
  }

  private static HttpRequest.Builder tokenRequest(String cookie, String csrf) {
    HttpRequest.Builder request =
        server
            .api("/api/v1/tokens")
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"x\",\"role\":\"sender\"}"));
    return csrf.isEmpty() ? request : request.header("X-Sextant-CSRF", csrf);
  }

  /// The status line of a request that no well-behaved client would send.
  private static String rawStatus(String request) throws IOException {
    URI pages = server.sextant().pages();
    try (Socket socket = new Socket(pages.getHost(), pages.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
