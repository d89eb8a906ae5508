package io.sextant.server.gateway;

import io.sextant.core.access.Permission;
import io.sextant.core.document.Issue;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.trial.PolicyTests;
import io.sextant.server.gateway.PolicyDesk.Outcome;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The policy of the gateway: see, check, try, change.
public final class PolicyRoutes {
  private final Optional<PolicyDesk> desk;

  public PolicyRoutes(Optional<GatewayService> gateway) {
    this.desk = gateway.map(GatewayService::policies);
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/policy", Permission.READ, this::state)
        .put("/api/v1/policy", Permission.CONFIGURE, this::enable)
        .post("/api/v1/policy/check", Permission.READ, this::check)
        .post("/api/v1/policy/trial", Permission.CONFIGURE, this::tryOn)
        .get("/api/v1/policy/shipped/{id}", Permission.READ, this::shipped);
  }

  private void state(Exchange exchange) {
    exchange.withoutQuery();
    exchange.json(
        desk.map(PolicyRoutes::stateOf)
            .orElseGet(() ->
                new PolicyJson.State(
                    false, Optional.empty(), List.of(), List.of(), ShippedPolicies.NAMES)));
  }

  private static PolicyJson.State stateOf(PolicyDesk desk) {
    List<PolicyDesk.Version> versions = desk.versions();
    return new PolicyJson.State(
        true,
        desk.place(),
        PolicyJson.rules(versions.getFirst().policy(), desk::shadowed),
        versions.stream().map(PolicyJson.Version::of).toList(),
        ShippedPolicies.NAMES);
  }

  private void check(Exchange exchange) throws IOException {
    String text = text(exchange.withoutQuery().body(PolicyJson.Text.class).text());
    PolicyReader.Result result = PolicyReader.read("policy", text);
    exchange.json(
        new PolicyJson.Checked(
            result.policy().map(Policy::id),
            result.policy().map(Policy::digest),
            result
                .policy()
                .map(policy -> PolicyJson.rules(policy, _ -> Optional.empty()))
                .orElse(List.of()),
            result.issues().stream().map(IssueJson::of).toList()));
  }

  private void tryOn(Exchange exchange) throws IOException {
    String text = text(exchange.withoutQuery().body(PolicyJson.Text.class).text());
    PolicyReader.Result result = PolicyReader.read("policy", text);
    Policy policy = result.policy().orElseThrow(() -> wrong(result.issues()));
    PolicyTests tests = PolicyTests.read("policy", text);
    if (!tests.issues().isEmpty()) {
      throw wrong(tests.issues());
    }
    PolicyDesk desk = running();
    exchange.json(
        new PolicyJson.Trials(
            desk.test(policy, tests).stream().map(PolicyJson.Test::of).toList(),
            desk.tryOn(policy).stream().map(PolicyJson.Trial::of).toList()));
  }

  private void enable(Exchange exchange) throws IOException {
    PolicyJson.Change change = exchange.withoutQuery().body(PolicyJson.Change.class);
    String seen = change.seen() == null ? "" : change.seen();
    PolicyDesk stands = running();
    switch (stands.enable(text(change.text()), seen, exchange.caller().name())) {
      case Outcome.Done(var _) -> exchange.json(stateOf(stands));
      case Outcome.Wrong(var issues) -> throw wrong(issues);
      case Outcome.Outdated(var version) ->
          throw new ProblemException(
              Problem.of(
                  409,
                  Codes.CONFLICT,
                  "Another policy is in force by now",
                  version.by()
                      + " changed it at "
                      + version.since()
                      + ". Look at it, then enable yours over it."));
      case Outcome.CannotWrite(var why) ->
          throw new ProblemException(
              Problem.of(
                  503,
                  Codes.CANNOT_STORE,
                  "The policy's file cannot be written",
                  why + "; nothing was changed."));
    }
  }

  private void shipped(Exchange exchange) {
    exchange.json(
        new PolicyJson.Shipped(
            ShippedPolicies.text(exchange.withoutQuery().path("id"))
                .orElseThrow(() -> ProblemException.notFound("No policy of this name ships."))));
  }

  private static ProblemException wrong(List<Issue> issues) {
    return ProblemException.badRequest(issues.stream().map(IssueJson::of).toList());
  }

  private PolicyDesk running() {
    return desk.orElseThrow(() -> ProblemException.notFound("This server runs no gateway."));
  }

  private static String text(@Nullable String text) {
    if (text == null) {
      throw ProblemException.badRequest("body", "'text' is missing", "Send the policy's YAML.");
    }
    return text;
  }
}
