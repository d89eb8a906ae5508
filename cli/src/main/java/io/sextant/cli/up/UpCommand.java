package io.sextant.cli.up;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.DataFolders;
import io.sextant.cli.ExitCode;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.server.ListenConfig;
import io.sextant.server.Sextant;
import io.sextant.server.SextantConfig;
import io.sextant.server.StartFailure;
import io.sextant.server.operation.Logs;
import io.sextant.server.operation.RetentionConfig;
import io.sextant.server.telemetry.IngestConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the server and runs until it is stopped.
@Command(
    name = "up",
    description = "Starts the server: pages, API and receivers of telemetry.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  /// Keeps gRPC's transport off an interface that the JDK is about to remove and warns of, and its
  /// buffers in the heap, whose size is bounded.
  private static final String NETTY_WITHOUT_UNSAFE = "io.grpc.netty.shaded.io.netty.noUnsafe";

  /// How many virtual threads run at the same time.
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the server's state. Default: $SEXTANT_DATA, or this system's folder for a"
              + " user's application data.")
  private @Nullable Path data;

  @Option(
      names = "--host",
      defaultValue = ListenConfig.HOST,
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine alone.")
  private String host = ListenConfig.HOST;

  @Option(
      names = "--port",
      defaultValue = "" + ListenConfig.PORT,
      description = "Port of pages and API. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--otlp-http-port",
      defaultValue = "" + ListenConfig.OTLP_HTTP_PORT,
      description = "Port of OTLP over HTTP. Default: ${DEFAULT-VALUE}.")
  private int otlpHttpPort;

  @Option(
      names = "--otlp-grpc-port",
      defaultValue = "" + ListenConfig.OTLP_GRPC_PORT,
      description = "Port of OTLP over gRPC. Default: ${DEFAULT-VALUE}.")
  private int otlpGrpcPort;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Address by which browsers reach the pages through a reverse proxy.")
  private @Nullable URI publicUrl;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Folder of further rules, read again when they change. Repeatable.")
  private List<Path> rules = List.of();

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description =
          "Run the gateway too, in front of this model server. Default: $SEXTANT_UPSTREAM; without"
              + " either there is no gateway.")
  private @Nullable String upstream;

  @Option(
      names = "--gateway",
      paramLabel = "FILE",
      description = "Run the gateway too, as this configuration says (docs/gateway.md).")
  private @Nullable String gatewayFile;

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description = "Policy of the gateway, beside --upstream. Default: balanced.")
  private String policy = ShippedPolicies.DEFAULT;

  @Option(
      names = "--gateway-port",
      defaultValue = "" + GatewayConfig.PORT,
      description = "Port of the gateway, beside --upstream. Default: ${DEFAULT-VALUE}.")
  private int gatewayPort;

  @Option(names = "--tour", description = "Load the recording of the example application at once.")
  private boolean tour;

  @Option(names = "--open", description = "Open the pages in a browser, signed in.")
  private boolean open;

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Days that events are kept. Default: ${DEFAULT-VALUE}.")
  private int retentionDays;

  @Option(
      names = "--retention-size",
      paramLabel = "SIZE",
      defaultValue = "10GB",
      converter = ByteSize.class,
      description = "Size of all events kept, such as 500MB. Default: ${DEFAULT-VALUE}.")
  private ByteSize retentionSize = new ByteSize(RetentionConfig.DEFAULT.bytes());

  @Option(
      names = "--require-ingest-token",
      description = "Take telemetry only with a token, also on loopback.")
  private boolean requireIngestToken;

  @Option(names = "--check", description = "Start, see that everything answers, and stop.")
  private boolean check;

  private UpCommand(Console console) {
    this.console = console;
  }

  public static UpCommand of(Console console) {
    return new UpCommand(console);
  }

  @Override
  public Integer call() {
    System.setProperty(NETTY_WITHOUT_UNSAFE, "true");
    if (System.getProperty(CARRIERS) == null) {
      System.setProperty(CARRIERS, Integer.toString(carriers()));
    }
    Logs.toConsole();
    SextantConfig config = config();
    try (Sextant sextant = start(config)) {
      if (check) {
        console.out().println("Sextant starts and answers; it is stopped again.");
        return ExitCode.DONE.number();
      }
      announce(sextant, config);
      runUntilStopped(sextant);
    }
    return ExitCode.DONE.number();
  }

  /// Several to a processor, so that the system shares the processors out: a virtual thread that
  /// looks into a long text gives way to no other, and as many of them as there are processors
  /// would hold up every request.
  private static int carriers() {
    return 2 * Runtime.getRuntime().availableProcessors() + 4;
  }

  private Sextant start(SextantConfig config) {
    try {
      Sextant sextant = Sextant.start(config);
      Logs.toFolder(config.data());
      return sextant;
    } catch (StartFailure e) {
      StringBuilder message = new StringBuilder("the server cannot start");
      e.reasons()
          .forEach(reason -> {
            message.append("\n  ").append(reason.what());
            if (!reason.hint().isEmpty()) {
              message.append("\n    ").append(reason.hint());
            }
          });
      throw new CommandFailure(ExitCode.ENVIRONMENT, message.toString(), "");
    }
  }

  private SextantConfig config() {
    if (retentionDays < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--retention-days must be at least 1", "");
    }
    for (Path folder : rules) {
      if (!Files.isDirectory(folder)) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT, "--rules: there is no folder " + folder, "Create it first.");
      }
    }
    Path folder = data != null ? data : DataFolders.ofUser(console.environment());
    String version = UpCommand.class.getPackage().getImplementationVersion();
    SextantConfig config = server(folder, version == null ? "" : version);
    return new GatewayOptions(console)
        .plan(Optional.ofNullable(gatewayFile), Optional.ofNullable(upstream), policy, gatewayPort)
        .map(config::with)
        .orElse(config);
  }

  private SextantConfig server(Path folder, String version) {
    return SextantConfig.on(folder)
        .with(
            new ListenConfig(
                host, port, otlpHttpPort, otlpGrpcPort, Optional.ofNullable(publicUrl)))
        .with(IngestConfig.defaults().withRequireToken(requireIngestToken))
        .with(
            new RetentionConfig(
                Duration.ofDays(retentionDays),
                retentionSize.bytes(),
                RetentionConfig.DEFAULT.interval()))
        .withRules(rules)
        .withTour(tour)
        .withVersion(version);
  }

  private void announce(Sextant sextant, SextantConfig config) {
    URI link = sextant.signInLink();
    console
        .out()
        .printf(
            """
            Sextant is ready.
              pages      %s
              OTLP/HTTP  %s
              OTLP/gRPC  %s
              %sdata       %s
            Sign in (works once): %s
            Stop with Ctrl-C.
            """,
            sextant.pages(),
            sextant.otlpHttp(),
            sextant.otlpGrpc(),
            sextant.gateway().map(url -> "gateway    " + url + "\n  ").orElse(""),
            config.data().toAbsolutePath(),
            link);
    console.out().flush();
    if (open) {
      openBrowser(link);
    }
  }

  /// The process ends by a signal. Its hook closes the server and then ends the process itself: a
  /// stop that a person asked for is a success.
  private static void runUntilStopped(Sextant sextant) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  sextant.close();
                  stopped.countDown();
                  Runtime.getRuntime().halt(ExitCode.DONE.number());
                }));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void openBrowser(URI link) {
    String opener =
        switch (DataFolders.system()) {
          case MAC -> "open";
          case WINDOWS -> "explorer";
          case OTHER -> "xdg-open";
        };
    try {
      new ProcessBuilder(opener, link.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      console.err().println("sextant: no browser could be opened: " + e.getMessage());
    }
  }
}
