package io.sextant.core.threat;

import io.sextant.core.system.SystemId;
import java.time.Instant;
import java.util.List;

/// The store of what people decided about threats. Nothing is overwritten: a decision stands until
/// the next on the same threat, and all can be read.
public interface DecisionLog {
  /// The last decision on each threat of a system.
  List<Logged> current(SystemId system);

  /// Every decision on one threat, the oldest first.
  List<Logged> history(SystemId system, ThreatKey threat);

  /// Adds a decision.
  ///
  /// @param seen the number of the last decision on the threat that its author knew, 0 for none
  Outcome add(SystemId system, int seen, Decision decision, Instant now);

  /// A decision in the store.
  ///
  /// @param number counts the decisions on the threat from 1
  record Logged(int number, Instant time, Decision decision) {}

  /// What became of a decision.
  sealed interface Outcome {
    /// It stands.
    record Done(Logged logged) implements Outcome {}

    /// It was not taken: somebody else had decided meanwhile.
    record Outdated(Logged logged) implements Outcome {}
  }
}
