package io.sextant.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// The world as a command sees it: its streams, its environment, and whether a person is watching.
///
/// Results go to `out`, everything else to `err`. Commands never touch [System] themselves, so that
/// tests run them in process.
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /// Bytes of standard output held back before a write.
  private static final int OUT_BUFFER = 1 << 16;

  /// Names the standard streams (`1`, `2`) that are terminals; set by the launcher, which alone can
  /// ask.
  private static final String TERMINALS = "sextant.terminals";

  /// The process's own console.
  public static Console ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER),
            false,
            StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new Console(
        System.in, out, err, System.getenv(), terminals.contains("1"), terminals.contains("2"));
  }

  /// Whether colour may be used on standard output (a terminal, and `NO_COLOR` is not set).
  public boolean colour() {
    return outIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /// Opens a file named on the command line: `-` is standard input, a name ending in `.gz` is
  /// decompressed.
  ///
  /// @throws CommandFailure BAD_INPUT when it cannot be read
  public InputStream open(String name) {
    if (name.equals("-")) {
      return in;
    }
    try {
      InputStream file = Files.newInputStream(Path.of(name));
      return name.endsWith(".gz") ? new GZIPInputStream(file, OUT_BUFFER) : file;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// The failure to report for a file that cannot be read.
  public static CommandFailure unreadable(String name, IOException cause) {
    String why =
        switch (cause) {
          case java.nio.file.NoSuchFileException _ -> "there is no such file";
          case java.nio.file.AccessDeniedException _ -> "permission denied";
          case java.util.zip.ZipException _ -> "it is not a gzip file";
          case java.io.EOFException _ -> "it ends too early";
          default ->
              cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    return new CommandFailure(ExitCode.BAD_INPUT, "cannot read " + name + ": " + why, "");
  }
}
