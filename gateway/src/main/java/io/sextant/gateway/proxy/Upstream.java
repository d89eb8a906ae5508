package io.sextant.gateway.proxy;

import io.sextant.gateway.config.UpstreamConfig;
import io.sextant.gateway.protocol.Names;
import io.sextant.gateway.protocol.Operation.Family;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// One server to send to, and whether it is worth trying (a circuit breaker). Thread-safe.
final class Upstream {
  /// Failures in a row after which it is left alone for a while.
  private static final int FAILURES = 5;

  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  /// Paths whose addresses are kept. Clients ask for few; taking an address apart takes as long as
  /// a small part of a request.
  private static final int KEPT = 64;

  private final UpstreamConfig config;
  private final Pattern models;

  /// Without a slash at the end: a path of an operation comes after it.
  private final String base;

  private final Map<String, URI> addresses = new ConcurrentHashMap<>();
  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong restingSince = new AtomicLong();

  Upstream(UpstreamConfig config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
    this.base = config.url().toString().replaceFirst("/+$", "");
    this.models = Names.pattern(config.models().isEmpty() ? List.of("*") : config.models(), 0);
  }

  /// The address of a path of it.
  URI at(String path) {
    URI kept = addresses.get(path);
    if (kept != null) {
      return kept;
    }
    URI made = URI.create(base + path);
    if (addresses.size() < KEPT) {
      addresses.put(path, made);
    }
    return made;
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
