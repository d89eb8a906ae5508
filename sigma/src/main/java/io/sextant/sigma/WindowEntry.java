package io.sextant.sigma;

import java.util.List;

/// One match inside a window.
final class WindowEntry {
  /// Microseconds since the epoch.
  final long time;

  /// Number of the event among all that the engine saw; one event may make several entries.
  final long sequence;

  /// Which of the correlation's rules matched.
  final int member;

  /// The events that prove the match.
  final List<Long> events;

  /// What is counted, for a correlation that counts distinct values.
  final List<String> values;

  /// Whether the condition held here in a crossing that was already reported.
  boolean reported;

  WindowEntry(long time, long sequence, int member, List<Long> events, List<String> values) {
    this.time = time;
    this.sequence = sequence;
    this.member = member;
    this.events = events;
    this.values = values;
  }
}
