package io.sextant.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The windows of one correlation by group, in classes by size: windows of 1, 2 to 3, 4 to 7, …
/// entries. When room is short, the class that takes most of it gives first, and in it the window
/// that was idle longest. So a flood of groups pushes out its like, not those that build up slowly:
/// to drop a group with eight events, a flood must give that many to each of its own.
final class WindowTable {
  /// Idle windows looked for on each new one, so that clearing up keeps pace.
  private static final int SWEPT = 2;

  private static final int CLASSES = 33;

  private final Map<List<String>, Window> byGroup = new HashMap<>();

  /// By class, the windows, the longest idle first. A class that was never needed is empty.
  private final List<SequencedSet<Window>> classes = new ArrayList<>();

  private final long[] weights = new long[CLASSES];
  private final EngineState state;
  private long weight;

  WindowTable(EngineState state) {
    this.state = state;
    for (int i = 0; i < CLASSES; i++) {
      classes.add(new LinkedHashSet<>());
    }
  }

  Optional<Window> find(List<String> group) {
    return Optional.ofNullable(byGroup.get(group));
  }

  /// Adds the window of a new group, and makes room for it.
  void add(Window window) {
    for (SequencedSet<Window> windows : classes) {
      sweep(windows, SWEPT);
    }
    while (byGroup.size() >= state.limits.groups()) {
      evict();
    }
    byGroup.put(window.group, window);
    state.heldGroups++;
  }

  /// Adds a window that was saved; windows come in the order that [#all] gives.
  void restore(Window window) {
    byGroup.put(window.group, window);
    state.heldGroups++;
    touched(window);
  }

  /// Takes note of a window that was met and may have changed in size.
  void touched(Window window) {
    leave(window);
    if (window.entries.isEmpty()) {
      byGroup.remove(window.group);
      state.heldGroups--;
      return;
    }
    enter(window);
    classes.get(window.sizeClass).addLast(window);
  }

  private void leave(Window window) {
    classes.get(window.sizeClass).remove(window);
    account(window, -window.classedWeight);
    window.classedWeight = 0;
  }

  private void enter(Window window) {
    window.sizeClass = Integer.SIZE - Integer.numberOfLeadingZeros(window.size());
    window.classedWeight = window.entries.weight();
    account(window, window.classedWeight);
  }

  private void account(Window window, long change) {
    weights[window.sizeClass] += change;
    weight += change;
    state.heldEvents += change;
  }

  /// What all windows hold.
  long weight() {
    return weight;
  }

  /// Removes windows that nothing can find any more.
  void sweep() {
    for (SequencedSet<Window> windows : classes) {
      sweep(windows, Integer.MAX_VALUE);
    }
  }

  private void sweep(SequencedSet<Window> windows, int most) {
    Iterator<Window> left = windows.iterator();
    for (int i = 0; i < most && left.hasNext(); i++) {
      Window window = left.next();
      if (!window.isIdle(state.settled)) {
        return;
      }
      left.remove();
      account(window, -window.classedWeight);
      byGroup.remove(window.group);
      state.heldGroups--;
    }
  }

  /// Drops a window before its time.
  private void evict() {
    int most = 0;
    for (int i = 1; i < CLASSES; i++) {
      most = classes.get(i).size() > classes.get(most).size() ? i : most;
    }
    Window window = classes.get(most).getFirst();
    state.evictedGroups++;
    state.evictedEvents += window.entries.weight();
    window.entries.removeFirst(window.size());
    touched(window);
  }

  /// Gives up an entry of a window before its time.
  void giveUpOne() {
    int most = 0;
    for (int i = 1; i < CLASSES; i++) {
      most = weights[i] > weights[most] ? i : most;
    }
    Window window = classes.get(most).getFirst();
    leave(window);
    state.evictedEvents += window.entries.get(0).weight();
    window.dropOldest();
    if (window.entries.isEmpty()) {
      state.evictedGroups++;
      byGroup.remove(window.group);
      state.heldGroups--;
      return;
    }
    enter(window);
    classes.get(window.sizeClass).addFirst(window);
  }

  /// The windows, class by class, the longest idle first.
  List<Window> all() {
    return classes.stream().flatMap(SequencedSet::stream).toList();
  }
}
