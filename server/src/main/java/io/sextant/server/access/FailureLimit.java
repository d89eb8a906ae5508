package io.sextant.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts failed attempts per address. Thread-safe; it remembers a bounded number of addresses and
/// forgets the one longest unseen.
final class FailureLimit {
  /// Attempts that may fail within [#WINDOW]; a person mistypes less often.
  static final int ATTEMPTS = 10;

  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESSES = 10_000;

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > ADDRESSES;
        }
      };

  private record Failures(Instant since, int count) {}

  FailureLimit(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void failed(String address) {
    Instant now = clock.instant();
    failures.merge(
        address,
        new Failures(now, 1),
        (old, fresh) ->
            old.since().plus(WINDOW).isAfter(now)
                ? new Failures(old.since(), old.count() + 1)
                : fresh);
  }

  /// How long an address has to wait; empty when it need not.
  synchronized Optional<Duration> wait(String address) {
    Failures known = failures.get(address);
    Instant now = clock.instant();
    if (known == null || known.count() < ATTEMPTS || !known.since().plus(WINDOW).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(now, known.since().plus(WINDOW)));
  }
}
