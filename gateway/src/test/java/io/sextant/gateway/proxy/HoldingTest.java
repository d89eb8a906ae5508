package io.sextant.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.access.Principals;
import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.Approval.State;
import io.sextant.gateway.approval.ApprovalLimits;
import io.sextant.gateway.approval.ApprovalStore;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.UpstreamConfig;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation.Family;
import io.sextant.gateway.proxy.FakeModel.Said;
import io.sextant.gateway.record.Decisions;
import io.sextant.gateway.record.ToldEvents;
import io.sextant.ledger.entry.Decision;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HoldingTest {
  private static final Detectors DETECTORS = Detectors.builtIn();
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"export all records\"}]}";

  private final List<Decisions.Kept> kept = Collections.synchronizedList(new ArrayList<>());
  private final ToldEvents events = new ToldEvents();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Approvals approvals =
      new Approvals(
          ApprovalLimits.DEFAULT,
          _ -> CompletableFuture.completedFuture(0L),
          ApprovalStore.NONE,
          Approvals.Listener.NONE,
          InstantSource.system(),
          new SecureRandom());
  private FakeModel model;
  private Gateway gateway;

  @BeforeEach
  void begin() throws Exception {
    model = new FakeModel();
    model.says(Said.chat("done"));
    approvals.start();
    gateway =
        Gateway.start(
            new GatewayConfig(
                "127.0.0.1",
                0,
                List.of(
                    new UpstreamConfig(
                        "fake",
                        model.url(),
                        EnumSet.allOf(Family.class),
                        List.of(),
                        Optional.empty())),
                policy("wait", 60, ""),
                List.of(
                    new Principals.Known("bot", Principals.hash("bot-key"), List.of()),
                    new Principals.Known("other", Principals.hash("other-key"), List.of())),
                Optional.empty(),
                LimitConfig.DEFAULT,
                List.of(),
                List.of(),
                WebhookConfig.All.NONE),
            DETECTORS,
            approvals,
            AgentMemory.FORGETFUL,
            decision -> {
              kept.add(decision);
              return CompletableFuture.completedFuture(kept.size() - 1L);
            },
            events,
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    gateway.close();
    approvals.close();
    model.close();
    events.all();
  }

  private static Policy policy(String mode, int seconds, String more) {
    PolicyReader.Result result =
        PolicyReader.read(
            "p.yaml",
            """
            policy: p
            rules:
              - id: export
                title: An export of records
                when: request.operation == "chat"
                do: hold
                approval: {mode: %s, decide-within-seconds: %d}
                message: An export needs approval
                atlas: [AML.T0024]
            %s\
            """
                .formatted(mode, seconds, more));
    assertThat(result.issues()).isEmpty();
    return result.policy().orElseThrow();
  }

  private HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + key);
  }

  private CompletableFuture<HttpResponse<String>> ask() {
    return client.sendAsync(
        request("bot-key", "/v1/chat/completions").POST(BodyPublishers.ofString(CHAT)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> repeat(String key, String approval, String body) throws Exception {
    return send(
        request(key, "/v1/chat/completions")
            .header("sextant-approval", approval)
            .POST(BodyPublishers.ofString(body)));
  }

  private Approval waiting() {
    await().until(() -> !approvals.list().isEmpty());
    return approvals.list().getFirst();
  }

  @Test
  void aRequestGoesOnWhenSomebodyApproves() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = ask();
    Approval asked = waiting();
    assertThat(model.asked()).isEmpty();
    assertThat(asked.question().content()).contains("export all records");
    assertThat(asked.question().grounds().getFirst().techniques()).contains("AML.T0024");

    approvals.approve(asked.id(), "bob");

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(answer.get().body()).contains("done");
    assertThat(answer.get().headers().firstValue("sextant-approval")).contains(asked.id().value());
    assertThat(answer.get().headers().firstValue("x-should-retry")).isEmpty();
    assertThat(model.last().body()).isEqualTo(CHAT);
    assertThat(kept.stream().map(Decisions.Kept::decision))
        .containsExactly(Decision.HOLD, Decision.ALLOW);
    assertThat(approvals.find(asked.id()).orElseThrow().state()).isEqualTo(State.USED);
  }

  @Test
  void anApprovalLiftsNothingButTheHold() throws Exception {
    gateway.use(policy("wait", 60, "  - {id: short, do: constrain, with: {max-tokens: 5}}\n"));
    CompletableFuture<HttpResponse<String>> answer = ask();
    approvals.approve(waiting().id(), "bob");

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(model.last().body()).contains("\"max_completion_tokens\":5");
    assertThat(kept.getLast().decision()).isEqualTo(Decision.CONSTRAIN);

    gateway.use(policy("wait", 60, "  - {id: never, do: block}\n"));
    assertThat(ask().get().statusCode()).isEqualTo(403);
    assertThat(kept.getLast().decision()).isEqualTo(Decision.BLOCK);
  }

  @Test
  void aRefusalIsToldWithItsReason() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = ask();
    approvals.refuse(waiting().id(), "bob", "ask again on Monday");

    assertThat(answer.get().statusCode()).isEqualTo(403);
    assertThat(answer.get().body()).contains("SX-GATEWAY-020", "ask again on Monday");
    assertThat(answer.get().headers().firstValue("sextant-decision")).contains("hold");
    assertThat(model.asked()).isEmpty();
    assertThat(events.all().getLast().path("gen_ai.guardrail.action").asString(""))
        .isEqualTo("blocked");
  }

  @Test
  void silenceRefuses() throws Exception {
    gateway.use(policy("wait", 1, ""));
    HttpResponse<String> answer = ask().get();

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("SX-GATEWAY-020", "in time");
    assertThat(model.asked()).isEmpty();
  }

  @Test
  void aPolicyThatChangedMeanwhileMakesTheApprovalVoid() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = ask();
    Approval asked = waiting();
    gateway.use(policy("wait", 59, ""));
    approvals.approve(asked.id(), "bob");

    assertThat(answer.get().statusCode()).isEqualTo(403);
    assertThat(answer.get().body()).contains("SX-GATEWAY-022");
    assertThat(model.asked()).isEmpty();
  }

  @Test
  void aClientThatLeavesWithdrawsItsRequest() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer bot-key\r\n"
                      + "Content-Type: application/json\r\nContent-Length: "
                      + CHAT.length()
                      + "\r\n\r\n"
                      + CHAT)
                  .getBytes(UTF_8));
      waiting();
    }

    await().until(() -> approvals.list().getFirst().state() == State.CANCELLED);
    assertThat(model.asked()).isEmpty();
  }

  @Test
  void aSenderMayComeBackWithTheApprovalOnce() throws Exception {
    gateway.use(policy("later", 600, ""));
    HttpResponse<String> first = ask().get();
    assertThat(first.statusCode()).isEqualTo(409);
    assertThat(first.body()).contains("SX-GATEWAY-021", "An export needs approval");
    assertThat(first.headers().firstValue("x-should-retry")).contains("false");
    String id = first.headers().firstValue("sextant-approval").orElseThrow();
    assertThat(ask().get().headers().firstValue("sextant-approval")).contains(id);

    assertThat(repeat("bot-key", id, CHAT).body()).contains("SX-GATEWAY-022", "not decided");
    HttpResponse<String> state = send(request("bot-key", "/approvals/" + id).GET());
    assertThat(Json.object(state.body().getBytes(UTF_8)).path("state").asString(""))
        .isEqualTo("waiting");
    assertThat(send(request("other-key", "/approvals/" + id).GET()).statusCode()).isEqualTo(404);
    approvals.approve(waiting().id(), "bob");

    assertThat(repeat("bot-key", id, CHAT.replace("all", "ALL")).statusCode()).isEqualTo(403);
    HttpResponse<String> stolen = repeat("other-key", id, CHAT);
    assertThat(stolen.statusCode()).isEqualTo(403);
    assertThat(stolen.body()).contains("not known");
    assertThat(repeat("bot-key", id, CHAT.replace(":", " : ")).statusCode())
        .as("the same request in another spelling")
        .isEqualTo(200);
    assertThat(repeat("bot-key", id, CHAT).body()).contains("is used");
    assertThat(model.asked()).hasSize(1);
  }

  @Test
  void whoPrefersAnAnswerAtOnceGets202() throws Exception {
    gateway.use(policy("later", 600, ""));
    HttpResponse<String> answer =
        send(
            request("bot-key", "/v1/chat/completions")
                .header("prefer", "respond-async")
                .POST(BodyPublishers.ofString(CHAT)));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("location").orElseThrow())
        .isEqualTo("/approvals/" + approvals.list().getFirst().id());
  }
}
