package io.sextant.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.SpanKind;
import io.sextant.examples.desk.Agent;
import io.sextant.examples.desk.Handbook;
import io.sextant.examples.desk.Tools;
import io.sextant.examples.fraud.FraudModel;
import io.sextant.examples.fraud.Payment;
import io.sextant.examples.fraud.Predictor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The HTTP face of the example, on loopback only.
///
/// `POST /v1/chat {user, conversation, message}`, the same as `POST /v1/chat/completions` in the
/// form of OpenAI's chat completions, whole or as a stream; `POST /v1/documents {user, id, title,
/// text}`, `POST /v2/models/card-fraud/infer {inputs: [{data}]}` (KServe V2), `GET
/// /v2/models/card-fraud`.
public final class ExampleService implements AutoCloseable {
  /// Largest body taken, in bytes.
  private static final int BODY_LIMIT = 1 << 20;

  private static final long SEED = 7;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Telemetry deskTelemetry;
  private final Agent agent;
  private final Handbook handbook = Handbook.shipped();
  private final FraudModel model = FraudModel.trained(SEED);
  private final Predictor predictor;

  /// Starts on `port` (0 draws a free one).
  public ExampleService(int port, Telemetry deskTelemetry, Telemetry fraudTelemetry)
      throws IOException {
    this.deskTelemetry = deskTelemetry;
    agent = new Agent(deskTelemetry, handbook, Tools.withBookings());
    predictor = new Predictor(fraudTelemetry, model);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat", exchange -> handle(exchange, "POST", this::chat));
    server.createContext("/v1/chat/completions", this::completions);
    server.createContext("/v1/documents", exchange -> handle(exchange, "POST", this::addDocument));
    server.createContext(
        "/v2/models/" + FraudModel.NAME + "/infer",
        exchange -> handle(exchange, "POST", this::infer));
    server.createContext(
        "/v2/models/" + FraudModel.NAME, exchange -> handle(exchange, "GET", this::describe));
    server.start();
  }

  /// Where it listens.
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private interface Route {
    JsonNode answer(JsonNode body, String client);
  }

  private void handle(HttpExchange exchange, String method, Route route) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals(method)) {
        reply(exchange, 405, error("use " + method));
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
      if (body.length > BODY_LIMIT) {
        reply(exchange, 413, error("at most " + BODY_LIMIT + " bytes"));
        return;
      }
      try {
        JsonNode request =
            body.length == 0 ? Telemetry.JSON.createObjectNode() : Telemetry.JSON.readTree(body);
        reply(exchange, 200, route.answer(request, client(exchange)));
      } catch (JacksonException | IllegalArgumentException e) {
        reply(exchange, 400, error(Optional.ofNullable(e.getMessage()).orElse("bad request")));
      }
    }
  }

  private JsonNode chat(JsonNode body, String client) {
    String answer =
        agent.answer(
            new Agent.Question(
                text(body, "user"), text(body, "conversation"), text(body, "message")));
    return Telemetry.JSON.createObjectNode().put("answer", answer);
  }

  /// The desk for clients of OpenAI's API. The last message of the user is the question.
  private void completions(HttpExchange exchange) throws IOException {
    handle(
        exchange,
        "POST",
        (body, client) -> {
          String message = "";
          for (JsonNode turn : body.path("messages")) {
            message =
                turn.path("role").asString("").equals("user")
                    ? turn.path("content").asString("")
                    : message;
          }
          if (message.isBlank()) {
            throw new IllegalArgumentException("there is no message of the user with a text");
          }
          String user = body.path("user").asString("guest");
          return Completions.of(
              agent.answer(new Agent.Question(user, user, message)),
              body.path("stream").asBoolean());
        });
  }

  private JsonNode addDocument(JsonNode body, String client) {
    return deskTelemetry.within(
        "upload handbook",
        SpanKind.SERVER,
        span -> {
          handbook.add(
              new Handbook.Passage(
                  text(body, "id"), text(body, "title"), text(body, "text"), "partner"));
          span.setAttribute("user.id", text(body, "user"));
          span.setAttribute("client.address", client);
          span.setAttribute("dataset.action", "upload");
          span.setAttribute("dataset.name", "handbook");
          span.setAttribute("dataset.source", "partner");
          span.setAttribute("dataset.rows.count", 1L);
          span.setAttribute("dataset.approved", false);
          return Telemetry.JSON.createObjectNode().put("added", text(body, "id"));
        });
  }

  private JsonNode infer(JsonNode body, String client) {
    JsonNode data = body.at("/inputs/0/data");
    if (!data.isArray() || data.isEmpty() || data.size() % FraudModel.FEATURES.size() != 0) {
      throw new IllegalArgumentException(
          "inputs[0].data must hold " + FraudModel.FEATURES + " for each payment");
    }
    int width = FraudModel.FEATURES.size();
    List<Payment> payments = new ArrayList<>();
    for (int i = 0; i < data.size(); i += width) {
      payments.add(
          new Payment(
              IntStream.range(i, i + width).mapToObj(at -> data.get(at).asDouble()).toList()));
    }
    List<Double> scores =
        predictor.predict(new Predictor.Request(body.path("user").asString(""), client, payments));
    var answer = Telemetry.JSON.createObjectNode().put("model_name", FraudModel.NAME);
    var output =
        answer.putArray("outputs").addObject().put("name", "fraud").put("datatype", "FP64");
    output.putArray("shape").add(scores.size());
    var values = output.putArray("data");
    scores.forEach(values::add);
    return answer;
  }

  private JsonNode describe(JsonNode body, String client) {
    var answer =
        Telemetry.JSON
            .createObjectNode()
            .put("name", FraudModel.NAME)
            .put("accuracy", model.accuracy());
    FraudModel.FEATURES.forEach(answer.putArray("inputs")::add);
    return answer;
  }

  /// Traffic on loopback says in this header whom it plays.
  private static String client(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Forwarded-For"))
        .orElseGet(() -> exchange.getRemoteAddress().getAddress().getHostAddress());
  }

  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isString() || value.asString().isBlank()) {
      throw new IllegalArgumentException("the field '" + field + "' must be a text");
    }
    return value.asString();
  }

  private static JsonNode error(String message) {
    return Telemetry.JSON.createObjectNode().put("error", message);
  }

  private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
    boolean stream = body.isArray();
    byte[] bytes =
        (stream ? Completions.events(body) : body.toString()).getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", stream ? "text/event-stream" : "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
