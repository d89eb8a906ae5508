package io.sextant.gateway.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.approval.WebhookConfig.Shape;
import io.sextant.gateway.protocol.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class WebhooksTest {
  private static final Secret SECRET = new Secret("a secret of many characters");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final HttpServer server = newServer();
  private IntUnaryOperator status = _ -> 200;

  private record Told(String path, String timestamp, String signature, String body) {}

  private HttpServer newServer() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext(
          "/",
          exchange -> {
            told.add(
                new Told(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Sextant-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Sextant-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.applyAsInt(told.size()), -1);
            exchange.close();
          });
      made.start();
      return made;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Webhooks webhooks(Shape shape, boolean loopback) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    Webhooks webhooks =
        new Webhooks(
            new WebhookConfig.All(
                List.of(new WebhookConfig(url, shape, SECRET)),
                Optional.of(URI.create("https://sextant.example")),
                loopback),
            () -> NOW,
            Duration.ofMillis(1));
    webhooks.start();
    return webhooks;
  }

  private static Approval approval() {
    return Held.of(
            _ -> java.util.concurrent.CompletableFuture.completedFuture(0L),
            ApprovalStore.NONE,
            new ApprovalId("abc"),
            Questions.of("bot <!channel>", "d", 2, Mode.WAIT),
            NOW)
        .now();
  }

  @Test
  void aMessageIsSignedOverItsTimeAndBody() throws Exception {
    try (Webhooks webhooks = webhooks(Shape.GENERIC, true)) {
      webhooks.changed(approval());
      await().until(() -> told.size() == 1);
    }

    Told first = told.getFirst();
    assertThat(first.timestamp()).isEqualTo("1800000000");
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(SECRET.reveal().getBytes(UTF_8), "HmacSHA256"));
    String expected =
        java.util.HexFormat.of()
            .formatHex(mac.doFinal(("1800000000." + first.body()).getBytes(UTF_8)));
    assertThat(first.signature()).isEqualTo("v1=" + expected);
    ObjectNode body = Json.object(first.body().getBytes(UTF_8));
    assertThat(body.path("type").asString("")).isEqualTo("approval.waiting");
    assertThat(body.path("url").asString("")).isEqualTo("https://sextant.example/approvals/abc");
    assertThat(body.path("approvers_missing").asInt()).isEqualTo(2);
    assertThat(body.path("rules").path(0).path("techniques").path(0).asString(""))
        .isEqualTo("AML.T0024");
  }

  @Test
  void slackGetsTextThatCannotMentionAnybody() throws Exception {
    try (Webhooks webhooks = webhooks(Shape.SLACK, true)) {
      webhooks.changed(approval());
      await().until(() -> told.size() == 1);
    }

    ObjectNode body = Json.object(told.getFirst().body().getBytes(UTF_8));
    assertThat(body.path("text").asString(""))
        .isEqualTo("Approval needed: bot &lt;!channel&gt; asks for chat of m");
    assertThat(body.path("blocks").path(1).path("text").path("text").asString(""))
        .isEqualTo("• An export of &lt;all&gt; records");
    assertThat(body.path("blocks").path(3).path("elements").path(0).path("url").asString(""))
        .isEqualTo("https://sextant.example/approvals/abc");
  }

  @Test
  void triesAgainButNotForEverAndFollowsNoRedirect() {
    try (Webhooks webhooks = webhooks(Shape.GENERIC, true)) {
      status = count -> count < 3 ? 302 : 204;
      webhooks.changed(approval());
      await().until(() -> told.size() == 3);
      assertThat(webhooks.lost()).isZero();

      status = _ -> 500;
      webhooks.changed(approval());
      await().until(() -> webhooks.lost() == 1);
    }

    assertThat(told).hasSize(8).allMatch(it -> it.path().equals("/hook"));
  }

  @Test
  void thisMachineIsNotReachedUnlessThatIsAllowed() {
    try (Webhooks webhooks = webhooks(Shape.GENERIC, false)) {
      webhooks.changed(approval());
      await().until(() -> webhooks.lost() == 1);
    }

    assertThat(told).isEmpty();
  }

  @Test
  void neverReachesWhereCloudsKeepCredentials() throws Exception {
    for (String address : List.of("169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::")) {
      assertThat(new SafeAddresses(true).allowed(InetAddress.getByName(address)))
          .as(address)
          .isFalse();
    }
    for (String address : List.of("127.0.0.1", "::1", "::ffff:127.0.0.1")) {
      assertThat(new SafeAddresses(false).allowed(InetAddress.getByName(address)))
          .as(address)
          .isFalse();
    }
    assertThat(new SafeAddresses(false).allowed(InetAddress.getByName("192.0.2.1"))).isTrue();
  }

  @Test
  void aDeadWebhookHoldsNobodyUp() {
    status = _ -> 500;
    try (Webhooks webhooks = webhooks(Shape.GENERIC, true)) {
      long before = System.nanoTime();
      for (int i = 0; i < 5_000; i++) {
        webhooks.changed(approval());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      assertThat(webhooks.lost()).isGreaterThan(3_000);
    }
  }
}
