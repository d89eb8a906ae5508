package io.sextant.gateway.proxy;

import io.sextant.gateway.config.UpstreamConfig;
import io.sextant.gateway.protocol.Names;
import io.sextant.gateway.protocol.Operation.Family;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// One server to send to, and whether it is worth trying (a circuit breaker). Thread-safe.
final class Upstream {
  /// Failures in a row after which it is left alone for a while.
  private static final int FAILURES = 5;

  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  private final UpstreamConfig config;
  private final Pattern models;
  private final String base;
  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong restingSince = new AtomicLong();

  Upstream(UpstreamConfig config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
    this.base = config.url().toString().replaceFirst("/+$", "");
    this.models = Names.pattern(config.models().isEmpty() ? List.of("*") : config.models(), 0);
  }

  /// Its address without a slash at the end: a path of an operation comes after it.
  String base() {
    return base;
  }

  UpstreamConfig config() {
    return config;
  }

  boolean serves(Family family, String model) {
    return config.families().contains(family)
        && (model.isEmpty() || models.matcher(model).matches());
  }

  /// Whether it may be tried now; after its rest one request at a time finds out.
  boolean worthTrying() {
    if (failures.get() < FAILURES) {
      return true;
    }
    long since = restingSince.get();
    long now = nanos.getAsLong();
    return now - since >= REST_NANOS && restingSince.compareAndSet(since, now);
  }

  void worked() {
    failures.set(0);
  }

  void failed() {
    if (failures.incrementAndGet() >= FAILURES) {
      restingSince.set(nanos.getAsLong());
    }
  }
}
