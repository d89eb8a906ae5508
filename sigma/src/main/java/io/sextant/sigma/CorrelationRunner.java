package io.sextant.sigma;

import io.sextant.sigma.Window.Firing;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Runs one correlation: finds the window of each match and keeps everything within the limits.
final class CorrelationRunner {
  private final CorrelationProgram program;
  private final EngineState state;
  private final WindowTable windows;
  private final long lateness;

  /// Windows to decide later; the same window may stand in it more than once.
  private record Timer(long due, ClosingWindow window) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));

  /// Takes a firing: the window's group and the entries that prove it.
  interface Sink {
    void fired(List<String> group, List<WindowEntry> evidence);
  }

  CorrelationRunner(CorrelationProgram program, EngineState state) {
    this.program = program;
    this.state = state;
    this.windows = new WindowTable(state);
    this.lateness = Micros.of(state.limits.lateness());
  }

  CorrelationProgram program() {
    return program;
  }

  /// Adds one match to its group.
  void add(List<String> group, WindowEntry entry, Sink sink) {
    Window window = windows.find(group).orElseGet(() -> open(group));
    if (!window.entries.isEmpty() && entry.time < window.entries.last().time - lateness) {
      state.lateEvents++;
    }
    int before = window.size();
    Firing firing = evidence -> sink.fired(group, evidence);
    window.add(entry, firing);
    state.heldEvents += window.size() - before;
    if (window instanceof ClosingWindow closing
        && (before == 0 || closing.entries.get(0) == entry)) {
      timers.add(new Timer(closing.due(), closing));
    }
    makeRoom(window);
  }

  private Window open(List<String> group) {
    Window window =
        program.closes()
            ? new ClosingWindow(program, group, lateness)
            : program.rule().type() == CorrelationType.TEMPORAL_ORDERED
                ? new OrderedWindow(program, group, lateness)
                : new SlidingWindow(program, group, lateness);
    windows.add(window, state.newest);
    return window;
  }

  private void makeRoom(Window latest) {
    while (state.isOverfull() && windows.size() > 1) {
      windows.evict();
    }
    while (state.isOverfull() && latest.size() > 1) {
      latest.dropOldest();
      state.heldEvents--;
      state.evictedEvents++;
    }
  }

  /// Decides every window that ended at or before `now`, oldest first.
  void close(long now, Sink sink) {
    while (!timers.isEmpty() && timers.peek().due() <= now) {
      ClosingWindow window = timers.remove().window();
      if (window.isOpen() && window.due() <= now) {
        int before = window.size();
        window.close(evidence -> sink.fired(window.group, evidence));
        state.heldEvents += window.size() - before;
        if (window.isOpen()) {
          timers.add(new Timer(window.due(), window));
        }
      }
    }
  }

  /// Forgets windows that nothing can find any more.
  void sweep(long now) {
    windows.sweep(now);
  }
}
