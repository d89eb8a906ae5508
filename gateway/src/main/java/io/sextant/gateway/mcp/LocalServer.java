package io.sextant.gateway.mcp;

import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.McpServerConfig.Place;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;

/// A program that speaks over standard input and output: one process for each session.
final class LocalServer implements Backend {
  /// Processes of one server at once.
  private static final int MOST = 32;

  /// After so long without a request a session may be ended for another.
  private static final Duration IDLE = Duration.ofMinutes(10);

  private static final int ID_BYTES = 16;

  private final String id;
  private final Place.Local place;
  private final LimitConfig limits;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, LocalProcess> processes = new ConcurrentHashMap<>();

  LocalServer(String id, Place.Local place, LimitConfig limits) {
    this.id = id;
    this.place = place;
    this.limits = limits;
  }

  @Override
  public Answer post(Call call, Message.Body body, byte[] bytes) throws Refusal {
    boolean begins =
        call.sessionId().isEmpty()
            && body.messages().stream()
                .anyMatch(it ->
                    it instanceof Message.Request request
                        && request.method().equals(Methods.INITIALIZE));
    if (begins) {
      String session = session();
      return begin(session).send(body, bytes, headers(session));
    }
    return process(call).send(body, bytes, HttpFields.EMPTY);
  }

  private String session() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static HttpFields headers(String session) {
    return HttpFields.build().put(Headers.SESSION, session).asImmutable();
  }

  private synchronized LocalProcess begin(String session) throws Refusal {
    processes.values().removeIf(it -> it.ended());
    if (processes.size() >= MOST) {
      endIdle();
    }
    if (processes.size() >= MOST) {
      throw new Refusal(
          503, Refusal.TOO_MANY_SESSIONS, "this MCP server has as many sessions as it may");
    }
    LocalProcess process = LocalProcess.start(id, place, limits);
    processes.put(session, process);
    return process;
  }

  /// Clients do not always say that they are done.
  private void endIdle() {
    processes.entrySet().stream()
        .filter(it -> it.getValue().idle().compareTo(IDLE) > 0)
        .max(Comparator.comparing(it -> it.getValue().idle()))
        .ifPresent(it -> {
          processes.remove(it.getKey());
          it.getValue().close();
        });
  }

  private LocalProcess process(Call call) throws Refusal {
    return Optional.ofNullable(processes.get(call.sessionId()))
        .filter(it -> !it.ended())
        .orElseThrow(() ->
            new Refusal(
                404,
                RpcErrors.NO_SESSION,
                Refusal.NO_SESSION,
                "the program of this session has ended; begin a new one"));
  }

  @Override
  public Answer listen(Call call) throws Refusal {
    return process(call).listen();
  }

  @Override
  public Answer end(Call call) throws Refusal {
    LocalProcess process = process(call);
    processes.remove(call.sessionId());
    process.close();
    return new Answer.Whole(204, HttpFields.EMPTY, new byte[0]);
  }

  @Override
  public void close() {
    processes.values().forEach(LocalProcess::close);
  }
}
