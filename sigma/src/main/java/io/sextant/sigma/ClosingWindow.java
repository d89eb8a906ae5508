package io.sextant.sigma;

import java.util.List;

/// A window for conditions that more events could make false (`lt`, `lte`, `eq`, `neq`): it opens
/// with the first entry, lasts one timespan, and is decided when that has passed.
final class ClosingWindow extends Window {
  private final Tally tally;

  /// Whether it was given up and must not fire.
  private boolean gone;

  ClosingWindow(CorrelationProgram program, List<String> group, long lateness) {
    super(program, group, lateness);
    this.tally = Tally.of(program);
  }

  @Override
  void add(WindowEntry entry, Firing firing) {
    entries.insert(entry);
  }

  @Override
  void dropOldest() {
    entries.removeFirst(1);
  }

  /// When it is to be decided; only while it holds an entry.
  long due() {
    return entries.get(0).time + span + lateness;
  }

  void giveUp() {
    gone = true;
  }

  boolean isOpen() {
    return !gone && !entries.isEmpty();
  }

  /// Decides the window that began first, and lets the next begin with the first entry after it.
  void close(Firing firing) {
    long end = entries.get(0).time + span;
    int count = 0;
    tally.clear();
    while (count < entries.size() && entries.get(count).time <= end) {
      tally.add(entries.get(count++));
    }
    List<WindowEntry> evidence = entries.copy(0, count);
    entries.removeFirst(count);
    if (program.holds(tally.count())) {
      firing.fire(evidence);
    }
  }

  @Override
  boolean isIdle(long now) {
    return entries.isEmpty();
  }
}
