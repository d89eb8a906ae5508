package io.sextant.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.core.telemetry.Told;
import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.approval.ApprovalLimits;
import io.sextant.gateway.approval.ApprovalStore;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.config.UpstreamConfig;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Operation.Family;
import io.sextant.gateway.record.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong on the wire, on either side: bytes are written and read as they are.
final class GatewayFaultsTest {
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String STREAMED = BODY.replace("{\"model", "{\"stream\":true,\"model");
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ServerSocket upstream = listen();
  private final AtomicInteger reached = new AtomicInteger();
  private volatile Upstreamed behaviour = (in, out) -> out.write(answer("{\"choices\":[]}"));
  private volatile boolean storeKeepsUp = true;
  private final Gateway gateway = start();

  /// What the server behind does with a connection.
  private interface Upstreamed {
    void run(BufferedReader in, OutputStream out) throws IOException;
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Gateway start() {
    Thread.ofVirtual().start(this::accept);
    Policy policy =
        PolicyReader.read("balanced", ShippedPolicies.text("balanced").orElseThrow())
            .policy()
            .orElseThrow();
    UpstreamConfig config =
        new UpstreamConfig(
            "raw",
            URI.create("http://127.0.0.1:" + upstream.getLocalPort()),
            EnumSet.allOf(Family.class),
            List.of(),
            Optional.empty());
    LimitConfig limits = new LimitConfig(60_000, 1_000, 1 << 20, 1 << 16, PATIENCE);
    try {
      return Gateway.start(
          new GatewayConfig(
              "127.0.0.1",
              0,
              List.of(config),
              policy,
              List.of(),
              Optional.empty(),
              limits,
              List.of(),
              List.of(),
              WebhookConfig.All.NONE),
          Detectors.builtIn(),
          new Approvals(
              ApprovalLimits.DEFAULT,
              _ -> CompletableFuture.completedFuture(0L),
              ApprovalStore.NONE,
              Approvals.Listener.NONE,
              InstantSource.system(),
              new SecureRandom()),
          AgentMemory.FORGETFUL,
          _ -> CompletableFuture.completedFuture(1L),
          new Events() {
            @Override
            public void tell(Told event) {}

            @Override
            public boolean keepsUp() {
              return storeKeepsUp;
            }
          },
          InstantSource.system());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!upstream.isClosed()) {
      try {
        Socket socket = upstream.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      if (in.readLine() != null) {
        reached.incrementAndGet();
        behaviour.run(in, socket.getOutputStream());
      }
    } catch (IOException _) {
      // The gateway closed it; what it told its client is what matters.
    }
  }

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(UTF_8);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    upstream.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", gateway.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /// Sends bytes as they are; the status line of the answer, or nothing when the connection ends.
  private String send(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return statusLine(socket);
    } catch (SocketException _) {
      return "";
    }
  }

  private static String statusLine(Socket socket) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
    return line == null ? "" : line;
  }

