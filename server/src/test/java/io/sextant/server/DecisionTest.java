package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.access.Role;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.Receipt;
import io.sextant.ledger.note.VerifierKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Decisions and the ledger over HTTP.
class DecisionTest {
  private static final String DECISIONS = "/api/v1/decisions";

  @TempDir static Path data;
  private static TestServer server;
  private static Contract contract;
  private static String viewer;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            data,
            it ->
                it.with(
                    TestGateway.plan(
                        ShippedPolicies.text("balanced").orElseThrow(),
                        TestGateway.NOWHERE,
                        List.of(),
                        Optional.empty())));
    contract = Contract.load();
    viewer = server.token(Role.VIEWER);
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = TestGateway.say(server, i == 1 ? "Hello" : TestGateway.ATTACK);
      assertThat(answer.statusCode()).as(answer.body()).isIn(403, 502);
    }
    await().until(() -> server.get("/api/v1/ledger", viewer).path("size").asInt() == 3);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsDecisionsNewestFirstAPageAtATime() {
    JsonNode all = server.get(DECISIONS, viewer);
    assertThat(contract.problems("GET", DECISIONS, 200, all.toString())).isEmpty();
    assertThat(all.path("items").findValuesAsString("index")).containsExactly("2", "1", "0");
    assertThat(all.path("items").path(0).path("name").asString("")).isEqualTo("address:127.0.0.1");
    assertThat(all.has("next")).isFalse();

    JsonNode first = server.get(DECISIONS + "?limit=1&decision=block", viewer);
    assertThat(first.path("items").findValuesAsString("index")).containsExactly("2");
    JsonNode second =
        server.get(
            DECISIONS + "?limit=1&decision=block&before=" + first.path("next").asString(""),
            viewer);
    assertThat(second.path("items").findValuesAsString("index")).containsExactly("0");
    assertThat(server.get(DECISIONS + "?q=aml.t0051", viewer).path("items")).hasSize(2);
    assertThat(server.get(DECISIONS + "?q=nothing-like-it", viewer).path("items")).isEmpty();
    assertThat(server.send(server.api(DECISIONS + "?decision=maybe", viewer).GET()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void showsWhatADecisionWasAboutAndWhatWasFound() {
    JsonNode blocked = server.get(DECISIONS + "/0", viewer);
    assertThat(contract.problems("GET", DECISIONS + "/{id}", 200, blocked.toString())).isEmpty();
    JsonNode passage = blocked.path("bodies").path(0).path("passages").path(0);
    assertThat(passage.path("text").asString("")).isEqualTo(TestGateway.ATTACK);
    assertThat(passage.path("channel").asString("")).isEqualTo("user");
    assertThat(passage.path("kind").asString("")).isNotEmpty();
    assertThat(passage.path("marks")).isNotEmpty();
    assertThat(passage.path("reasons")).isNotEmpty();

    assertThat(server.get(DECISIONS + "/1", viewer).path("bodies"))
        .as("what simply passed is not kept")
        .isEmpty();
    for (String missing : List.of("3", "-1", "x", "99999999999999999999")) {
      assertThat(server.send(server.api(DECISIONS + "/" + missing, viewer).GET()).statusCode())
          .as(missing)
          .isEqualTo(404);
    }
  }

  @Test
  void givesAReceiptThatProvesIt() {
    HttpResponse<String> receipt = server.send(server.api(DECISIONS + "/2/receipt", viewer).GET());

    assertThat(receipt.statusCode()).isEqualTo(200);
    List<VerifierKey> keys =
        server
            .get("/api/v1/ledger", viewer)
            .path("keys")
            .valueStream()
            .map(key -> VerifierKey.parse(key.asString("")))
            .toList();
    assertThat(Receipt.parse(receipt.body()).problems(keys, List.of())).isEmpty();
    assertThat(keys)
        .isEqualTo(LedgerFolder.publicKeys(new LedgerFolder(data.resolve("ledger")).tiles()));
  }

  @Test
  void tellsWhoAskedAndWhatCameOfIt() {
    JsonNode page = server.get("/api/v1/principals", viewer);
    assertThat(contract.problems("GET", "/api/v1/principals", 200, page.toString())).isEmpty();
    assertThat(page.path("open").asBoolean()).isTrue();
    JsonNode one = page.path("items").path(0);
    assertThat(page.path("items")).hasSize(1);
    assertThat(one.path("id").asString("")).isEqualTo("address:127.0.0.1");
    assertThat(one.path("kind").asString("")).isEqualTo("address");
    assertThat(one.path("decisions").path("block").asInt()).isEqualTo(2);
    assertThat(one.path("decisions").path("allow").asInt()).isEqualTo(1);
    assertThat(one.path("remaining").asInt()).isBetween(LimitConfig.BURST - 3, LimitConfig.BURST);
  }

  @Test
  void verifiesTheLedger() {
    JsonNode state = server.get("/api/v1/ledger", viewer);
    assertThat(contract.problems("GET", "/api/v1/ledger", 200, state.toString())).isEmpty();
    HttpResponse<String> verdict =
        server.send(server.api("/api/v1/ledger/verify", viewer).POST(BodyPublishers.noBody()));
    assertThat(verdict.statusCode()).as(verdict.body()).isEqualTo(200);
    assertThat(contract.problems("POST", "/api/v1/ledger/verify", 200, verdict.body())).isEmpty();
    JsonNode said = TestServer.JSON.readTree(verdict.body());
    assertThat(said.path("honest").asBoolean()).isTrue();
    assertThat(said.path("verified").asInt()).isEqualTo(3);
  }
}
