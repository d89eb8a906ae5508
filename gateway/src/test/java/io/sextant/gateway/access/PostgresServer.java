package io.sextant.gateway.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A PostgreSQL server of this machine on a free port, with a cluster of its own.
final class PostgresServer implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String USER = "sextant";

  private final Path folder;
  private final Path programs;
  private final int port;
  private final Process process;

  private PostgresServer(Path folder, Path programs, int port) throws IOException {
    this.folder = folder;
    this.programs = programs;
    this.port = port;
    this.process = launch();
  }

  /// Starts one; empty when PostgreSQL is not installed.
  static Optional<PostgresServer> start() throws Exception {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("postgres");
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    run(
        asUser(
            programs.get().resolve("initdb"),
            "-D",
            folder.toString(),
            "-A",
            "trust",
            "-U",
            USER,
            "--no-sync"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      free.close();
      PostgresServer server = new PostgresServer(folder, programs.get(), port);
      server.awaitAnswer();
      return Optional.of(server);
    }
  }

  private static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> editions = Files.list(INSTALLED)) {
      return editions
          .map(it -> it.resolve("bin"))
          .filter(it -> Files.isExecutable(it.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// PostgreSQL refuses to run as root.
  private static List<String> asUser(Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .directory(Path.of("/tmp").toFile())
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            asUser(
                programs.resolve("postgres"),
                "-D",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + folder,
                "-c",
                "fsync=off"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitAnswer() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          connect().close();
          return true;
        });
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, "");
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  PostgresMeters meters() throws SQLException {
    return PostgresMeters.open(url(), USER, new Secret(""));
  }

  long number(String query) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /// As when the machine under it goes.
  void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    kill();
    process.waitFor(10, TimeUnit.SECONDS);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
