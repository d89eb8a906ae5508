package io.sextant.core.detection;

/// The text of one rule file; `name` stands in issues and rule headers.
public record RuleFile(String name, String yaml) {
  /// The ending of the files that hold a rule's test events beside it; they are not rules.
  public static final String TESTS = ".tests.yml";

  /// Whether a file of this name holds rules.
  public static boolean isRule(String name) {
    return (name.endsWith(".yml") || name.endsWith(".yaml"))
        && !name.endsWith(TESTS)
        && !name.endsWith(".tests.yaml");
  }
}
