package io.sextant.cli;

import java.util.Locale;

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

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
