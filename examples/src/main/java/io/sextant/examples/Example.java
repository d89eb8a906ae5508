package io.sextant.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sextant.examples.mcp.McpServer;
import io.sextant.examples.mcp.Offer;
import io.sextant.examples.traffic.AttackSessions;
import io.sextant.examples.traffic.BenignSessions;
import io.sextant.examples.traffic.Session;
import io.sextant.examples.traffic.TrafficMaker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPOutputStream;

/// The example's command line: `serve`, `traffic`, `mcp`, `record`. See `examples/README.md`.
public final class Example {
  private static final int PORT = 7800;
  private static final long SEED = 20_260_501;
  private static final double LIVE_SPEED = 20;
  private static final double RECORDING_SPEED = 60;
  private static final long SPREAD_MILLIS = Duration.ofMinutes(100).toMillis();
  private static final String USAGE =
      """
      usage: examples/run COMMAND

        serve [PORT]       run the service on 127.0.0.1:7800; telemetry goes to OTEL_EXPORTER_OTLP_ENDPOINT (http://127.0.0.1:4318)
        traffic [KIND]     send it benign, attack or (default) both kinds of sessions, twenty times faster than life
        record FILE        run service and traffic together and write the telemetry as OTLP JSON lines (.gz) to FILE
      """;

  private Example() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "serve" -> serve(arguments.length > 1 ? Integer.parseInt(arguments[1]) : PORT);
      case "traffic" -> traffic(arguments.length > 1 ? arguments[1] : "both");
      case "mcp" -> mcp(arguments.length > 1 ? arguments[1] : "desk");
      case "record" -> {
        if (arguments.length < 2) {
          usage();
        }
        record(Path.of(arguments[1]));
      }
      default -> usage();
    }
  }

  private static void mcp(String which) throws IOException {
    Offer offer =
        switch (which) {
          case "desk" -> Offer.desk();
          case "weather" -> Offer.weather();
          case "poisoned" -> Offer.poisonedWeather();
          default -> {
            usage();
            throw new IllegalArgumentException(which);
          }
        };
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    new McpServer(offer).run(System.in, out);
  }

  private static void usage() {
    System.err.print(USAGE);
    System.exit(2);
  }

  private static void serve(int port) throws IOException, InterruptedException {
    String endpoint =
        System.getenv().getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
    try (Telemetry desk = new Telemetry("ferry-desk", otlp(endpoint), Clock.getDefault());
        Telemetry fraud = new Telemetry("card-fraud", otlp(endpoint), Clock.getDefault());
        ExampleService service = new ExampleService(port, desk, fraud)) {
      System.err.println(
          "example: serving at " + service.address() + ", telemetry goes to " + endpoint);
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      stopped.await();
    }
  }

  private static void traffic(String kind) throws IOException, InterruptedException {
    try (TrafficMaker maker =
        new TrafficMaker(URI.create("http://127.0.0.1:" + PORT), LIVE_SPEED)) {
      List<Session> sessions = sessions(kind);
      System.err.println(
          "example: " + sessions.size() + " sessions, about five minutes; Ctrl-C stops them");
      System.err.println("example: sent " + maker.run(sessions, SPREAD_MILLIS) + " requests");
    }
  }

  private static void record(Path file) throws IOException, InterruptedException {
    Clock clock =
        new ScaledClock(
            Instant.parse("2026-05-01T08:00:00Z").toEpochMilli() * 1_000_000, RECORDING_SPEED);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      try (Telemetry desk = new Telemetry("ferry-desk", new OtlpJsonLines(out), clock);
          Telemetry fraud = new Telemetry("card-fraud", new OtlpJsonLines(out), clock);
          ExampleService service = new ExampleService(0, desk, fraud);
          TrafficMaker maker = new TrafficMaker(service.address(), RECORDING_SPEED)) {
        System.err.println(
            "example: sent " + maker.run(sessions("both"), SPREAD_MILLIS) + " requests");
      }
    }
  }

  /// Sessions in the order they start: attacks are strewn among the ordinary ones.
  private static List<Session> sessions(String kind) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<Session> benign = kind.equals("attack") ? List.of() : BenignSessions.drawn(random);
    List<Session> attacks = kind.equals("benign") ? List.of() : AttackSessions.drawn(random);
    List<Session> all = new ArrayList<>(benign);
    for (int i = 0; i < attacks.size(); i++) {
      all.add(Math.min(all.size(), (benign.size() / 4) + i * 2), attacks.get(i));
    }
    return all;
  }

  private static SpanExporter otlp(String endpoint) {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(endpoint + "/v1/traces")
        .setCompression("gzip")
        .build();
  }
}
