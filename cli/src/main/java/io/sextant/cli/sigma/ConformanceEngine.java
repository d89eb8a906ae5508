package io.sextant.cli.sigma;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.sigma.DerivedFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/// Something that matches rules: takes `--rules FOLDER EVENTS` and prints a line for each match.
sealed interface ConformanceEngine {
  /// What it printed.
  ///
  /// @throws IOException when it cannot be run, or takes too long; the message says why
  String run(List<String> arguments) throws IOException, InterruptedException;

  /// This one, as `sextant sigma match` is.
  record Own() implements ConformanceEngine {
    @Override
    public String run(List<String> arguments) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream silent = new PrintStream(PrintStream.nullOutputStream());
      Console console =
          new Console(
              InputStream.nullInputStream(),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              silent,
              Map.of(),
              false,
              false);
      List<String> all = new ArrayList<>(List.of("--format", "jsonl"));
      all.addAll(arguments);
      new CommandLine(new MatchCommand(console, DerivedFields.NONE))
          .setErr(new PrintWriter(Writer.nullWriter()))
          .execute(all.toArray(String[]::new));
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  /// A command of its own.
  ///
  /// @param words the program and its first arguments
  record Command(List<String> words) implements ConformanceEngine {
    private static final long SECONDS = 60;

    /// The command of a line, whose words are apart by blanks.
    ///
    /// @throws CommandFailure USAGE when it is empty
    static Command of(String line) {
      List<String> words =
          Arrays.stream(line.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
      if (words.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, "--engine is empty", "Give a command.");
      }
      return new Command(words);
    }

    @Override
    public String run(List<String> arguments) throws IOException, InterruptedException {
      Path printed = Files.createTempFile("conformance", ".jsonl");
      try {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        Process process =
            new ProcessBuilder(all)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          throw new IOException("took more than " + SECONDS + " seconds");
        }
        return Files.readString(printed);
      } finally {
        Files.delete(printed);
      }
    }
  }
}
