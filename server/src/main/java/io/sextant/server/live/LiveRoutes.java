package io.sextant.server.live;

import io.sextant.core.access.Permission;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import io.sextant.server.live.LiveBus.Message;
import io.sextant.server.live.Subscription.Delivery;
import io.sextant.server.live.Subscription.State;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The stream of server-sent events. Messages carry no ids: a client that was away fetches anew,
/// which is what the lists are for.
public final class LiveRoutes {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String OPENING = "retry: 2000\n\n";
  private static final String BEAT = ": beat\n\n";
  private static final String RESYNC = "event: resync\ndata: {}\n\n";

  private final LiveBus bus;
  private final Duration heartbeat;

  public LiveRoutes(LiveBus bus) {
    this(bus, HEARTBEAT);
  }

  LiveRoutes(LiveBus bus, Duration heartbeat) {
    this.bus = bus;
    this.heartbeat = heartbeat;
  }

  public void addTo(Routes routes) {
    routes.get("/api/v1/live", Permission.READ, this::live);
  }

  /// Runs until the client leaves, which shows when writing to it fails.
  private void live(Exchange exchange) throws IOException, InterruptedException {
    exchange.withoutQuery();
    Subscription subscription =
        bus.subscribe()
            .orElseThrow(() ->
                new ProblemException(
                        Problem.of(
                            503,
                            Codes.OVERLOADED,
                            "Too many live streams",
                            "At most " + LiveBus.MAX_SUBSCRIPTIONS + " are served at once."))
                    .retryAfter(Duration.ofSeconds(10)));
    exchange.setHeader("X-Accel-Buffering", "no");
    try (subscription;
        OutputStream out = exchange.streaming("text/event-stream;charset=utf-8")) {
      write(out, OPENING);
      Delivery delivery = subscription.take(heartbeat);
      while (delivery.state() == State.OPEN) {
        write(out, delivery.messages().isEmpty() ? BEAT : text(delivery));
        delivery = subscription.take(heartbeat);
      }
      if (delivery.state() == State.LOST) {
        write(out, RESYNC);
      }
    }
  }

  private static String text(Delivery delivery) {
    StringBuilder text = new StringBuilder();
    for (Message message : delivery.messages()) {
      text.append("event: ")
          .append(message.event())
          .append("\ndata: ")
          .append(message.json())
          .append("\n\n");
    }
    return text.toString();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
