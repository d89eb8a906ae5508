package io.sextant.sigma;

import java.util.List;

/// The state of one correlation for one group.
abstract sealed class Window permits SlidingWindow, OrderedWindow, ClosingWindow {
  /// Takes the entries that prove a firing, oldest first.
  interface Firing {
    void fire(List<WindowEntry> evidence);
  }

  final CorrelationProgram program;
  final List<String> group;
  final long span;
  final long lateness;
  final EntryList entries = new EntryList();

  Window(CorrelationProgram program, List<String> group, long lateness) {
    this.program = program;
    this.group = group;
    this.span = Micros.of(program.rule().timespan());
    this.lateness = lateness;
  }

  /// Adds an entry and fires when that completes the condition.
  abstract void add(WindowEntry entry, Firing firing);

  /// Gives up the oldest entry, to save room.
  abstract void dropOldest();

  /// Whether nothing that comes from now on, late events apart, can find anything here.
  boolean isIdle(long now) {
    return entries.isEmpty() || entries.last().time < now - span - lateness;
  }

  int size() {
    return entries.size();
  }
}
