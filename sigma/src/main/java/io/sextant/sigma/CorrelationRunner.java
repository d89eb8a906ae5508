package io.sextant.sigma;

import io.sextant.sigma.Window.Firing;
import java.util.List;

/// Runs one correlation: finds the window of each match.
final class CorrelationRunner {
  private final CorrelationProgram program;
  private final long lateness;
  final WindowTable windows;

  /// Windows opened so far.
  long opened;

  CorrelationRunner(CorrelationProgram program, EngineState state) {
    this.program = program;
    this.windows = new WindowTable(state);
    this.lateness = state.limits.inOrder() ? 0 : Micros.of(state.limits.lateness());
  }

  CorrelationProgram program() {
    return program;
  }

  /// Adds one match to its group; gives the group's window.
  Window add(List<String> group, WindowEntry entry, Firing firing) {
    Window window = windows.find(group).orElseGet(() -> open(group));
    window.add(entry, firing);
    windows.touched(window);
    return window;
  }

  private Window open(List<String> group) {
    Window window = empty(group, opened++);
    windows.add(window);
    return window;
  }

  /// A window as it is before it holds anything.
  Window empty(List<String> group, long number) {
    return Window.of(program, group, number, lateness);
  }

  /// Decides a window that ended.
  void close(ClosingWindow window, Firing firing) {
    window.close(firing);
    windows.touched(window);
  }
}
