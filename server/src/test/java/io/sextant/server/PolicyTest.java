package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.access.Role;
import io.sextant.gateway.config.PolicyFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The policy over HTTP: seen, checked, tried, changed.
class PolicyTest {
  private static final String POLICY = "/api/v1/policy";
  private static final String BLOCKS =
      "policy: mine\nrules:\n  - {id: attack, do: block, when: content.attack.score >= 0.5}\n";
  private static final String LOGS = BLOCKS.replace("do: block", "do: log");

  @TempDir Path folder;
  private Path file;
  private TestServer server;
  private String engineer;
  private final Contract contract = Contract.load();

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("mine.yaml"), BLOCKS);
    server =
        TestServer.start(
            folder.resolve("data"),
            it ->
                it.with(
                    TestGateway.plan(
                        BLOCKS,
                        TestGateway.NOWHERE,
                        List.of(),
                        Optional.of(new PolicyFile(file, BLOCKS)))));
    engineer = server.token(Role.ENGINEER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String token, Object body) {
    return server.send(
        server
            .api(path, token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(TestServer.JSON.writeValueAsString(body))));
  }

  private HttpResponse<String> enable(String text, String seen) {
    return send("PUT", POLICY, engineer, Map.of("text", text, "seen", seen));
  }

  private String digest() {
    JsonNode state = server.get(POLICY, engineer);
    assertThat(contract.problems("GET", POLICY, 200, state.toString())).isEmpty();
    return state.path("versions").path(0).path("digest").asString("");
  }

  @Test
  void aChangeIsInForceAtOnceAndInItsFile() throws Exception {
    assertThat(TestGateway.say(server, TestGateway.ATTACK).statusCode()).isEqualTo(403);
    String before = digest();

    HttpResponse<String> enabled = enable(LOGS, before);

    assertThat(enabled.statusCode()).as(enabled.body()).isEqualTo(200);
    assertThat(contract.problems("PUT", POLICY, 200, enabled.body())).isEmpty();
    JsonNode state = TestServer.JSON.readTree(enabled.body());
    assertThat(state.path("versions")).hasSize(2);
    assertThat(state.path("versions").path(0).path("by").asString("")).isEqualTo("test ENGINEER");
    assertThat(state.path("versions").path(1).path("text").asString("")).isEqualTo(BLOCKS);
    assertThat(Files.readString(file)).isEqualTo(LOGS);
    assertThat(TestGateway.say(server, TestGateway.ATTACK).statusCode())
        .as("it goes on, to where nobody answers")
        .isEqualTo(502);
    HttpResponse<String> late = enable(BLOCKS, before);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(digest()).isNotEqualTo(before);

    Files.writeString(file, BLOCKS + "# by hand\n");
    await().until(() -> server.get(POLICY, engineer).path("versions").size() == 3);
    assertThat(TestGateway.say(server, TestGateway.ATTACK).statusCode()).isEqualTo(403);
  }

  @Test
  void aPolicyWithMistakesNeverTakesEffect() throws Exception {
    String wrong = BLOCKS.replace("score", "scor");
    HttpResponse<String> check =
        send("POST", POLICY + "/check", server.token(Role.VIEWER), Map.of("text", wrong));
    assertThat(contract.problems("POST", POLICY + "/check", 200, check.body())).isEmpty();
    JsonNode issue = TestServer.JSON.readTree(check.body()).path("issues").path(0);
    assertThat(issue.path("code").asString("")).isEqualTo("SX-POLICY-006");
    assertThat(issue.path("line").asInt()).isEqualTo(3);

    HttpResponse<String> refused = enable(wrong, digest());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("SX-POLICY-006");
    assertThat(Files.readString(file)).isEqualTo(BLOCKS);
    assertThat(
            send("PUT", POLICY, server.token(Role.ANALYST), Map.of("text", LOGS, "seen", digest()))
                .statusCode())
        .isEqualTo(403);
    assertThat(server.get(POLICY, engineer).path("versions")).hasSize(1);
  }

  @Test
  void aPolicyIsTriedOnWhatWasDecided() {
    TestGateway.say(server, TestGateway.ATTACK);
    TestGateway.say(server, TestGateway.ATTACK);
    await().until(() -> server.get("/api/v1/ledger", engineer).path("size").asInt() == 2);

    HttpResponse<String> tried = send("POST", POLICY + "/trial", engineer, Map.of("text", LOGS));

    assertThat(contract.problems("POST", POLICY + "/trial", 200, tried.body())).isEmpty();
    JsonNode items = TestServer.JSON.readTree(tried.body()).path("items");
    assertThat(items).hasSize(2);
    assertThat(items.path(0).path("was").asString("")).isEqualTo("block");
    assertThat(items.path(0).path("now").asString("")).isEqualTo("log");
    assertThat(server.get(POLICY + "/shipped/strict", engineer).path("text").asString(""))
        .contains("policy: strict");
  }

  @Test
  void aPolicyThatFailsItsOwnTestsNeverTakesEffect() throws Exception {
    String tests =
        """
        tests:
          - name: an attack is stopped
            request: {messages: [{role: user, content: %s}]}
            expect: block
          - name: a greeting passes
            request: {messages: [{role: user, content: Good morning}]}
            expect: allow
        """
            .formatted(TestGateway.ATTACK);
    HttpResponse<String> tried =
        send("POST", POLICY + "/trial", engineer, Map.of("text", LOGS + tests));
    assertThat(contract.problems("POST", POLICY + "/trial", 200, tried.body())).isEmpty();
    JsonNode results = TestServer.JSON.readTree(tried.body()).path("tests");
    assertThat(results).hasSize(2);
    assertThat(results.path(0).path("passed").asBoolean()).isFalse();
    assertThat(results.path(0).path("problem").asString("")).contains("LOG by attack");
    assertThat(results.path(1).path("passed").asBoolean()).isTrue();

    HttpResponse<String> refused = enable(LOGS + tests, digest());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("SX-POLICY-011", "an attack is stopped");
    assertThat(Files.readString(file)).isEqualTo(BLOCKS);
    assertThat(enable(BLOCKS + tests, digest()).statusCode()).isEqualTo(200);
    assertThat(enable(BLOCKS + "tests: [{expect: never}]\n", digest()).body())
        .contains("SX-POLICY-010");
  }

  @Test
  void aRuleOnTrialTellsWhatItWouldHaveDone() {
    String shadow = BLOCKS.replace("do: block", "do: block, shadow: true");
    assertThat(enable(shadow, digest()).statusCode()).isEqualTo(200);
    assertThat(server.get(POLICY, engineer).path("rules").path(0).path("held").path("count"))
        .hasToString("0");
    TestGateway.say(server, TestGateway.ATTACK);
    TestGateway.say(server, "Good morning");
    await()
        .untilAsserted(() -> {
          JsonNode state = server.get(POLICY, engineer);
          assertThat(contract.problems("GET", POLICY, 200, state.toString())).isEmpty();
          JsonNode held = state.path("rules").path(0).path("held");
          assertThat(held.path("count").asInt()).isEqualTo(1);
          assertThat(held.has("last")).isTrue();
        });
  }
}
