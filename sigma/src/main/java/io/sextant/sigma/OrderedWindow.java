package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// A window that waits for rules to match one after the other. Of all ways to begin it follows the
/// latest, which lives longest; a completed sequence uses up everything up to its end.
final class OrderedWindow extends Window {
  /// The latest way to have come so far. Compared by identity.
  private record Chain(WindowEntry entry, List<Chain> before, long start) {}

  private final List<List<Chain>> reached = new ArrayList<>();

  OrderedWindow(CorrelationProgram program, List<String> group, long lateness) {
    super(program, group, lateness);
    forget();
  }

  private void forget() {
    reached.clear();
    for (int i = 0; i < program.members(); i++) {
      reached.add(List.of());
    }
  }

  @Override
  void add(WindowEntry entry, Firing firing) {
    boolean late = !entries.isEmpty() && entry.time < entries.last().time;
    if (!late) {
      expire(entry.time - span - lateness);
    }
    entries.insert(entry);
    if (!late) {
      if (step(entry, firing)) {
        entries.clear();
      }
      return;
    }
    replay(firing);
  }

  private void expire(long from) {
    int expired = 0;
    while (expired < entries.size() && entries.get(expired).time < from) {
      expired++;
    }
    entries.removeFirst(expired);
  }

  private void replay(Firing firing) {
    forget();
    int used = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (step(entries.get(i), firing)) {
        used = i + 1;
      }
    }
    entries.removeFirst(used);
  }

  /// Follows one entry; whether it completed the sequence.
  private boolean step(WindowEntry entry, Firing firing) {
    int member = entry.member;
    List<Chain> before = member == 0 ? List.of() : reached.get(member - 1);
    if (member > 0) {
      boolean follows =
          !before.isEmpty()
              && before.getFirst().start() >= entry.time - span
              && before.getFirst().entry().sequence != entry.sequence;
      if (!follows) {
        return false;
      }
    }
    long start = member == 0 ? entry.time : before.getFirst().start();
    Chain chain = new Chain(entry, before, start);
    if (member < program.members() - 1) {
      reached.set(member, List.of(chain));
      return false;
    }
    List<WindowEntry> evidence = new ArrayList<>();
    for (List<Chain> link = List.of(chain); !link.isEmpty(); link = link.getFirst().before()) {
      evidence.addFirst(link.getFirst().entry());
    }
    firing.fire(evidence);
    forget();
    return true;
  }

  @Override
  void dropOldest() {
    entries.removeFirst(1);
  }
}
