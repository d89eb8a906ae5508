package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sextant.core.access.Role;
import io.sextant.gateway.access.Principals;
import io.sextant.ledger.entry.ApprovalEntry;
import io.sextant.ledger.entry.ApprovalEntry.Step;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A request waits in the gateway, people decide over the API, the ledger has every step.
class ApprovalTest {
  private static final String APPROVALS = "/api/v1/approvals";

  @TempDir static Path data;
  private static HttpServer model;
  private static TestServer server;
  private static Contract contract;

  @BeforeAll
  static void start() throws Exception {
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"choices\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    model.start();
    URI url = URI.create("http://127.0.0.1:" + model.getAddress().getPort());
    server =
        TestServer.start(
            data,
            it ->
                it.with(
                    TestGateway.plan(
                        """
                        policy: p
                        rules:
                          - id: export
                            title: An export
                            do: hold
                            approval: {approvers: 2}
                            atlas: [AML.T0024]
                        """,
                        url,
                        List.of(
                            new Principals.Known(
                                "test ENGINEER", Principals.hash("bot-key"), List.of())),
                        Optional.empty())));
    contract = Contract.load();
  }

  @AfterAll
  static void stop() {
    server.close();
    model.stop(0);
  }

  private static HttpResponse<String> post(String path, Role role, String body) {
    return server.send(
        server
            .api(path, server.token(role))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> decide(String id, String verb, Role role, String body) {
    String template = APPROVALS + "/{id}/" + verb;
    HttpResponse<String> answer = post(APPROVALS + "/" + id + "/" + verb, role, body);
    if (answer.statusCode() == 200) {
      assertThat(contract.problems("POST", template, 200, answer.body())).isEmpty();
    }
    return answer;
  }

  @Test
  void twoPeopleApproveWhatAThirdAskedFor() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            TestGateway.chat(server, "all records")
                .header("authorization", "Bearer bot-key")
                .build(),
            BodyHandlers.ofString());
    String viewer = server.token(Role.VIEWER);
    await().until(() -> !server.get(APPROVALS, viewer).path("items").isEmpty());
    JsonNode list = server.get(APPROVALS, viewer);
    assertThat(contract.problems("GET", APPROVALS, 200, list.toString())).isEmpty();
    String id = list.path("items").path(0).path("id").asString("");

    JsonNode seen = server.get(APPROVALS + "/" + id, viewer);
    assertThat(contract.problems("GET", APPROVALS + "/{id}", 200, seen.toString())).isEmpty();
    assertThat(seen.has("content")).as("a viewer does not see what is asked").isFalse();
    assertThat(
            server
                .get(APPROVALS + "/" + id, server.token(Role.ANALYST))
                .path("content")
                .asString(""))
        .contains("all records");

    assertThat(decide(id, "approve", Role.VIEWER, "").statusCode()).isEqualTo(403);
    assertThat(decide(id, "refuse", Role.ANALYST, "{\"reason\":\" \"}").statusCode())
        .isEqualTo(400);
    assertThat(decide("none", "approve", Role.ANALYST, "").statusCode()).isEqualTo(404);
    assertThat(decide(id, "approve", Role.ENGINEER, "").body())
        .as("it has the name of who asks")
        .contains("yourself");
    assertThat(decide(id, "approve", Role.ANALYST, "").statusCode()).isEqualTo(200);
    assertThat(decide(id, "approve", Role.ANALYST, "").statusCode()).isEqualTo(409);
    assertThat(answer).isNotDone();
    assertThat(decide(id, "approve", Role.ADMIN, "").statusCode()).isEqualTo(200);

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(decide(id, "refuse", Role.ADMIN, "{\"reason\":\"late\"}").statusCode())
        .isEqualTo(409);
    LogReader log = published(6);
    List<ApprovalEntry> steps = new ArrayList<>();
    for (long i = 0; i < log.checkpoint().size(); i++) {
      ApprovalEntry.parse(log.entry(i)).ifPresent(steps::add);
    }
    assertThat(steps.stream().map(ApprovalEntry::step))
        .containsExactly(Step.ASKED, Step.AGREED, Step.AGREED, Step.USED);
    assertThat(steps).allMatch(it -> it.approval().equals(id) && it.decision() == 0);
    assertThat(steps.stream().map(ApprovalEntry::actor).distinct()).hasSize(3);
    client.shutdownNow();
  }

  private static LogReader published(long entries) {
    LedgerFolder folder = new LedgerFolder(data.resolve("ledger"));
    await().until(() -> LogReader.latest(folder.tiles()).checkpoint().size() >= entries);
    return LogReader.latest(folder.tiles());
  }
}
