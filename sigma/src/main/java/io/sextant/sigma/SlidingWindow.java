package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// A window for conditions that can be decided at once: it fires when the number of what lies
/// within the timespan before an entry crosses into the condition, and again only after it has
/// fallen out of it.
final class SlidingWindow extends Window {
  private final Tally tally;

  /// Index of the first entry that the tally counts.
  private int active;

  private boolean armed = true;

  SlidingWindow(CorrelationProgram program, List<String> group, long lateness) {
    super(program, group, lateness);
    this.tally = Tally.of(program);
  }

  @Override
  void add(WindowEntry entry, Firing firing) {
    if (!entries.isEmpty() && entry.time < entries.last().time) {
      addLate(entry, firing);
      return;
    }
    slide(entry.time - span);
    expire(entry.time - span - lateness);
    armed |= !program.holds(tally.count());
    entries.insert(entry);
    tally.add(entry);
    if (program.holds(tally.count())) {
      if (armed) {
        firing.fire(entries.copy(active, entries.size()));
        armed = false;
      }
      entry.reported = true;
    }
  }

  private void slide(long from) {
    while (active < entries.size() && entries.get(active).time < from) {
      tally.remove(entries.get(active++));
    }
  }

  private void expire(long from) {
    int expired = 0;
    while (expired < active && entries.get(expired).time < from) {
      expired++;
    }
    entries.removeFirst(expired);
    active -= expired;
  }

  @Override
  void dropOldest() {
    if (active == 0) {
      tally.remove(entries.get(0));
    } else {
      active--;
    }
    entries.removeFirst(1);
  }

  /// Consecutive entries at which the condition held without a break.
  private static final class Run {
    private final List<WindowEntry> held = new ArrayList<>();
    private List<WindowEntry> evidence = List.of();
    private boolean reported;
  }

  /// Goes through all held entries again, and fires for every run of the condition that the entry
  /// makes possible and that was not reported.
  private void addLate(WindowEntry entry, Firing firing) {
    int index = entries.insert(entry);
    tally.clear();
    active = 0;
    List<Run> runs = new ArrayList<>();
    boolean held = false;
    for (int i = 0; i < entries.size(); i++) {
      WindowEntry at = entries.get(i);
      slide(at.time - span);
      boolean before = program.holds(tally.count());
      tally.add(at);
      held = program.holds(tally.count());
      if (held) {
        if (!before || runs.isEmpty()) {
          runs.add(new Run());
        }
        Run run = runs.getLast();
        run.held.add(at);
        run.reported |= at.reported;
        if (run.evidence.isEmpty() && active <= index && index <= i) {
          run.evidence = entries.copy(active, i + 1);
        }
      }
    }
    armed = !held;
    for (Run run : runs) {
      if (!run.reported && !run.evidence.isEmpty()) {
        firing.fire(run.evidence);
        run.reported = true;
      }
      if (run.reported) {
        run.held.forEach(at -> at.reported = true);
      }
    }
  }
}
