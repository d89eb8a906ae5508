package io.sextant.gateway.approval;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells webhooks how approvals stand. Each has a queue and a virtual thread of its own, so that a
/// dead one holds up nobody; when its queue is full the newest message is dropped, and counted.
public final class Webhooks implements Approvals.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int QUEUE = 1_000;
  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ANSWER_BYTES = 64 << 10;

  private final HttpClient client = new HttpClient();
  private final Optional<URI> page;
  private final InstantSource clock;
  private final Duration firstPause;
  private final List<Receiver> receivers = new ArrayList<>();
  private final LongAdder lost = new LongAdder();

  private final class Receiver {
    private final WebhookConfig config;
    private final BlockingQueue<Approval> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread = Thread.ofVirtual().name("webhook").unstarted(this::run);

    private Receiver(WebhookConfig config) {
      this.config = config;
    }

    private void run() {
      try {
        while (true) {
          tell(queue.take());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void tell(Approval approval) throws InterruptedException {
      byte[] body = WebhookMessage.bytes(config.shape(), approval, page);
      Duration pause = firstPause;
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (attempt(approval, body)) {
          return;
        }
        if (attempt < ATTEMPTS) {
          Thread.sleep(pause);
          pause = pause.multipliedBy(2);
        }
      }
      lost.increment();
      LOG.error("the webhook at {} could not be told of {}", config.url().getHost(), approval.id());
    }

    private boolean attempt(Approval approval, byte[] body) throws InterruptedException {
      long seconds = clock.instant().getEpochSecond();
      try {
        int status =
            client
                .POST(config.url())
                .headers(headers ->
                    headers
                        .put("sextant-delivery", approval.id() + "-" + approval.state().label())
                        .put("sextant-timestamp", Long.toString(seconds))
                        .put(
                            "sextant-signature",
                            WebhookMessage.signature(config.secret(), seconds, body))
                        .put(HttpHeader.USER_AGENT, "sextant"))
                .body(new BytesRequestContent("application/json", body))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .send()
                .getStatus();
        return status >= 200 && status < 300;
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("the webhook at {} does not answer: {}", config.url().getHost(), e.toString());
        return false;
      }
    }
  }

  public Webhooks(WebhookConfig.All config, InstantSource clock) {
    this(config, clock, FIRST_PAUSE);
  }

  Webhooks(WebhookConfig.All config, InstantSource clock, Duration firstPause) {
    this.page = config.page();
    this.clock = clock;
    this.firstPause = firstPause;
    config.webhooks().forEach(it -> receivers.add(new Receiver(it)));
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setConnectTimeout(TIMEOUT.toMillis());
    client.setSocketAddressResolver(new SafeAddresses(config.loopback()));
    client.setMaxConnectionsPerDestination(2);
    client.setMaxResponseHeadersSize(ANSWER_BYTES);
  }

  /// Begins to tell.
  public void start() {
    if (receivers.isEmpty()) {
      return;
    }
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the client for webhooks cannot start", e);
    }
    receivers.forEach(it -> it.thread.start());
  }

  @Override
  public void changed(Approval approval) {
    for (Receiver receiver : receivers) {
      if (!receiver.queue.offer(approval)) {
        lost.increment();
        LOG.error("the webhook at {} is too far behind", receiver.config.url().getHost());
      }
    }
  }

  /// Messages that no webhook took.
  public long lost() {
    return lost.sum();
  }

  @Override
  public void close() {
    receivers.forEach(it -> it.thread.interrupt());
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the client for webhooks did not stop in order", e);
    }
  }
}
