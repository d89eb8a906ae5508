package io.sextant.testing.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Another Sigma engine, rsigma, over the same rules and events in the same run. Its program is
/// named by the environment variable `RSIGMA`.
final class SigmaPeer implements AutoCloseable {
  private static final int COPIES = 30;
  private static final int ROUNDS = 3;

  /// Prints the processor time of a command, of all its threads, in seconds.
  private static final String TIMED =
      "TIMEFORMAT='%U %S'; time \"$0\" engine eval --logsource-routing -q -r \"$1\""
          + " <\"$2\" >\"$3\" 2>/dev/null";

  private final String program;
  private final Scratch scratch = Scratch.create();

  private SigmaPeer(String program) throws IOException {
    this.program = program;
  }

  /// The other engine, when one is named.
  static Optional<SigmaPeer> given(Map<String, String> rules) throws IOException {
    String program = System.getenv().getOrDefault("RSIGMA", "");
    if (program.isEmpty()) {
      System.out.println("rsigma is not measured: the variable RSIGMA does not name its program");
      return Optional.empty();
    }
    SigmaPeer peer = new SigmaPeer(program);
    for (Map.Entry<String, String> rule : rules.entrySet()) {
      Path file = peer.scratch.path().resolve("rules").resolve(rule.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, rule.getValue());
    }
    return Optional.of(peer);
  }

  /// Events a second of processor time: several copies of the events against one event alone, so
  /// that loading does not count.
  Figures measure(List<byte[]> lines) throws IOException, InterruptedException {
    Path one = write("one.ndjson", lines.subList(0, 1), 1);
    Path many = write("many.ndjson", lines, COPIES);
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double loading = seconds(one);
      rates[round] = lines.size() * COPIES / (seconds(many) - loading);
    }
    return new Figures(rates);
  }

  /// How many matches it found when it last ran, for each copy.
  long matches() throws IOException {
    try (var found = Files.lines(found())) {
      return found.filter(line -> !line.isBlank()).count() / COPIES;
    }
  }

  private Path found() {
    return scratch.path().resolve("found.ndjson");
  }

  private Path write(String name, List<byte[]> lines, int copies) throws IOException {
    Path file = scratch.path().resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int copy = 0; copy < copies; copy++) {
        for (byte[] line : lines) {
          out.write(line);
          out.write('\n');
        }
      }
    }
    return file;
  }

  private double seconds(Path events) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                TIMED,
                program,
                scratch.path().resolve("rules").toString(),
                events.toString(),
                found().toString())
            .redirectErrorStream(true)
            .start();
    String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() > 1) {
      throw new IOException(program + " failed: " + times);
    }
    double sum = 0;
    for (String time : times.strip().split("\\s+", -1)) {
      sum += Double.parseDouble(time);
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
