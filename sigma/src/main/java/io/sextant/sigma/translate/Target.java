package io.sextant.sigma.translate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A product that rules are translated for.
public enum Target {
  /// Microsoft Sentinel: KQL over its tables.
  SENTINEL,
  /// Microsoft Defender XDR: KQL over its hunting tables.
  DEFENDER,
  /// Splunk: SPL.
  SPLUNK,
  /// Elastic: ES|QL.
  ESQL,
  /// Elastic and OpenSearch: query strings of Lucene.
  LUCENE,
  /// SQLite: a table with a column for each field.
  SQLITE;

  /// The name on a command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Target> named(String label) {
    return Arrays.stream(values()).filter(target -> target.label().equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Target::label).toList();
  }
}
