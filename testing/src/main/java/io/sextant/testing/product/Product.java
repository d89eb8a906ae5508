package io.sextant.testing.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `sextant up` as a child process on free ports, with what it printed.
public final class Product implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Pattern SIGN_IN = Pattern.compile("(http://\\S+)/sign-in\\?token=\\S+");

  private final Process process;
  private final Ports ports;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<URI> signIn = new CompletableFuture<>();

  /// The three ports of one server.
  public record Ports(int pages, int otlpHttp, int otlpGrpc) {
    /// Three ports that were free a moment ago.
    public static Ports free() {
      try (var a = new java.net.ServerSocket(0);
          var b = new java.net.ServerSocket(0);
          var c = new java.net.ServerSocket(0)) {
        return new Ports(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Product(Process process, Ports ports) {
    this.process = process;
    this.ports = ports;
    Thread.ofVirtual().start(this::readLines);
  }

  /// The folder of the built product, or a failure that says how to build it.
  public static Path distribution() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path distribution = folder.resolve("cli/target/dist");
      if (Files.exists(distribution.resolve("sextant.jar"))) {
        return distribution;
      }
    }
    throw new IllegalStateException("the product is not built: run 'mvn package' first");
  }

  /// Starts the server on a data folder and waits for its sign-in link.
  public static Product start(Path data, String... options) throws IOException {
    Product product = begin(data, options);
    product.signInLink();
    return product;
  }

  /// Starts the server and does not wait.
  public static Product begin(Path data, String... options) throws IOException {
    return begin(data, List.of(), options);
  }

  /// Starts the server where no file can grow beyond a size, which the kernel refuses just as on a
  /// full disk, and waits for its sign-in link.
  ///
  /// @param kibibytes of the largest file
  public static Product startOnFullDisk(Path data, int kibibytes, String... options)
      throws IOException {
    Product product =
        begin(
            data,
            List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bounded"),
            options);
    product.signInLink();
    return product;
  }

  private static Product begin(Path data, List<String> before, String... options)
      throws IOException {
    Ports ports = Ports.free();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(ports.pages()),
                "--otlp-http-port",
                Integer.toString(ports.otlpHttp()),
                "--otlp-grpc-port",
                Integer.toString(ports.otlpGrpc())));
    arguments.addAll(List.of(options));
    return new Product(launch(before, arguments), ports);
  }

  /// Runs any command line through the launcher, as a user does; standard error is merged into
  /// standard output.
  public static Process launch(List<String> arguments) throws IOException {
    return launch(List.of(), arguments);
  }

  private static Process launch(List<String> before, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(distribution().resolve("../../../sextant").normalize().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SEXTANT_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SEXTANT_NO_BUILD", "1");
    return builder.start();
  }

  private void readLines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        Matcher link = SIGN_IN.matcher(line);
        if (link.find()) {
          signIn.complete(URI.create(link.group()));
        }
      }
    } catch (IOException e) {
      signIn.completeExceptionally(e);
    }
    signIn.completeExceptionally(new IllegalStateException("the server ended: " + output()));
  }

  /// The one-time sign-in link; waits for it.
  public URI signInLink() {
    try {
      return signIn.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no sign-in link: " + output(), e);
    }
  }

  public Ports ports() {
    return ports;
  }

  public URI pages() {
    return URI.create("http://127.0.0.1:" + ports.pages());
  }

  public URI otlpHttp() {
    return URI.create("http://127.0.0.1:" + ports.otlpHttp());
  }

  public Process process() {
    return process;
  }

  /// Everything printed so far.
  public String output() {
    return String.join("\n", lines);
  }

  /// Resident memory of the server's process in bytes, from `/proc`.
  public long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  /// Processor time that the server has used so far, on all cores together.
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Ends the process as one Ctrl-C would and returns its exit code.
  public int stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not stop: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
