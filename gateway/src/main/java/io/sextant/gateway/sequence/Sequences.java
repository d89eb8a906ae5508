package io.sextant.gateway.sequence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// Remembers what was asked of each model, and tells what the next query looks like after all
/// before. Thread-safe; memory is bounded: some 4 MB a model, and 3 KB a caller.
public final class Sequences {
  /// Models remembered. Names come from requests; who makes them up gets models of his own.
  private static final int MODELS = 32;

  private final long seed;
  private final Cache<String, Lane> lanes =
      Caffeine.newBuilder().maximumSize(MODELS).executor(Runnable::run).build();

  /// @param seed unknown to callers, so that they cannot make inputs look alike
  public Sequences(long seed) {
    this.seed = seed;
  }

  /// Takes a request in.
  public Suspicion observe(Asked asked) {
    return lanes.get(asked.model(), _ -> new Lane(seed)).observe(asked);
  }
}
