package io.sextant.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import io.sextant.gateway.config.GatewayConfigReader.Surroundings;
import io.sextant.gateway.protocol.Operation.Family;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GatewayConfigReaderTest {
  private static final Surroundings AROUND =
      new Surroundings(
          Map.of("KEY", "sk-from-environment"),
          name ->
              switch (name) {
                case "mine.yaml" -> Optional.of("policy: mine\nrules: [{id: a, do: log}]\n");
                case "wrong.yaml" -> Optional.of("policy: wrong\nrules: [{id: a, do: deny}]\n");
                case "key" -> Optional.of(" sk-from-file\n");
                default -> Optional.empty();
              });

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
            """);

    assertThat(result.config()).isEmpty();
    assertThat(result.issues())
        .extracting(Issue::code)
        .contains(
            "SX-GATEWAY-001", "SX-GATEWAY-002", "SX-GATEWAY-003", "SX-GATEWAY-004", "SX-POLICY-004")
        .hasSizeGreaterThanOrEqualTo(11);
  }

  @Test
  void refusesWhatIsNoConfiguration() {
    for (String text : new String[] {"", "[]", "a", "upstreams: []", "{", "a: b\n---\nc: d"}) {
      assertThat(read(text).config()).as(text).isEmpty();
      assertThat(read(text).issues()).as(text).isNotEmpty();
    }
  }
}
