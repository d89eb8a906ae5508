package io.sextant.gateway.record;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Where it is written down what people do to rules and data. Any thread may call.
@FunctionalInterface
public interface Acts {
  /// Writes an act down; done when it is durable, with its place. Fails when it cannot be kept, and
  /// then it must not be done.
  CompletableFuture<Long> note(Act act);

  /// An act to write down.
  ///
  /// @param kind what is done, such as `policy.enabled`
  /// @param subject what it is done to, such as the digest of a policy; stands in the open
  /// @param actor who does it; becomes a pseudonym there
  /// @param detail more about it, and why, in words of a person; kept encrypted and erasable beside
  ///   the log; may be empty
  record Act(Instant time, String kind, String subject, String actor, String detail) {}
}
