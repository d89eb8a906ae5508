package io.sextant.core.policy;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.ledger.entry.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds parts of one rule that do not go together.
final class RuleChecks {
  private final Tree tree;
  private final IssueLog log;

  RuleChecks(Tree tree, IssueLog log) {
    this.tree = tree;
    this.log = log;
  }

  void check(
      Optional<Decision> decision,
      Optional<Condition> when,
      Set<Stage> stages,
      List<Constraint> constraints) {
    effect(decision, constraints);
    holds(decision, stages);
    facts(when, stages);
    data(stages, constraints);
  }

  private void effect(Optional<Decision> decision, List<Constraint> constraints) {
    boolean constrains = decision.filter(Decision.CONSTRAIN::equals).isPresent();
    if (constrains && constraints.isEmpty() && tree.get("with").isEmpty()) {
      log.error(
          Codes.MISSING,
          tree.place(),
          "'do: constrain' without 'with' constrains nothing",
          "Say what it does, such as 'with: {redact: [secrets]}'.");
    } else if (!constrains && decision.isPresent() && tree.get("with").isPresent()) {
      log.error(
          Codes.WITHOUT_EFFECT,
          tree.get("with").orElse(tree).place(),
          "'with' has no effect beside 'do: " + tree.text("do").orElse("") + "'",
          "Write 'do: constrain', or leave 'with' out.");
    }
  }

  private void facts(Optional<Condition> when, Set<Stage> stages) {
    for (Fact fact : when.map(Condition::reads).orElse(Set.of())) {
      stages.stream()
          .filter(stage -> !fact.toldAt(stage))
          .findFirst()
          .ifPresent(stage ->
              log.error(
                  Codes.CONDITION,
                  tree.get("when").orElse(tree).place(),
                  fact.field() + " cannot be told 'on: " + stage.label() + "'",
                  "Ask for it in a rule of another stage."));
    }
  }

  /// Data can be redacted; it asks for no tokens and has no tools.
  private void data(Set<Stage> stages, List<Constraint> constraints) {
    boolean redactsOnly =
        constraints.stream().allMatch(Constraint.Redact.class::isInstance)
            && !stages.contains(Stage.BATCH);
    if (stages.stream().anyMatch(Stage::ofData) && !constraints.isEmpty() && !redactsOnly) {
      log.error(
          Codes.WITHOUT_EFFECT,
          tree.get("with").orElse(tree).place(),
          "of data, only 'redact' can be done, and only 'on: ingest'",
          "Write 'with: {redact: [secrets]}', or hold or block it.");
    }
    if (stages.stream().anyMatch(Stage::ofData) && !stages.stream().allMatch(Stage::ofData)) {
      log.error(
          Codes.BAD_VALUE,
          tree.get("on").orElse(tree).place(),
          "a rule is about exchanges or about data, not both",
          "Write two rules.");
    }
  }

  private void holds(Optional<Decision> decision, Set<Stage> stages) {
    if (decision.filter(Decision.HOLD::equals).isEmpty()) {
      tree.get("approval")
          .filter(_ -> decision.isPresent())
          .ifPresent(approval ->
              log.error(
                  Codes.WITHOUT_EFFECT,
                  approval.place(),
                  "'approval' has no effect beside 'do: " + tree.text("do").orElse("") + "'",
                  "Write 'do: hold', or leave 'approval' out."));
    } else if (stages.stream().anyMatch(Stage::ofData)) {
      tree.get("approval")
          .ifPresent(approval ->
              log.error(
                  Codes.WITHOUT_EFFECT,
                  approval.place(),
                  "'approval' has no effect on data: what is held waits in quarantine",
                  "Leave it out."));
    } else if (stages.contains(Stage.RESPONSE)) {
      log.error(
          Codes.BAD_VALUE,
          tree.get("on").orElse(tree).place(),
          "no answer can wait for approval",
          "Write 'on: request' or 'on: offer', or 'do: block' for answers.");
    }
  }
}
