package io.sextant.testing.benchmark;

import io.sextant.testing.product.Product;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the gateway adds to a request, beside a bare proxy of the same parts and no proxy at all:
/// the balanced policy, every stage of it, the ledger durable, its events searched by all rules.
/// Each request has another text, so that no verdict is remembered.
final class GatewayBenchmark {
  private static final int ROUNDS = 3;
  private static final double SECONDS = 4;
  private static final int MANY = 32;

  /// Rounds after which a warm-up ends in any case.
  private static final int MOST_WARM_UP = 41;

  /// How much a round must be faster than the one before for the warm-up to go on.
  private static final double GROWING = 1.02;

  private static final Pattern PORT = Pattern.compile("port ([0-9]+)");
  private static final Pattern GATEWAY = Pattern.compile("gateway +http://127.0.0.1:([0-9]+)");
  private static final List<String> TOWNS =
      List.of("Husum", "Dagebüll", "Wyk", "Amrum", "Hooge", "Sylt", "Pellworm", "Langeness");

  private GatewayBenchmark() {}

  static void run() throws Exception {
    Path folder = Files.createTempDirectory("gateway-benchmark");
    Process model = peer("model");
    int modelPort = port(model);
    Process bare = peer("proxy", "http://127.0.0.1:" + modelPort);
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(
        config,
        """
        listen: {port: 17699}
        upstreams: [{id: model, url: "http://127.0.0.1:%d"}]
        policy: balanced
        limits: {requests-per-minute: 100000000, burst: 1000000}
        """
            .formatted(modelPort));
    try (Product product = Product.start(folder.resolve("data"), "--gateway", config.toString())) {
      Matcher gateway = GATEWAY.matcher(product.output());
      if (!gateway.find()) {
        throw new IllegalStateException(product.output());
      }
      LongFunction<String> bodies = GatewayBenchmark::body;
      List<RawLoad> all =
          List.of(
              new RawLoad(modelPort, bodies),
              new RawLoad(port(bare), bodies),
              new RawLoad(Integer.parseInt(gateway.group(1)), bodies));
      List<String> names = List.of("direct", "bare proxy", "gateway");
      for (int i = 0; i < all.size(); i++) {
        warmUp(names.get(i), all.get(i));
      }
      for (int connections : List.of(1, MANY)) {
        double[][] rates = new double[all.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < all.size(); i++) {
            RawLoad.Run run = all.get(i).run(connections, SECONDS);
            rates[i][round] = run.perSecond();
            System.out.printf(
                Locale.ROOT,
                "%2d connections, %-10s %8.0f requests/s, %s%n",
                connections,
                names.get(i),
                run.perSecond(),
                run.micros().print("us"));
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%2d connections: gateway / bare proxy = %.2f (median rates)%n",
            connections,
            new Figures(rates[2]).quantile(0.5) / new Figures(rates[1]).quantile(0.5));
      }
      System.out.printf(
          Locale.ROOT, "resident memory of the server: %d MB%n", product.residentBytes() >> 20);
    } finally {
      model.destroy();
      bare.destroy();
    }
  }

  /// Runs until a server has become as fast as it gets: on two cores, which it shares with the load
  /// and the model, its compiler needs a minute or more.
  private static void warmUp(String name, RawLoad load) throws Exception {
    double first = load.run(MANY, SECONDS).perSecond();
    double before = 0;
    double last = first;
    int rounds = 1;
    while (last > before * GROWING && rounds < MOST_WARM_UP) {
      before = last;
      // Two at a time: a single round is too noisy to tell.
      last = load.run(MANY, 2 * SECONDS).perSecond();
      rounds += 2;
    }
    System.out.printf(
        Locale.ROOT,
        "warm-up, %-10s %8.0f requests/s at first, %.0f after %.0f s%n",
        name,
        first,
        last,
        rounds * SECONDS);
  }

  /// About 260 bytes.
  private static String body(long n) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"You help passengers of a ferry line. Be brief.\"},"
        + "{\"role\":\"user\",\"content\":\"Booking "
        + n
        + ": when does the last ferry to "
        + TOWNS.get((int) (n % TOWNS.size()))
        + " leave on Sunday, and may I bring two bicycles?\"}],\"temperature\":0.2}";
  }

  private static Process peer(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayPeers.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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
}
