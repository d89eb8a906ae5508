package io.sextant.cli.sigma;

import io.sextant.sigma.Placeholders;
import io.sextant.sigma.ReaderOptions;
import picocli.CommandLine.Option;

/// How a command reads rules.
final class ReadingOptions {
  @Option(
      names = "--arrays",
      description =
          "Let field[any], [all], [all_or_empty], [none] and [0] select members of arrays, as"
              + " proposed for version 3 of Sigma.")
  private boolean arrays;

  /// With values for placeholders.
  ReaderOptions with(Placeholders placeholders) {
    return ReaderOptions.DEFAULT.with(placeholders).withArrays(arrays);
  }
}
