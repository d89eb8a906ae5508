package io.sextant.sigma.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a rule in words.
///
/// @param text what it asks
/// @param holds whether the event fulfils it; empty without an event
/// @param found the values of the field in the event, shortened; empty without a field or an event
/// @param parts what it is made of; empty for a single question
public record Explanation(
    String text, Optional<Boolean> holds, String found, List<Explanation> parts) {
  public Explanation {
    parts = List.copyOf(parts);
  }

  /// The single questions that decided: of what holds those that hold, of what does not those that
  /// do not. Under a negation it is the other way round, which the parts' own answers tell.
  public List<Explanation> deciding() {
    List<Explanation> deciding = new ArrayList<>();
    if (parts.isEmpty()) {
      deciding.add(this);
    }
    boolean negation = parts.size() == 1;
    for (Explanation part : parts) {
      if (negation || part.holds.equals(holds)) {
        deciding.addAll(part.deciding());
      }
    }
    return deciding;
  }
}