  private static String request(String body) {
    return "POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\nconnection: close\r\n"
        + "content-type: application/json\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 61\r\ntransfer-encoding: chunked",
        "content-length: 61\r\ncontent-length: 5",
        "content-length: 61, 5",
        "content-length : 61",
        "content-length: +61",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: xchunked",
        "transfer-encoding:\u000bchunked",
        "content-length: 61\r\n folded: yes",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
      })
  void refusesHeadsThatTwoServersCouldReadDifferently(String head) throws IOException {
    String said =
        send(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\nconnection: close\r\n"
                + "content-type: application/json\r\n"
                + head
                + "\r\n\r\n"
                + BODY);
    assertThat(said).matches("|HTTP/1\\.1 (400|411|415|501).*");
    assertThat(reached).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zz\r\n", "-5\r\nabcde\r\n", "fffffffffffffffff\r\n", "5;x\r\nab\r\n0\r\n\r\n"})
  void refusesBrokenChunks(String chunks) throws IOException {
    String said =
        send(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\nconnection: close\r\n"
                + "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                + chunks);
    assertThat(said).matches("|HTTP/1\\.1 4.*");
    assertThat(reached).hasValue(0);
  }

  @Test
  void beginsNothingNewWhileItsEventsCannotBeStored() throws IOException {
    String request =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\ncontent-type: application/json\r\n"
            + "connection: close\r\ncontent-length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY;
    storeKeepsUp = false;
    assertThat(send(request)).contains(" 503 ");
    assertThat(reached).hasValue(0);
    storeKeepsUp = true;
    assertThat(send(request)).contains(" 200 ");
    assertThat(reached).hasValue(1);
  }

  @Test
  void aRefusalLeavesTheConnectionForMore() throws IOException {
    try (Socket socket = connect()) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (int refused = 1; refused <= 3; refused++) {
        long expected = refused;
        String head =
            "POST /nowhere HTTP/1.1\r\nhost: g\r\ncontent-length: " + BODY.length() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        // The body comes when the gateway has long seen that it takes no such request.
        await().until(() -> gateway.figures().turnedAway() == expected);
        socket.getOutputStream().write(BODY.getBytes(ISO_8859_1));
        assertThat(in.readLine()).contains(" 404 ");
        assertThat(skipAnswer(in)).noneMatch(it -> it.toLowerCase(Locale.ROOT).contains("close"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "expect: 100-continue\r\n"})
  void whoSendsTooMuchReadsThatItIsTooMuch(String expects) throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\ncontent-type: application/json\r\n"
                      + expects
                      + "transfer-encoding: chunked\r\n\r\n"
                      // Eight times what is taken: more than the buffers between the two hold.
                      + chunk.repeat(128)
                      + "0\r\n\r\n")
                  .getBytes(ISO_8859_1));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      String line = in.readLine();
      while (line != null && (line.isEmpty() || line.contains(" 100 "))) {
        line = in.readLine();
      }
      assertThat(line).contains(" 413 ");
      skipAnswer(in);
      socket.getOutputStream().write(request(BODY).getBytes(ISO_8859_1));
      assertThat(in.readLine()).contains(" 200 ");
    }
  }

  @Test
  void aRefusalThatEndsTheConnectionSaysSo() throws IOException {
    try (Socket socket = connect()) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      String head =
          "POST /nowhere HTTP/1.1\r\nhost: g\r\nexpect: 100-continue\r\ncontent-length: "
              + BODY.length()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      assertThat(in.readLine()).contains(" 404 ");
      assertThat(skipAnswer(in)).anyMatch(it -> it.equalsIgnoreCase("connection: close"));
    }
  }

  /// Reads the rest of an answer; its header lines.
  private static List<String> skipAnswer(BufferedReader in) throws IOException {
    List<String> head = new ArrayList<>();
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.add(line);
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    for (int i = 0; i < length; i++) {
      in.read();
    }
    return head;
  }

  @Test
  void refusesHugeHeads() throws IOException {
    String many = "x-fill: " + "y".repeat(200) + "\r\n";
    String said =
        send(
            "GET /v1/models HTTP/1.1\r\nhost: g\r\n"
                + many.repeat(500)
                + "connection: close\r\n\r\n");
    assertThat(said).matches("|HTTP/1\\.1 431.*");
    assertThat(reached).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/v1/models",
        "//169.254.169.254/v1/models",
        "/v1/models/../../latest",
        "/v1/models/..;/x",
        "/v1/models/%2e%2e/x",
        "/v1/models?url=http://169.254.169.254",
        "/v1\\models",
      })
  void asksNobodyButItsUpstreams(String target) throws IOException {
    String said = send("GET " + target + " HTTP/1.1\r\nhost: g\r\nconnection: close\r\n\r\n");
    if (said.contains(" 200")) {
      // It went to the upstream that is configured, as the path it is.
      assertThat(reached).hasValue(1);
    } else {
      assertThat(said).matches("|HTTP/1\\.1 (400|404|405).*");
      assertThat(reached).hasValue(0);
    }
  }

  @Test
  void servesOthersWhileManyDawdle() throws IOException {
    List<Socket> dawdlers = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = connect();
        socket
            .getOutputStream()
            .write(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"
                    .getBytes(UTF_8));
        dawdlers.add(socket);
      }
      assertThat(send(request(BODY))).contains(" 200");
    } finally {
      for (Socket socket : dawdlers) {
        socket.close();
      }
    }
  }

  @Test
  void saysWhenTheUpstreamBreaksOff() throws IOException {
    behaviour = (in, out) -> {};
    assertThat(send(request(BODY))).contains(" 502");
    behaviour = (in, out) -> out.write("garbage\r\n\r\n".getBytes(UTF_8));
    assertThat(send(request(BODY))).contains(" 502");
    behaviour =
        (in, out) ->
            out.write(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{\"cho"
                    .getBytes(UTF_8));
    assertThat(send(request(BODY))).contains(" 502");
    behaviour =
        (in, out) ->
            out.write(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"
                    .getBytes(UTF_8));
    assertThat(send(request(BODY))).contains(" 502");
  }

  @Test
  void saysWhenTheUpstreamIsTooSlow() throws IOException {
    behaviour = (in, out) -> in.lines().forEach(_ -> {});
    assertThat(send(request(BODY))).contains(" 504");
  }

  @Test
  void takesNoAnswerWithoutAnEnd() throws IOException {
    behaviour =
        (in, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{\"x\":\""
                  .getBytes(UTF_8));
          byte[] more = "y".repeat(8_192).getBytes(UTF_8);
          while (true) {
            out.write(more);
          }
        };
    assertThat(send(request(BODY))).contains(" 502");
  }

  @Test
  void followsNoRedirect() throws IOException {
    behaviour =
        (in, out) ->
            out.write(
                ("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:"
                        + upstream.getLocalPort()
                        + "/elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                    .getBytes(UTF_8));
    assertThat(send(request(BODY))).contains(" 307");
    assertThat(reached).hasValue(1);
  }

  @Test
  void stopsAStreamWithoutEndWhenItsReaderLeaves() throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    behaviour =
        (in, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
                  .getBytes(UTF_8));
          byte[] event =
              "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on and on \"}}]}\n\n"
                  .getBytes(UTF_8);
          try {
            while (true) {
              out.write(event);
            }
          } finally {
            stopped.set(true);
          }
        };
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request(STREAMED).getBytes(UTF_8));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      assertThat(lines.readLine()).contains(" 200");
      for (int i = 0; i < 100; i++) {
        assertThat(lines.readLine()).isNotNull();
      }
    }
    await().atMost(Duration.ofSeconds(20)).untilTrue(stopped);
  }

  @Test
  void aReaderThatPausesHoldsUpTheUpstreamAndNotTheMemory() throws IOException {
    AtomicInteger written = new AtomicInteger();
    behaviour =
        (in, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
                  .getBytes(UTF_8));
          String event =
              "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                  + "word ".repeat(2_000)
                  + "\"}}]}\n\n";
          for (int i = 0; i < 20_000; i++) {
            out.write(event.getBytes(UTF_8));
            written.incrementAndGet();
          }
        };
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request(STREAMED).getBytes(UTF_8));
      assertThat(statusLine(socket)).contains(" 200");
      // What is under way fills buffers of sockets; then the writer must stand still.
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> before.getAndSet(written.get()) == written.get());
      assertThat(written).hasValueLessThan(5_000);
    }
  }
}
