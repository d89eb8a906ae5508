package io.sextant.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Runs commands in process and keeps what they print.
public final class CapturedConsole {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] in = {};
  private Map<String, String> environment = Map.of();

  /// What the command will read from standard input.
  public CapturedConsole input(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /// Where the command keeps its state, unless it is told otherwise.
  public CapturedConsole data(Path folder) {
    environment = Map.of("SEXTANT_DATA", folder.toString());
    return this;
  }

  /// Runs one command line and returns its exit code.
  public int run(String... arguments) {
    return SextantCommand.run(console(), arguments);
  }

  /// What commands are given.
  Console console() {
    return new Console(
        new ByteArrayInputStream(in),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        false,
        false);
  }

  /// Everything printed to standard output so far.
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// The same as bytes.
  public byte[] bytes() {
    return out.toByteArray();
  }

  /// Everything printed to standard error so far.
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
