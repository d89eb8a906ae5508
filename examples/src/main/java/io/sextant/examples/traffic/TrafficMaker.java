package io.sextant.examples.traffic;

import io.sextant.examples.Telemetry;
import io.sextant.examples.fraud.FraudModel;
import io.sextant.examples.fraud.Payment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Acts sessions out against one example service on this machine, each on a virtual thread of its
/// own.
///
/// It refuses any target that is not a loopback address, sends at most [#REQUESTS_AT_MOST]
/// requests, and stops by itself.
public final class TrafficMaker implements AutoCloseable {
  /// No run sends more than this.
  public static final int REQUESTS_AT_MOST = 20_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final double STEP = 0.04;

  /// Below this score a payment is accepted.
  private static final double ACCEPTED = 0.5;

  /// The share of the way to the original that the boundary walk tries at once.
  private static final double WAY_BACK = 0.2;

  private final URI target;
  private final double speed;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final AtomicInteger requests = new AtomicInteger();

  /// @param speed how many times faster than written the pauses pass; 1 is real time
  public TrafficMaker(URI target, double speed) throws UnknownHostException {
    if (!InetAddress.getByName(target.getHost()).isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "only a service on this machine may be a target, not " + target.getHost());
    }
    this.target = target;
    this.speed = speed;
  }

  /// Acts out all sessions at once, each after its start, and returns how many requests were sent.
  ///
  /// @param spreadMillis the sessions' starts are spread evenly over this time, in the order given
  public int run(List<Session> sessions, long spreadMillis) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new java.util.ArrayList<>();
      for (int i = 0; i < sessions.size(); i++) {
        Session session = sessions.get(i);
        long start = spreadMillis * i / sessions.size();
        running.add(threads.submit(() -> act(session, start)));
      }
      for (Future<?> session : running) {
        try {
          session.get();
        } catch (java.util.concurrent.ExecutionException e) {
          throw new IllegalStateException("a session broke off", e.getCause());
        }
      }
    }
    return requests.get();
  }

  private void act(Session session, long startMillis) {
    pause(startMillis);
    String conversation = session.user() + "-" + Math.abs(session.name().hashCode() % 1000);
    for (Step step : session.steps()) {
      switch (step) {
        case Step.Say say ->
            post(
                "/v1/chat",
                session,
                object()
                    .put("user", session.user())
                    .put("conversation", conversation)
                    .put("message", say.text()));
        case Step.Upload upload ->
            post(
                "/v1/documents",
                session,
                object()
                    .put("user", session.user())
                    .put("id", upload.id())
                    .put("title", upload.title())
                    .put("text", upload.text()));
        case Step.Score score -> score(session, score.payment());
        case Step.Evade evade -> evade(session, evade);
      }
      pause(session.pauseMillis());
    }
  }

  /// First coordinate descent on the returned score until the payment is accepted; then back
  /// towards the original along the boundary, so that as little as possible is changed (Brendel et
  /// al., "Decision-Based Adversarial Attacks", 2018).
  private void evade(Session session, Step.Evade evade) {
    Payment payment = evade.payment();
    double best = score(session, payment);
    for (int query = 1; query < evade.queries(); query++) {
      int width = payment.features().size();
      int feature = query % (width - 1);
      double now = payment.features().get(feature);
      double step = query / width % 2 == 0 ? -STEP : STEP;
      double home = (evade.payment().features().get(feature) - now) * WAY_BACK;
      Payment tried =
          payment.with(feature, Math.clamp(now + (best >= ACCEPTED ? step : home), 0, 1));
      double score = score(session, tried);
      if (best >= ACCEPTED ? score < best : score < ACCEPTED) {
        best = score;
        payment = tried;
      }
      pause(session.pauseMillis());
    }
  }

  private double score(Session session, Payment payment) {
    ObjectNode body = object().put("user", session.user());
    ObjectNode input =
        body.putArray("inputs").addObject().put("name", "payments").put("datatype", "FP64");
    input.putArray("shape").add(1).add(payment.features().size());
    var data = input.putArray("data");
    payment.features().forEach(data::add);
    return post("/v2/models/" + FraudModel.NAME + "/infer", session, body)
        .at("/outputs/0/data/0")
        .asDouble(1);
  }

  private JsonNode post(String path, Session session, ObjectNode body) {
    if (requests.incrementAndGet() > REQUESTS_AT_MOST) {
      throw new IllegalStateException("the bound of " + REQUESTS_AT_MOST + " requests is reached");
    }
    HttpRequest request =
        HttpRequest.newBuilder(target.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", session.client())
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            path + " answered " + response.statusCode() + ": " + response.body());
      }
      return Telemetry.JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("the example service at " + target + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void pause(long millis) {
    long until = System.nanoTime() + (long) (millis * 1e6 / speed);
    while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static ObjectNode object() {
    return Telemetry.JSON.createObjectNode();
  }

  @Override
  public void close() {
    client.close();
  }
}
