package io.sextant.cli;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The shapes a command can print its result in; each command says which it offers.
public enum OutputFormat {
  /// For people.
  TABLE,
  /// One JSON document.
  JSON,
  /// One JSON object a line.
  JSONL,
  CSV,
  /// JUnit XML, for build servers.
  JUNIT,
  /// SARIF 2.1.0, for code scanning.
  SARIF,
  MARKDOWN;

  /// Checks that a command offers this format.
  ///
  /// @throws ParameterException when it does not
  public void require(Set<OutputFormat> offered, CommandSpec command) {
    if (!offered.contains(this)) {
      throw new ParameterException(
          command.commandLine(),
          "--format "
              + this
              + " is not offered here; expected "
              + offered.stream()
                  .sorted()
                  .map(OutputFormat::toString)
                  .collect(Collectors.joining(", ")));
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
