package io.sextant.testing.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Answers in pieces through the gateway: how much later the first piece comes than without it,
/// whether all pieces of many streams at once arrive, and the memory that a stream takes.
final class StreamBenchmark {
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 1_000;
  private static final int STREAMS = 1_000;

  private StreamBenchmark() {}

  /// What came of one stream.
  ///
  /// @param firstMicros from the request to the first whole piece
  private record Stream(int pieces, boolean ended, double firstMicros) {}

  static void run() throws Exception {
    try (GatewayRig rig = new GatewayRig()) {
      double direct = first("direct", rig.modelPort());
      double through = first("gateway", rig.gatewayPort());
      System.out.printf(
          Locale.ROOT,
          "added to the time of the first piece: %.0f us (medians)%n",
          through - direct);
      together(rig);
    }
  }

  private static double first(String name, int port) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      ask(port, GatewayPeers.QUICK, i);
    }
    double[] micros = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      micros[i] = ask(port, GatewayPeers.QUICK, WARM_UP + i).firstMicros();
    }
    Figures figures = new Figures(micros);
    System.out.printf("first piece, %-8s %s%n", name, figures.print("us"));
    return figures.quantile(0.5);
  }

  private static void together(GatewayRig rig) throws Exception {
    long before = rig.product().residentBytes();
    List<Future<Stream>> streams = new ArrayList<>();
    long most = before;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < STREAMS; i++) {
        int n = i;
        streams.add(
            clients.submit((Callable<Stream>) () -> ask(rig.gatewayPort(), GatewayPeers.SLOW, n)));
      }
      while (!streams.stream().allMatch(Future::isDone)) {
        most = Math.max(most, rig.product().residentBytes());
        Thread.sleep(100);
      }
    }
    int whole = 0;
    long pieces = 0;
    for (Future<Stream> stream : streams) {
      whole += stream.get().ended() && stream.get().pieces() == GatewayPeers.PIECES ? 1 : 0;
      pieces += stream.get().pieces();
    }
    System.out.printf(
        Locale.ROOT,
        "%d streams at once: %d whole, %d of %d pieces; %.0f KB of memory a stream%n",
        STREAMS,
        whole,
        pieces,
        (long) STREAMS * GatewayPeers.PIECES,
        (most - before) / 1024.0 / STREAMS);
  }

  private static Stream ask(int port, String model, int n) throws IOException {
    byte[] body =
        ("{\"model\":\""
                + model
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"When does ferry "
                + n
                + " leave on Sunday?\"}]}")
            .getBytes(UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      byte[] head =
          ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(US_ASCII);
      long start = System.nanoTime();
      socket.getOutputStream().write(head);
      socket.getOutputStream().write(body);
      return read(new BufferedInputStream(socket.getInputStream()), start);
    }
  }

  /// Pieces are lines of data; chunks of the transfer may part them anywhere.
  private static Stream read(InputStream in, long start) throws IOException {
    if (!RawLoad.line(in).contains(" 200 ")) {
      throw new IOException("the answer is no stream");
    }
    while (!RawLoad.line(in).isEmpty()) {
      // The head says nothing more that is needed.
    }
    StringBuilder text = new StringBuilder();
    int pieces = 0;
    double first = Double.NaN;
    boolean ended = false;
    for (int size = Integer.parseInt(RawLoad.line(in), 16);
        size > 0;
        size = Integer.parseInt(RawLoad.line(in), 16)) {
      text.append(new String(in.readNBytes(size), UTF_8));
      RawLoad.line(in);
      for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        boolean data = text.indexOf("\"content\":\"") >= 0 && text.indexOf("\"content\":\"") < end;
        pieces += data ? 1 : 0;
        ended |= text.indexOf("data: [DONE]") == 0;
        if (data && Double.isNaN(first)) {
          first = (System.nanoTime() - start) / 1e3;
        }
        text.delete(0, end + 2);
      }
    }
    return new Stream(pieces, ended, first);
  }
}
