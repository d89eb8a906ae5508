package io.sextant.sigma;

import java.util.List;

/// The state of one correlation for one group.
abstract sealed class Window permits SlidingWindow, OrderedWindow, ClosingWindow {
  /// Takes the entries that prove a firing, oldest first, and when it became true.
  interface Firing {
    void fire(List<WindowEntry> evidence, long time);
  }

  final CorrelationProgram program;
  final List<String> group;

  /// Number of the window among those of its correlation.
  final long number;

  final long span;
  final long lateness;
  final EntryList entries = new EntryList();

  /// How its table last classed it, and the weight it then had.
  int sizeClass;

  long classedWeight;

  Window(CorrelationProgram program, List<String> group, long number, long lateness) {
    this.program = program;
    this.group = group;
    this.number = number;
    this.span = Micros.of(program.rule().timespan());
    this.lateness = lateness;
  }

  /// An empty window for a correlation.
  static Window of(CorrelationProgram program, List<String> group, long number, long lateness) {
    return program.closes()
        ? new ClosingWindow(program, group, number, lateness)
        : program.rule().type() == CorrelationType.TEMPORAL_ORDERED
            ? new OrderedWindow(program, group, number, lateness)
            : new SlidingWindow(program, group, number, lateness);
  }

  /// Adds an entry and fires when that completes the condition.
  abstract void add(WindowEntry entry, Firing firing);

  /// Takes back an entry that it held when it was saved; entries come in the order they had.
  abstract void restore(WindowEntry entry);

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
