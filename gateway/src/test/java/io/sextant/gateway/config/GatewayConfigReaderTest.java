package io.sextant.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import io.sextant.core.document.Issue;
import io.sextant.gateway.access.TokenConfig;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.config.GatewayConfigReader.Surroundings;
import io.sextant.gateway.protocol.Operation.Family;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GatewayConfigReaderTest {
  private static final Surroundings AROUND =
      new Surroundings(
          Map.of("KEY", "sk-from-environment", "SHORT", "short"),
          name ->
              switch (name) {
                case "mine.yaml" -> Optional.of("policy: mine\nrules: [{id: a, do: log}]\n");
                case "wrong.yaml" -> Optional.of("policy: wrong\nrules: [{id: a, do: deny}]\n");
                case "key" -> Optional.of(" sk-from-file\n");
                default -> Optional.empty();
              },
          name -> Optional.of(Path.of("/etc", name)));

  private static GatewayConfigReader.Result read(String text) {
    return GatewayConfigReader.read("g.yaml", text, AROUND);
  }

  @Test
  void readsAWholeConfiguration() {
    GatewayConfigReader.Result result =
        read(
            """
            listen: {host: 127.0.0.1, port: 8080}
            upstreams:
              - {id: a, url: "https://a.example/base", serves: [openai], models: ["gpt-*"], key: "env:KEY"}
              - {id: b, url: "http://b.example:81", serves: [anthropic, predict], key: "file:key"}
            policy: mine.yaml
            principals: [{id: bot, key-sha256: %s, roles: [bot]}]
            limits: {requests-per-minute: 60, burst: 5, answer-seconds: 30}
            inspection: {encoder: true}
            """
                .formatted("a".repeat(64)));

    assertThat(result.issues()).isEmpty();
    assertThat(result.policyFile()).contains("mine.yaml");
    GatewayConfig config = result.config().orElseThrow();
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.upstreams().get(0).key().orElseThrow().reveal())
        .isEqualTo("sk-from-environment");
    assertThat(config.upstreams().get(1).key().orElseThrow().reveal()).isEqualTo("sk-from-file");
    assertThat(config.upstreams().get(1).families())
        .containsExactlyInAnyOrder(Family.ANTHROPIC, Family.PREDICT);
    assertThat(config.toString()).doesNotContain("sk-");
    assertThat(config.limits().burst()).isEqualTo(5);
    assertThat(config.encoder()).isTrue();
    assertThat(config.limits().bodyBytes()).isEqualTo(LimitConfig.BODY_BYTES);
  }

  @Test
  void tellsEveryMistakeAtOnce() {
    GatewayConfigReader.Result result =
        read(
            """
            listen: {host: 127.0.0.1, port: 70000, tls: yes}
            upstreams:
              - {id: a, url: "ftp://x"}
              - {id: a, url: "http://user:pw@x", key: "sk-123"}
              - {id: c, url: "http://x", key: "env:NOT_THERE", serves: [grpc]}
            policy: wrong.yaml
            principals: [{id: x, key-sha256: ABC}]
            limits: {burst: 0}
            upstrem: x
            inspection: {encoder: perhaps}
            """);

    assertThat(result.config()).isEmpty();
    assertThat(result.issues())
        .extracting(Issue::code)
        .contains(
            "SX-GATEWAY-001", "SX-GATEWAY-002", "SX-GATEWAY-003", "SX-GATEWAY-004", "SX-POLICY-004")
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void readsQuotasAndTellsWhatIsWrongWithThem() {
    String head = "upstreams: [{id: a, url: \"https://a.example\"}]\n";
    GatewayConfig good =
        read(head
                + "quotas:\n"
                + "  - {id: t, unit: tokens, per-minute: 1000, burst: 5000}\n"
                + "  - {id: m, per: [model, session], models: [\"gpt-*\"], unit: money, per-minute: 0.5}\n"
                + "prices: [{models: [\"*\"], asked: 1, answered: 2.5}]\n")
            .config()
            .orElseThrow();
    assertThat(good.quotas()).hasSize(2);
    assertThat(good.quotas().get(1).burst()).isEqualTo(0.5);
    assertThat(good.prices().getFirst().answered()).isEqualTo(2.5);

    for (String quota :
        new String[] {
          "{id: A, per-minute: 1}",
          "{per-minute: 1}",
          "{id: a}",
          "{id: a, per-minute: 0}",
          "{id: a, per-minute: 1, burst: -1}",
          "{id: a, per-minute: 1, unit: bytes}",
          "{id: a, per-minute: 1, per: [planet]}",
          "{id: a, per-minute: 1, unit: money}",
          "{id: a, per-minute: 1, per-hour: 1}"
        }) {
      GatewayConfigReader.Result result = read(head + "quotas: [" + quota + "]\n");
      assertThat(result.config()).as(quota).isEmpty();
      assertThat(result.issues()).as(quota).hasSize(1);
    }
  }

  @Test
  void readsWhoseTokensAreTaken() {
    TokenConfig tokens =
        read("""
        upstreams: [{id: a, url: "https://a.example"}]
        principals: [{id: bot, key-sha256: %s, people: [ann]}]
        tokens: {issuer: "https://login.example", audience: gw, keys: "file:keys.json", algorithms: [PS256], clock-skew-seconds: 5}
        """
                .formatted("a".repeat(64)))
            .config()
            .orElseThrow()
            .tokens()
            .orElseThrow();

    assertThat(tokens.keys()).isEqualTo(new TokenConfig.KeyPlace.Local(Path.of("/etc/keys.json")));
    assertThat(tokens.algorithms()).containsExactly(JWSAlgorithm.PS256);
    assertThat(tokens.clockSkew()).hasSeconds(5);
  }

  @Test
  void takesNoTokensThatAnybodyCouldMake() {
    String good = "issuer: i, audience: a, keys: \"https://i.example/k\"";
    for (String tokens :
        new String[] {
          "audience: a, keys: \"https://i.example/k\"",
          "issuer: i, keys: \"https://i.example/k\"",
          "issuer: i, audience: a",
          "issuer: i, audience: a, keys: \"http://i.example/k\"",
          "issuer: i, audience: a, keys: \"http://127.0.0.1.example/k\"",
          good + ", algorithms: [HS256]",
          good + ", algorithms: [none]",
          good + ", clock-skew-seconds: 3600",
          good + ", jwks: x"
        }) {
      GatewayConfigReader.Result result =
          read("upstreams: [{id: a, url: \"https://a.example\"}]\ntokens: {" + tokens + "}");
      assertThat(result.config()).as(tokens).isEmpty();
      assertThat(result.issues()).as(tokens).hasSize(1);
    }
  }

  @Test
  void readsWhomToTellOfApprovals() {
    GatewayConfigReader.Result result =
        read(
            """
            upstreams: [{id: a, url: "https://a.example"}]
            approvals:
              page: "https://sextant.example"
              hosts: [Hooks.example]
              loopback: true
              webhooks:
                - {url: "https://hooks.example/a", shape: slack, secret: "env:KEY"}
                - {url: "http://127.0.0.1:9/b", secret: "env:KEY"}
            """);

    assertThat(result.issues()).isEmpty();
    WebhookConfig.All webhooks = result.config().orElseThrow().webhooks();
    assertThat(webhooks.page()).contains(URI.create("https://sextant.example"));
    assertThat(webhooks.webhooks())
        .extracting(WebhookConfig::shape)
        .containsExactly(WebhookConfig.Shape.SLACK, WebhookConfig.Shape.GENERIC);
  }

  @Test
  void aWebhookGoesOnlyWhereItMay() {
    for (String webhook :
        new String[] {
          "{url: \"https://elsewhere.example/\", secret: \"env:KEY\"}",
          "{url: \"http://hooks.example/\", secret: \"env:KEY\"}",
          "{url: \"http://127.0.0.1:9/\", secret: \"env:KEY\"}",
          "{url: \"http://localhost:9/\", secret: \"env:KEY\"}",
          "{url: \"http://[::1]:9/\", secret: \"env:KEY\"}",
          "{url: \"https://hooks.example/\"}",
          "{url: \"https://hooks.example/\", secret: \"env:SHORT\"}",
          "{url: \"https://hooks.example/\", secret: \"written here, which is wrong\"}",
          "{url: \"https://hooks.example/\", secret: \"env:KEY\", shape: teams}",
          "{url: \"https://hooks.example/\", secret: \"env:KEY\", to: me}"
        }) {
      GatewayConfigReader.Result result =
          read(
              "upstreams: [{id: a, url: \"https://a.example\"}]\n"
                  + "approvals: {hosts: [hooks.example], webhooks: ["
                  + webhook
                  + "]}");
      assertThat(result.config()).as(webhook).isEmpty();
      assertThat(result.issues()).as(webhook).hasSize(1);
    }
  }

  @Test
  void refusesWhatIsNoConfiguration() {
    for (String text : new String[] {"", "[]", "a", "upstreams: []", "{", "a: b\n---\nc: d"}) {
      assertThat(read(text).config()).as(text).isEmpty();
      assertThat(read(text).issues()).as(text).isNotEmpty();
    }
  }
}
