package io.sextant.core.policy;

import io.sextant.ledger.entry.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a policy says about one request or answer, and why.
///
/// @param decision the strictest that any rule in force asks for; ALLOW when none holds
/// @param grounds the rules that hold, strictest first
/// @param shadowed the rules on trial that hold
public record Ruling(Stage stage, Decision decision, List<Ground> grounds, List<Ground> shadowed) {
  public Ruling {
    grounds = List.copyOf(grounds);
    shadowed = List.copyOf(shadowed);
  }

  /// A rule that holds.
  ///
  /// @param failed it counts as holding because its condition could not be evaluated
  public record Ground(PolicyRule rule, boolean failed) {}

  /// What CONSTRAIN has to do: the constraints of all rules that hold and ask for it.
  public List<Constraint> constraints() {
    List<Constraint> constraints = new ArrayList<>();
    grounds.forEach(ground -> constraints.addAll(ground.rule().constraints()));
    return List.copyOf(constraints);
  }

  /// How a HOLD is to be approved.
  public HoldTerms holdTerms() {
    return HoldTerms.strictest(holding().stream().map(ground -> ground.rule().hold()).toList());
  }

  /// The rules that hold and ask for HOLD.
  public List<Ground> holding() {
    return grounds.stream().filter(it -> it.rule().decision() == Decision.HOLD).toList();
  }

  /// What is left to do once it is approved: what the other rules ask for.
  public Ruling approved() {
    return without(it -> it == Decision.HOLD);
  }

  /// What is left to do once a person let it through: neither held nor blocked.
  public Ruling released() {
    return without(it -> it == Decision.HOLD || it == Decision.BLOCK);
  }

  private Ruling without(Predicate<Decision> lifted) {
    List<Ground> others =
        grounds.stream().filter(it -> !lifted.test(it.rule().decision())).toList();
    Decision rest = others.isEmpty() ? Decision.ALLOW : others.getFirst().rule().decision();
    return new Ruling(stage, rest, others, shadowed);
  }

  /// The decision as it took effect: a constraint that found nothing to change constrained nothing.
  public Decision effective(boolean changed) {
    if (decision != Decision.CONSTRAIN || changed) {
      return decision;
    }
    for (Ground ground : grounds) {
      if (ground.rule().decision() == Decision.LOG) {
        return Decision.LOG;
      }
    }
    return Decision.ALLOW;
  }

  /// The rules that speak for what was done: those that constrain only when it was constrained.
  public List<Ground> grounds(Decision effective) {
    return grounds.stream()
        .filter(ground ->
            effective == Decision.CONSTRAIN || ground.rule().decision() != Decision.CONSTRAIN)
        .toList();
  }

  /// What to tell who asked when the decision is BLOCK or HOLD.
  public Optional<String> message() {
    return grounds.stream()
        .filter(ground -> ground.rule().decision() == decision)
        .map(ground -> ground.rule().message())
        .filter(message -> !message.isEmpty())
        .findFirst();
  }
}
