package io.sextant.sigma;

/// The `id` of a rule, or its `name` or title when it has none; compared as text.
public record RuleId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
