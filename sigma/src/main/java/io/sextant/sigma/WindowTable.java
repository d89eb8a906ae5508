package io.sextant.sigma;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The windows of one correlation by group, in two generations: a group is kept in the first until
/// it is met again. A flood of groups that are met once pushes out its like, not those that build
/// up slowly.
final class WindowTable {
  /// Idle windows looked for on each new one, so that clearing up keeps pace.
  private static final int SWEPT = 2;

  private final SequencedMap<List<String>, Window> once = new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedMap<List<String>, Window> again = new LinkedHashMap<>(16, 0.75f, true);
  private final EngineState state;

  WindowTable(EngineState state) {
    this.state = state;
  }

  /// The window of a group; it counts as met.
  Optional<Window> find(List<String> group) {
    Window known = again.get(group);
    if (known != null) {
      return Optional.of(known);
    }
    Window first = once.remove(group);
    if (first == null) {
      return Optional.empty();
    }
    again.put(group, first);
    if (again.size() > Math.max(1, state.limits.groups() / 2)) {
      Map.Entry<List<String>, Window> stalest = again.pollFirstEntry();
      once.put(stalest.getKey(), stalest.getValue());
    }
    return Optional.of(first);
  }

  /// Adds the window of a new group, and makes room for it.
  void add(Window window, long now) {
    sweep(once, now, SWEPT);
    sweep(again, now, SWEPT);
    while (size() >= state.limits.groups()) {
      evict();
    }
    once.put(window.group, window);
    state.heldGroups++;
  }

  int size() {
    return once.size() + again.size();
  }

  /// Removes windows that nothing can find any more.
  void sweep(long now) {
    sweep(once, now, Integer.MAX_VALUE);
    sweep(again, now, Integer.MAX_VALUE);
  }

  private void sweep(SequencedMap<List<String>, Window> generation, long now, int most) {
    Iterator<Window> windows = generation.values().iterator();
    for (int i = 0; i < most && windows.hasNext(); i++) {
      Window window = windows.next();
      if (!window.isIdle(now)) {
        return;
      }
      windows.remove();
      released(window);
    }
  }

  /// Drops the window that was idle longest, before its time.
  void evict() {
    SequencedMap<List<String>, Window> generation = once.isEmpty() ? again : once;
    Window window = generation.pollFirstEntry().getValue();
    state.evictedGroups++;
    state.evictedEvents += window.size();
    released(window);
  }

  private void released(Window window) {
    state.heldGroups--;
    state.heldEvents -= window.size();
    if (window instanceof ClosingWindow closing) {
      closing.giveUp();
    }
  }
}
