package io.sextant.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

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

  /// The format that a word names; `text` and `md` are other words for two of them.
  ///
  /// @throws TypeConversionException when it names none
  public static OutputFormat parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "text" -> TABLE;
      case "md" -> MARKDOWN;
      default ->
          Arrays.stream(values())
              .filter(format -> format.name().equalsIgnoreCase(word))
              .findFirst()
              .orElseThrow(() ->
                  new TypeConversionException(
                      "'" + word + "' is no format; there are " + words(List.of(values()))));
    };
  }

  private static String words(Collection<OutputFormat> formats) {
    return formats.stream().sorted().map(OutputFormat::toString).collect(Collectors.joining(", "));
  }

  /// Checks that a command offers this format.
  ///
  /// @throws ParameterException when it does not
  public void require(Set<OutputFormat> offered, CommandSpec command) {
    if (!offered.contains(this)) {
      throw new ParameterException(
          command.commandLine(),
          "--format " + this + " is not offered here; expected " + words(offered));
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
