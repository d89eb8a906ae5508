package io.sextant.sigma;

import java.util.List;

/// A window for conditions that more events could make false (`lt`, `lte`, `eq`, `neq`, `not`): it
/// opens with the first entry, lasts one timespan, and is decided when that has passed.
final class ClosingWindow extends Window {
  /// Stands for no time at which it is to be decided.
  private static final long NEVER = Long.MAX_VALUE;

  private final Tally tally;
  private long timed = NEVER;

  ClosingWindow(CorrelationProgram program, List<String> group, long number, long lateness) {
    super(program, group, number, lateness);
    this.tally = Tally.of(program);
  }

  @Override
  void add(WindowEntry entry, Firing firing) {
    entries.insert(entry);
  }

  @Override
  void restore(WindowEntry entry) {
    entries.insert(entry);
  }

  @Override
  void dropOldest() {
    entries.removeFirst(1);
  }

  /// Whether it needs a timer that it does not have; notes that it gets one.
  boolean takesTimer() {
    long due = entries.isEmpty() ? NEVER : due();
    boolean isNew = due != timed;
    timed = due;
    return isNew && due != NEVER;
  }

  /// Whether the timer for this time is still its own.
  boolean isTimedFor(long due) {
    return !entries.isEmpty() && timed == due;
  }

  /// When it is to be decided; only while it holds an entry.
  long due() {
    return end() + lateness;
  }

  private long end() {
    return entries.get(0).time + span;
  }

  /// Decides the window that began first, and lets the next begin with the first entry after it.
  void close(Firing firing) {
    long end = end();
    int count = 0;
    tally.clear();
    while (count < entries.size() && entries.get(count).time <= end) {
      tally.add(entries.get(count++));
    }
    List<WindowEntry> evidence = entries.copy(0, count);
    entries.removeFirst(count);
    if (tally.holds()) {
      firing.fire(evidence, end);
    }
    tally.clear();
  }

  /// Its timer alone ends it.
  @Override
  boolean isIdle(long now) {
    return entries.isEmpty();
  }
}
