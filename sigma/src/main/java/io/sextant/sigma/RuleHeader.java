package io.sextant.sigma;

import java.util.List;

/// What a rule, correlation or filter says about itself. Texts that are not given are empty.
public record RuleHeader(
    RuleId id,
    String name,
    String title,
    String status,
    Level level,
    String description,
    String author,
    String date,
    List<String> tags,
    List<String> references,
    List<String> falsePositives,
    LogSource logSource,
    String file,
    int line) {

  public RuleHeader {
    tags = List.copyOf(tags);
    references = List.copyOf(references);
    falsePositives = List.copyOf(falsePositives);
  }

  /// The same header under another id and without a name.
  public RuleHeader withId(RuleId other) {
    return new RuleHeader(
        other,
        "",
        title,
        status,
        level,
        description,
        author,
        date,
        tags,
        references,
        falsePositives,
        logSource,
        file,
        line);
  }

  /// The same header about another log source.
  public RuleHeader withLogSource(LogSource other) {
    return new RuleHeader(
        id,
        name,
        title,
        status,
        level,
        description,
        author,
        date,
        tags,
        references,
        falsePositives,
        other,
        file,
        line);
  }
}
