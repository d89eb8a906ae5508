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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Requests over plain sockets that stay open, one after the other on each: a client that costs
/// little beside what it measures.
final class RawLoad {
  private final int port;
  private final LongFunction<String> bodies;
  private final String head;
  private final AtomicLong number = new AtomicLong();

  /// @param bodies makes the body of request number n
  RawLoad(int port, LongFunction<String> bodies) {
    this(port, bodies, "");
  }

  /// @param headers lines that every request has, each with its end
  RawLoad(int port, LongFunction<String> bodies, String headers) {
    this.port = port;
    this.bodies = bodies;
    this.head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + headers
            + "Content-Type: application/json\r\nContent-Length: ";
  }

  /// What a run came to.
  ///
  /// @param micros how long each request took
  record Run(double perSecond, Figures micros) {}

  Run run(int connections, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long start = System.nanoTime();
    List<Future<List<Double>>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        parts.add(threads.submit((Callable<List<Double>>) () -> connection(end)));
      }
    }
    List<Double> all = new ArrayList<>();
    for (Future<List<Double>> part : parts) {
      all.addAll(part.get());
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    return new Run(
        all.size() / elapsed, new Figures(all.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private List<Double> connection(long end) throws IOException {
    List<Double> micros = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (System.nanoTime() < end) {
        byte[] body = bodies.apply(number.getAndIncrement()).getBytes(UTF_8);
        byte[] before = (head + body.length + "\r\n\r\n").getBytes(US_ASCII);
        byte[] request = new byte[before.length + body.length];
        System.arraycopy(before, 0, request, 0, before.length);
        System.arraycopy(body, 0, request, before.length, body.length);
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        answer(in);
        micros.add((System.nanoTime() - start) / 1e3);
      }
    }
    return micros;
  }

  private static void answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.contains(" 200 ")) {
      throw new IOException("the answer is " + status);
    }
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    if (length < 0 || in.readNBytes(length).length < length) {
      throw new IOException("an answer without its length, or cut short");
    }
  }

  /// A line of a head, without its end.
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection was closed");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
