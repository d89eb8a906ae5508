package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

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
  final List<String> texts;

  /// What is computed with, for a correlation over numbers.
  final List<BigDecimal> numbers;

  /// Whether the condition held here in a crossing that was already reported.
  boolean reported;

  /// Whether its window holds it no more, so that no sequence can begin with it.
  boolean dropped;

  /// How far an ordered window had come before it; empty in other windows.
  Optional<OrderedWindow.Progress> before = Optional.empty();

  WindowEntry(
      long time,
      long sequence,
      int member,
      List<Long> events,
      List<String> texts,
      List<BigDecimal> numbers) {
    this.time = time;
    this.sequence = sequence;
    this.member = member;
    this.events = events;
    this.texts = texts;
    this.numbers = numbers;
  }

  /// What it takes of the room there is for events.
  int weight() {
    return Math.max(1, Math.max(events.size(), Math.max(texts.size(), numbers.size())));
  }
}
