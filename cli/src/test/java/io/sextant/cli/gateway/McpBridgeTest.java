package io.sextant.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Lines in, lines out, and a gateway of a few handlers between.
@Timeout(30)
final class McpBridgeTest {
  private static final String BEGIN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";

  private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    gateway.createContext("/mcp/notes", this::answer);
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String session = String.valueOf(exchange.getRequestHeaders().getFirst("mcp-session-id"));
    String last = String.valueOf(exchange.getRequestHeaders().getFirst("last-event-id"));
    String verb = exchange.getRequestMethod();
    seen.add(verb + " " + session + " " + last + " " + body);
    if (verb.equals("DELETE")) {
      say(exchange, 200, "", "");
    } else if (verb.equals("GET")) {
      if (last.equals("7")) {
        say(exchange, 200, "text/event-stream", event("8", reply(3, "\"late\"")));
      } else {
        say(exchange, 405, "", "");
      }
    } else if (body.contains("initialize\"")) {
      exchange.getResponseHeaders().add("mcp-session-id", "s-1");
      say(exchange, 200, "application/json", reply(1, "{\"protocolVersion\":\"2025-11-25\"}"));
    } else if (body.contains("\"plain\"")) {
      say(exchange, 200, "application/json", reply(2, "\"plain\""));
    } else if (body.contains("\"broken\"")) {
      // The stream ends before the reply; the client has to take it up where it broke off.
      say(exchange, 200, "text/event-stream", event("7", "{\"method\":\"notifications/message\"}"));
    } else if (body.contains("\"busy\"")) {
      say(exchange, 503, "", "");
    } else if (body.contains("\"refused\"")) {
      say(
          exchange,
          400,
          "application/json",
          "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}");
    } else {
      say(exchange, 202, "", "");
    }
  }

  private static String reply(int id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  private static String event(String id, String data) {
    return "id: " + id + "\ndata: " + data + "\n\n";
  }

  private static void say(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    if (!type.isEmpty()) {
      exchange.getResponseHeaders().add("content-type", type);
    }
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private List<String> carry(int port, String... lines) throws InterruptedException {
    McpBridge bridge =
        new McpBridge(
            URI.create("http://127.0.0.1:" + port + "/mcp/notes"),
            Optional.of("key"),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    bridge.run(new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)));
    return Arrays.stream(out.toString(UTF_8).split("\n")).filter(it -> !it.isEmpty()).toList();
  }

  private List<String> carry(String... lines) throws InterruptedException {
    return carry(gateway.getAddress().getPort(), lines);
  }

  @Test
  void repliesComeAsLinesAndTheSessionIsKeptAndEnded() throws Exception {
    List<String> said = carry(BEGIN, "", "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"plain\"}");
    assertThat(said)
        .containsExactly(reply(1, "{\"protocolVersion\":\"2025-11-25\"}"), reply(2, "\"plain\""));
    assertThat(seen).anyMatch(it -> it.startsWith("POST s-1 null") && it.contains("plain"));
    assertThat(seen.stream().reduce((_, it) -> it).orElseThrow()).startsWith("DELETE s-1");
    assertThat(err.size()).isZero();
  }

  @Test
  void aStreamThatBreaksOffIsTakenUpWhereItEnded() throws Exception {
    List<String> said = carry(BEGIN, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"broken\"}");
    assertThat(said)
        .contains("{\"method\":\"notifications/message\"}")
        .endsWith(reply(3, "\"late\""));
  }

  @Test
  void everyRequestIsAnsweredWhateverHappens() throws Exception {
    List<String> said =
        carry(
            BEGIN,
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"busy\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"refused\"}");
    assertThat(said).anyMatch(it -> it.contains("\"id\":4") && it.contains("status 503"));
    assertThat(said).anyMatch(it -> it.contains("\"id\":5") && it.contains("-32600"));
  }

  @Test
  void aGatewayThatIsNotThereIsToldToTheClientAndThePerson() throws Exception {
    int port = gateway.getAddress().getPort();
    gateway.stop(0);
    List<String> said = carry(port, BEGIN);
    assertThat(said).singleElement().asString().contains("cannot be reached", "\"id\":1");
    assertThat(err.toString(UTF_8)).contains("cannot be reached");
  }
}
