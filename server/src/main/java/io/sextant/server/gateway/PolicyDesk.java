package io.sextant.server.gateway;

import io.sextant.core.document.Issue;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.config.PolicyFile;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.proxy.Gateway;
import io.sextant.gateway.proxy.PolicyTrial;
import io.sextant.gateway.record.Acts;
import io.sextant.gateway.trial.PolicyTest;
import io.sextant.gateway.trial.PolicyTests;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyRecord;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.entry.Reason;
import io.sextant.server.gateway.DecisionLog.Placed;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policy in force, and its change. Thread-safe.
final class PolicyDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyDesk.class);

  /// Versions remembered since the start.
  private static final int VERSIONS = 50;

  /// Requests on which a policy is tried.
  private static final int TRIED = 200;

  private static final String REQUEST = "request";
  private static final String FAILED_TEST = "SX-POLICY-011";

  /// Who changes a policy by changing its file.
  private static final String ITS_FILE = "its file";

  private final Gateway gateway;
  private final Acts acts;
  private final Optional<PolicyFile> file;
  private final DecisionLog log;
  private final Detectors detectors;
  private final ShadowBook shadows;
  private final InstantSource clock;
  private final Deque<Version> versions = new ArrayDeque<>();

  /// A policy that was put in force.
  ///
  /// @param by who did it
  record Version(Policy policy, String text, Instant since, String by) {}

  /// A request that was decided about, and what another policy says to it.
  record Trial(long index, Decision was, Decision now, List<Reason> reasons) {}

  /// How putting a policy in force ended.
  sealed interface Outcome {
    record Done(Version version) implements Outcome {}

    record Wrong(List<Issue> issues) implements Outcome {}

    /// Another policy is in force than the one that was seen.
    record Outdated(Version version) implements Outcome {}

    record CannotWrite(String why) implements Outcome {}
  }

  PolicyDesk(
      GatewayPlan plan,
      Gateway gateway,
      Acts acts,
      DecisionLog log,
      Detectors detectors,
      ShadowBook shadows,
      InstantSource clock) {
    this.gateway = gateway;
    this.acts = acts;
    this.file = plan.policyFile();
    this.log = log;
    this.detectors = detectors;
    this.shadows = shadows;
    this.clock = clock;
    Policy policy = plan.config().policy();
    versions.addFirst(new Version(policy, text(policy), clock.instant(), "the start"));
  }

  private String text(Policy policy) {
    return file.map(PolicyFile::text).or(() -> ShippedPolicies.text(policy.id())).orElse("");
  }

  synchronized List<Version> versions() {
    return List.copyOf(versions);
  }

  /// How often a rule on trial held; empty when it never did.
  Optional<ShadowBook.Held> shadowed(String rule) {
    return shadows.of(rule);
  }

  /// Where the policy stands; empty when it ships.
  Optional<String> place() {
    return file.map(it -> it.file().toString());
  }

  /// Looks whether the file was changed.
  void look(PolicyFile changed) throws IOException {
    look(changed, policy -> use(policy, changed.text(), ITS_FILE), "the policy");
  }

  /// Looks whether the file of some policy was changed. Nothing is put in force that the ledger
  /// does not take.
  void look(PolicyFile changed, Consumer<Policy> use, String what) throws IOException {
    Optional<PolicyReader.Result> result = changed.ifChanged();
    if (result.isEmpty()) {
      return;
    }
    Optional<Policy> policy = result.get().policy();
    if (policy.isEmpty()) {
      LOG.error(
          "{} has mistakes, so the one before stays in force: {}",
          what,
          result.get().issues().stream().map(Issue::message).toList());
      return;
    }
    List<Issue> failed = failed(policy.get(), changed.text());
    if (!failed.isEmpty()) {
      LOG.error(
          "{} does not do what its own tests say, so the one before stays in force: {}",
          what,
          failed.stream().map(Issue::message).toList());
      return;
    }
    note(policy.get(), ITS_FILE, what + ", " + changed.file());
    use.accept(policy.get());
  }

  /// Writes down that a policy is put in force, before it is.
  ///
  /// @throws CompletionException when that cannot be done
  private void note(Policy policy, String who, String what) {
    long _ =
        acts.note(
                new Acts.Act(
                    clock.instant(),
                    "policy.enabled",
                    policy.digest(),
                    who,
                    what + ": " + policy.id()))
            .join();
  }

  /// Puts a policy in force, and into its file when it has one.
  ///
  /// @param seen digest of the policy from which the change was made
  synchronized Outcome enable(String text, String seen, String who) {
    if (!versions.getFirst().policy().digest().equals(seen)) {
      return new Outcome.Outdated(versions.getFirst());
    }
    PolicyReader.Result result = PolicyReader.read("policy", text);
    if (result.policy().isEmpty()) {
      return new Outcome.Wrong(result.issues());
    }
    List<Issue> failed = failed(result.policy().get(), text);
    if (!failed.isEmpty()) {
      return new Outcome.Wrong(failed);
    }
    try {
      note(result.policy().get(), who, "the policy");
    } catch (CompletionException e) {
      LOG.error("the change of the policy cannot be written down, so nothing is changed", e);
      return new Outcome.CannotWrite("the ledger takes no entry now");
    }
    try {
      if (file.isPresent()) {
        file.get().replace(text);
      }
    } catch (IOException e) {
      LOG.error("the policy cannot be written, so nothing is changed", e);
      return new Outcome.CannotWrite(String.valueOf(e.getMessage()));
    }
    return new Outcome.Done(use(result.policy().get(), text, who));
  }

  /// How the tests that a policy carries end.
  List<PolicyTest.Result> test(Policy policy, PolicyTests tests) {
    return tests.run(policy, detectors);
  }

  /// What is wrong with the tests that a policy carries, or with what it does by them.
  private List<Issue> failed(Policy policy, String text) {
    PolicyTests tests = PolicyTests.read("policy", text);
    return tests.issues().isEmpty()
        ? test(policy, tests).stream().filter(it -> !it.passed()).map(PolicyDesk::failure).toList()
        : tests.issues();
  }

  private static Issue failure(PolicyTest.Result result) {
    return new Issue(
        FAILED_TEST,
        Issue.Severity.ERROR,
        "policy",
        result.place(),
        "",
        "the test '" + result.name() + "' fails: " + result.problem(),
        "Mend the policy or the test; a policy takes effect only when its own tests pass.");
  }

  private synchronized Version use(Policy policy, String text, String by) {
    gateway.use(policy);
    shadows.clear();
    Version version = new Version(policy, text, clock.instant(), by);
    versions.addFirst(version);
    while (versions.size() > VERSIONS) {
      versions.removeLast();
    }
    LOG.info("the policy {} is in force, digest {}, by {}", policy.id(), policy.digest(), by);
    return version;
  }

  /// What a policy would have said to the newest requests of which the body was kept: those that
  /// did not simply pass.
  List<Trial> tryOn(Policy policy) {
    PolicyTrial trial = new PolicyTrial(policy, detectors);
    List<Trial> results = new ArrayList<>();
    for (Placed placed : log.page(Optional.empty(), TRIED, PolicyDesk::hasRequest).items()) {
      body(placed.entry()).ifPresent(body -> results.add(tried(trial, placed, body)));
    }
    return results;
  }

  private static boolean hasRequest(DecisionEntry entry) {
    return entry.bodies().stream().anyMatch(it -> it.kind().equals(REQUEST));
  }

  private Optional<tools.jackson.databind.node.ObjectNode> body(DecisionEntry entry) {
    BodyRecord record =
        entry.bodies().stream().filter(it -> it.kind().equals(REQUEST)).findFirst().orElseThrow();
    try {
      Optional<byte[]> kept = log.ledger().body(record);
      return kept.isEmpty() ? Optional.empty() : Optional.of(Json.object(kept.get()));
    } catch (LedgerException | Json.Malformed _) {
      return Optional.empty();
    }
  }

  private Trial tried(
      PolicyTrial trial, Placed placed, tools.jackson.databind.node.ObjectNode body) {
    String who = log.name(placed.entry().principal()).orElse(placed.entry().principal());
    PolicyTrial.Side side =
        trial
            .run(
                new PolicyTrial.Case(
                    Operation.CHAT,
                    new Principal(who, List.of(), true),
                    body,
                    Optional.empty(),
                    placed.entry().time()))
            .request();
    return new Trial(placed.index(), placed.entry().decision(), side.decision(), side.reasons());
  }
}
