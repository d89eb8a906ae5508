package io.sextant.testing.benchmark;

import io.sextant.testing.product.Product;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model's server and the product with its gateway before it, each a process of its own: the
/// balanced policy, every stage of it, the ledger durable, its events searched by all rules.
final class GatewayRig implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("port ([0-9]+)");
  private static final Pattern GATEWAY = Pattern.compile("gateway +http://127.0.0.1:([0-9]+)");

  private final List<Process> peers = new ArrayList<>();
  private final int model;
  private final Product product;
  private final int gateway;

  GatewayRig() throws IOException {
    Path folder = Files.createTempDirectory("gateway-benchmark");
    model = peer("model");
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(
        config,
        """
        listen: {port: 0}
        upstreams: [{id: model, url: "http://127.0.0.1:%d"}]
        policy: balanced
        limits: {requests-per-minute: 100000000, burst: 1000000}
        """
            .formatted(model));
    product = Product.start(folder.resolve("data"), "--gateway", config.toString());
    Matcher found = GATEWAY.matcher(product.output());
    if (!found.find()) {
      product.close();
      throw new IllegalStateException(product.output());
    }
    gateway = Integer.parseInt(found.group(1));
  }

  int modelPort() {
    return model;
  }

  int gatewayPort() {
    return gateway;
  }

  Product product() {
    return product;
  }

  /// Starts a proxy that only passes on, made of the same parts as the gateway; returns its port.
  int bareProxy() throws IOException {
    return peer("proxy", "http://127.0.0.1:" + model);
  }

  /// Starts Jetty's own proxy; returns its port.
  int jettyProxy() throws IOException {
    return peer("jetty", "http://127.0.0.1:" + model);
  }

  /// Starts another gateway, a program for Node, and waits until it answers; returns its port.
  int peer(Path program) throws IOException {
    int port = Product.Ports.free().pages();
    peers.add(
        new ProcessBuilder("node", program.toString(), "--port=" + port, "--headless")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < end) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return port;
      } catch (IOException _) {
        LockSupport.parkNanos(50_000_000);
      }
    }
    throw new IllegalStateException(program + " does not answer");
  }

  private int peer(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayPeers.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    peers.add(process);
    return port(process);
  }

  private static int port(Process process) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IllegalStateException("the process ended without a port");
  }

  @Override
  public void close() {
    product.close();
    peers.forEach(Process::destroy);
  }
}
