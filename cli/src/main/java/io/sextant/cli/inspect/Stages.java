package io.sextant.cli.inspect;

import io.sextant.cli.Console;
import io.sextant.encoder.MiniLm;
import io.sextant.inspect.attack.SecondStage;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which stages judge.
final class Stages {
  @Option(
      names = "--encoder",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Ask the second stage, an encoder, about prompts, documents and tool results"
              + " (--no-encoder: only the first stage, which is faster and finds less).")
  private boolean encoder = true;

  /// The second stage, if it is wanted and runs on this machine; to be closed.
  Optional<SecondStage> second(Console console) {
    if (!encoder) {
      return Optional.empty();
    }
    try {
      return Optional.of(MiniLm.secondStage());
    } catch (IllegalStateException e) {
      console.err().println("Only the first stage judges: " + e.getMessage());
      return Optional.empty();
    }
  }
}
