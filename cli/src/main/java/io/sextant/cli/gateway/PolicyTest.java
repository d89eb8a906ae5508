package io.sextant.cli.gateway;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.proxy.PolicyTrial;
import io.sextant.gateway.proxy.PolicyTrial.Side;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One test of a policy.
///
/// @param expected the decision about the request
/// @param expectedAnswer the decision about the answer; empty when that is not tested
/// @param rules rules that must be among the grounds
record PolicyTest(
    String name,
    PolicyTrial.Case tried,
    Decision expected,
    Optional<Decision> expectedAnswer,
    List<String> rules) {
  private static final String CODE = "SX-POLICY-010";
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "operation",
          "principal",
          "roles",
          "time",
          "request",
          "response",
          "expect",
          "expect-response",
          "rules");

  /// How a test ended.
  ///
  /// @param problem empty when it passed
  record Result(String file, String name, String problem) {
    boolean passed() {
      return problem.isEmpty();
    }
  }

  static PolicyTest read(Tree tree, IssueLog log) {
    tree.fields()
        .filter(entry -> !KEYS.contains(entry.key()))
        .forEach(entry ->
            log.error(CODE, entry.keyPlace(), "'" + entry.key() + "' is not a key of a test", ""));
    String name = tree.text("name").orElse("line " + tree.place().line());
    Operation operation =
        Operation.named(tree.text("operation").orElse("chat"))
            .filter(Operation::hasBody)
            .orElseGet(() -> {
              log.error(CODE, tree.place(), "this operation is not known", "Write chat, …");
              return Operation.CHAT;
            });
    PolicyTrial.Case tried =
        new PolicyTrial.Case(
            operation,
            new Principal(tree.text("principal").orElse("someone"), tree.texts("roles"), true),
            object(tree, "request", log).orElseGet(JsonNodeFactory.instance::objectNode),
            tree.get("response").isPresent() ? object(tree, "response", log) : Optional.empty(),
            time(tree, log));
    return new PolicyTest(
        name,
        tried,
        decision(tree, "expect", log).orElse(Decision.ALLOW),
        tree.get("expect-response").isPresent()
            ? decision(tree, "expect-response", log)
            : Optional.empty(),
        tree.texts("rules"));
  }

  private static Instant time(Tree tree, IssueLog log) {
    try {
      return tree.text("time").map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException _) {
      log.error(CODE, tree.place(), "'time' is no time", "Write it as 2026-01-31T09:00:00Z.");
      return Instant.EPOCH;
    }
  }

  private static Optional<ObjectNode> object(Tree tree, String key, IssueLog log) {
    Optional<Tree> written = tree.get(key);
    if (written.isPresent() && GatewayFiles.json(written.get()) instanceof ObjectNode object) {
      return Optional.of(object);
    }
    log.error(CODE, tree.place(), "'" + key + "' must be a body, written as a map", "");
    return Optional.empty();
  }

  private static Optional<Decision> decision(Tree tree, String key, IssueLog log) {
    Optional<Decision> decision = tree.text(key).flatMap(Decision::of);
    if (decision.isEmpty()) {
      log.error(
          CODE,
          tree.get(key).orElse(tree).place(),
          "'" + key + "' must be allow, log, constrain, hold or block",
          "");
    }
    return decision;
  }

  Result run(Policy policy, Detectors detectors, String file) {
    PolicyTrial.Outcome outcome = new PolicyTrial(policy, detectors).run(tried);
    List<String> problems = new ArrayList<>();
    if (outcome.request().decision() != expected) {
      problems.add("expected " + expected + ", got " + said(outcome.request()));
    }
    expectedAnswer.ifPresent(wanted -> {
      if (outcome.answer().map(Side::decision).filter(wanted::equals).isEmpty()) {
        problems.add(
            "expected "
                + wanted
                + " for the answer, got "
                + outcome.answer().map(PolicyTest::said).orElse("none"));
      }
    });
    List<String> held =
        java.util.stream.Stream.concat(
                outcome.request().reasons().stream(),
                outcome.answer().stream().flatMap(side -> side.reasons().stream()))
            .map(Reason::rule)
            .toList();
    rules.stream()
        .filter(rule -> !held.contains(rule))
        .forEach(rule -> problems.add("the rule " + rule + " does not hold"));
    return new Result(file, name, String.join("; ", problems));
  }

  private static String said(Side side) {
    return side.decision()
        + (side.reasons().isEmpty()
            ? ""
            : " by " + String.join(", ", side.reasons().stream().map(Reason::rule).toList()));
  }
}
