package io.sextant.gateway.approval;

import io.sextant.core.policy.HoldTerms;
import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.ledger.entry.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Questions for tests.
final class Questions {
  private Questions() {}

  static Question of(String principal, String digest, int approvers, Mode mode) {
    return new Question(
        principal,
        Set.of("Alice"),
        "chat",
        "m",
        "{}",
        1_000,
        digest,
        List.of(new Reason("export", List.of("AML.T0024"))),
        List.of("An export of <all> records"),
        "",
        "p",
        "policy-digest",
        7,
        new HoldTerms(approvers, mode, Duration.ofMinutes(2), Duration.ofMinutes(10)));
  }

  static Question later(String principal) {
    return of(principal, "digest", 1, Mode.LATER);
  }
}
