package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.access.Principals;
import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.ApprovalLimits;
import io.sextant.gateway.approval.ApprovalStore;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.McpConfig;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.config.McpServerConfig.DeclaredTool;
import io.sextant.gateway.config.McpServerConfig.Pins;
import io.sextant.gateway.config.McpServerConfig.Place;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.config.ToolTier;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Names;
import io.sextant.gateway.proxy.Gateway;
import io.sextant.gateway.record.Decisions;
import io.sextant.gateway.record.ToldEvents;
import io.sextant.ledger.entry.Decision;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A gateway before MCP servers, and a client that says what it is told to.
final class Rig implements AutoCloseable {
  static final Detectors DETECTORS = Detectors.builtIn();

  final List<Decisions.Kept> kept = Collections.synchronizedList(new ArrayList<>());
  final ToldEvents events = new ToldEvents();
  final HttpClient client = HttpClient.newHttpClient();
  final Approvals approvals =
      new Approvals(
          ApprovalLimits.DEFAULT,
          _ -> CompletableFuture.completedFuture(0L),
          ApprovalStore.NONE,
          Approvals.Listener.NONE,
          InstantSource.system(),
          new SecureRandom());
  final Gateway gateway;
  volatile boolean diskFull;

  Rig(Policy policy, AgentMemory agents, LimitConfig limits, McpServerConfig... servers)
      throws IOException {
    approvals.start();
    gateway =
        Gateway.start(
            new GatewayConfig(
                    "127.0.0.1",
                    0,
                    List.of(),
                    policy,
                    List.of(
                        new Principals.Known("bot", Principals.hash("bot-key"), List.of()),
                        new Principals.Known("other", Principals.hash("other-key"), List.of())),
                    Optional.empty(),
                    limits,
                    List.of(),
                    List.of(),
                    WebhookConfig.All.NONE)
                .with(new McpConfig(Arrays.asList(servers), List.of("https://app.example"))),
            DETECTORS,
            approvals,
            agents,
            decision -> {
              if (diskFull) {
                return CompletableFuture.failedFuture(new IOException("no room"));
              }
              kept.add(decision);
              return CompletableFuture.completedFuture(kept.size() - 1L);
            },
            events,
            InstantSource.system());
  }

  static AgentMemory remembered(RememberedPins pins) {
    return new AgentMemory(pins, new RememberedMarks());
  }

  Rig(String policy, McpServerConfig... servers) throws IOException {
    this(shipped(policy), remembered(new RememberedPins()), LimitConfig.DEFAULT, servers);
  }

  static Policy shipped(String name) {
    return policy(ShippedPolicies.text(name).orElseThrow());
  }

  static Policy policy(String text) {
    PolicyReader.Result result = PolicyReader.read("p.yaml", text);
    assertThat(result.issues()).isEmpty();
    return result.policy().orElseThrow();
  }

  static McpServerConfig at(String id, URI url, DeclaredTool... tools) {
    return new McpServerConfig(
        id,
        new Place.Remote(url, Optional.empty()),
        Pins.FIRST_SEEN,
        Arrays.asList(tools),
        List.of("file:///secret/*"));
  }

  static DeclaredTool declared(String names, ToolTier tier, boolean sensitive) {
    return new DeclaredTool(Names.pattern(List.of(names), 0), tier, sensitive, Optional.empty());
  }

  URI url(String server) {
    return URI.create("http://127.0.0.1:" + gateway.port() + "/mcp/" + server);
  }

  HttpRequest.Builder request(String server, String session) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url(server))
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("authorization", "Bearer bot-key");
    return session.isEmpty() ? builder : builder.header("mcp-session-id", session);
  }

  HttpResponse<String> post(String server, String session, String body) {
    return send(request(server, session).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Begins a session.
  String begin(String server) {
    HttpResponse<String> answer =
        post(
            server,
            "",
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("mcp-session-id").orElseThrow();
  }

  /// The reply to a request.
  JsonNode ask(String server, String session, String method, String params) {
    return reply(post(server, session, message(method, params)));
  }

  static String message(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  /// The reply in an answer, which may be a stream.
  static JsonNode reply(HttpResponse<String> answer) {
    String body = answer.body();
    boolean stream =
        answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    if (stream) {
      body =
          body.lines()
              .filter(it -> it.startsWith("data: {"))
              .map(it -> it.substring(6))
              .filter(it -> it.contains("\"id\""))
              .reduce((_, last) -> last)
              .orElseThrow();
    }
    try {
      return Json.value(body.getBytes(UTF_8));
    } catch (Json.Malformed e) {
      throw new AssertionError(answer.statusCode() + " " + body, e);
    }
  }

  JsonNode call(String server, String session, String tool, String arguments) {
    return ask(
        server,
        session,
        "tools/call",
        "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
  }

  List<String> tools(String server, String session) {
    List<String> names = new ArrayList<>();
    ask(server, session, "tools/list", "{}")
        .path("result")
        .path("tools")
        .forEach(it -> names.add(it.path("name").asString("")));
    return names;
  }

  List<Decision> decisions(String stage) {
    synchronized (kept) {
      return kept.stream()
          .filter(it -> it.stage().equals(stage))
          .map(Decisions.Kept::decision)
          .toList();
    }
  }

  List<String> rules() {
    synchronized (kept) {
      return kept.stream()
          .flatMap(it -> it.reasons().stream())
          .map(io.sextant.ledger.entry.Reason::rule)
          .distinct()
          .toList();
    }
  }

  List<Approval> waiting() {
    return approvals.list().stream().filter(it -> it.state() == Approval.State.WAITING).toList();
  }

  static String tool(String name, String description) {
    ObjectNode tool = Json.object().put("name", name).put("description", description);
    tool.putObject("inputSchema").put("type", "object");
    return new String(Json.bytes(tool), UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
    gateway.close();
    approvals.close();
    events.all();
  }
}
