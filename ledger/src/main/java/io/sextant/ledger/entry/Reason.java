package io.sextant.ledger.entry;

import java.util.List;

/// A rule that spoke for a decision.
///
/// @param techniques ids of the ATLAS techniques it stands for
public record Reason(String rule, List<String> techniques) {
  public Reason {
    techniques = List.copyOf(techniques);
  }
}
