package io.sextant.core.policy;

import io.sextant.ledger.entry.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// One rule of a policy.
///
/// @param when empty: it always holds
/// @param decision what it asks for when it holds
/// @param constraints what CONSTRAIN does; empty otherwise
/// @param hold how HOLD is approved; has no meaning otherwise
/// @param techniques ids of the ATLAS techniques it serves
/// @param message told to who asked when it blocks; may be empty
/// @param onFailure what counts when its condition cannot be evaluated: that it holds (fail closed)
///   or not
/// @param shadow it only notes what it would have done
public record PolicyRule(
    String id,
    String title,
    Set<Stage> stages,
    Optional<Condition> when,
    Decision decision,
    List<Constraint> constraints,
    HoldTerms hold,
    List<String> techniques,
    String owner,
    String message,
    OnFailure onFailure,
    boolean shadow) {
  public PolicyRule {
    stages = Set.copyOf(stages);
    constraints = List.copyOf(constraints);
    techniques = List.copyOf(techniques);
  }

  /// What a failed condition counts as.
  public enum OnFailure {
    HOLDS,
    DOES_NOT
  }

  /// Whether it can be decided only by looking into texts.
  public boolean readsContent() {
    return reads(Fact::ofContent);
  }

  /// Whether its condition reads any such fact.
  public boolean reads(Predicate<Fact> facts) {
    if (when.isPresent()) {
      for (Fact fact : when.get().reads()) {
        if (facts.test(fact)) {
          return true;
        }
      }
    }
    return false;
  }
}
