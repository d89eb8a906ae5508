package io.sextant.gateway.access;

import java.time.Duration;

/// How much of one allowance everybody has used up, as time: what is used up now is whole again
/// after so long (the generic cell rate algorithm, ITU-T I.371). Thread-safe.
public interface Meter {
  /// Uses up more unless too much is used up already; nobody comes between.
  ///
  /// @param nanos to use up
  /// @param most that may be used up before
  /// @return nanos that were used up before: nothing was added when they are more than `most`
  long take(String key, long nanos, long most);

  /// Nanoseconds that are used up now.
  long used(String key);

  /// Uses up more, whatever is used up already.
  ///
  /// @param most that is used up after it; what is above is forgiven
  void add(String key, long nanos, long most);

  /// Where the meters of one gateway, or of several together, come from.
  @FunctionalInterface
  interface Source {
    /// The meter of one allowance.
    ///
    /// @param name of the allowance
    /// @param longest that can be used up
    Meter of(String name, Duration longest);
  }
}
