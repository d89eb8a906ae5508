package io.sextant.cli.sigma;

import io.sextant.cli.OutputFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The check that a command offers the format asked for.
final class Formats {
  private Formats() {}

  static void require(OutputFormat wanted, Set<OutputFormat> offered, CommandSpec command) {
    if (!offered.contains(wanted)) {
      List<String> names = offered.stream().sorted().map(OutputFormat::toString).toList();
      throw new ParameterException(
          command.commandLine(),
          "--format "
              + wanted
              + " is not offered here; expected "
              + names.stream().collect(Collectors.joining(", ")));
    }
  }
}
