package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// A window for conditions that can be decided at once: it fires when the number of what lies
/// within the timespan before an entry crosses into the condition, and again only after it has
/// fallen out of it, be it by an entry or just before one.
final class SlidingWindow extends Window {
  private final Tally tally;

  /// Index of the first entry that the tally counts.
  private int active;

  private boolean armed = true;

  SlidingWindow(CorrelationProgram program, List<String> group, long number, long lateness) {
    super(program, group, number, lateness);
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
    armed |= active == entries.size() || !tally.holds();
    entries.insert(entry);
    tally.add(entry);
    if (!tally.holds()) {
      armed = true;
      return;
    }
    if (armed) {
      firing.fire(entries.copy(active, entries.size()), entry.time);
      armed = false;
    }
    entry.reported = true;
  }

  @Override
  void restore(WindowEntry entry) {
    slide(entry.time - span);
    entries.insert(entry);
    tally.add(entry);
    armed = !tally.holds();
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
    armed = !tally.holds();
  }

  /// Consecutive entries at which the condition held without a break.
  private static final class Run {
    private final List<WindowEntry> held = new ArrayList<>();
    private boolean reported;
    private boolean proven;
    private int from;
    private int to;

    Run(boolean reported) {
      this.reported = reported;
    }

    /// Takes the first window that holds the late entry as evidence.
    void proveBy(int windowFrom, int windowTo) {
      if (!proven) {
        proven = true;
        from = windowFrom;
        to = windowTo;
      }
    }
  }

  /// Puts the entry in its place, goes through what is newer again, and fires for every run of the
  /// condition that the entry makes possible and that was not reported. Takes time in proportion to
  /// the entries newer than it.
  ///
  /// Entries before it hold as they did; where the condition held, it was reported. So a run that
  /// comes from before the entry needs no second look.
  private void addLate(WindowEntry entry, Firing firing) {
    rewind(entry.time);
    int index = entries.insert(entry);
    List<Run> runs = new ArrayList<>();
    boolean held = false;
    for (int i = index; i < entries.size(); i++) {
      WindowEntry at = entries.get(i);
      slide(at.time - span);
      boolean before = tally.holds();
      tally.add(at);
      held = tally.holds();
      if (held) {
        if (!before || runs.isEmpty()) {
          runs.add(new Run(before));
        }
        Run run = runs.getLast();
        run.held.add(at);
        run.reported |= at.reported;
        if (active <= index) {
          run.proveBy(active, i + 1);
        }
      }
    }
    armed = !held;
    runs.forEach(run -> settle(run, firing));
  }

  /// Makes the tally that of the entries not newer than a time, within the timespan before it.
  private void rewind(long time) {
    for (int i = entries.size() - 1; i >= 0 && entries.get(i).time > time; i--) {
      if (i >= active) {
        tally.remove(entries.get(i));
      }
    }
    while (active > 0 && entries.get(active - 1).time >= time - span) {
      active--;
      if (entries.get(active).time <= time) {
        tally.add(entries.get(active));
      }
    }
  }

  private void settle(Run run, Firing firing) {
    if (!run.reported && run.proven) {
      firing.fire(entries.copy(run.from, run.to), entries.get(run.to - 1).time);
      run.reported = true;
    }
    if (run.reported) {
      run.held.forEach(at -> at.reported = true);
    }
  }
}
