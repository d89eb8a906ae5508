package io.sextant.core.policy;

import java.util.List;
import java.util.function.Predicate;

/// A set of rules under one name.
///
/// @param digest SHA-256 of the file it was read from, in hexadecimal: stands in the ledger beside
///   each decision
public record Policy(String id, String title, List<PolicyRule> rules, String digest) {
  public Policy {
    rules = List.copyOf(rules);
  }

  /// The same policy with some of its rules.
  public Policy only(Predicate<PolicyRule> kept) {
    return new Policy(id, title, rules.stream().filter(kept).toList(), digest);
  }
}
