package io.sextant.sigma;

import io.sextant.sigma.RuleExpression.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A window that waits for rules to match one after the other, in one of several ways. Of all
/// places to begin it follows the latest, which lives longest; a completed sequence uses up
/// everything up to its end.
final class OrderedWindow extends Window {
  /// The latest way to have come so far; compared by identity.
  private record Chain(WindowEntry entry, Optional<Chain> before, WindowEntry start) {}

  /// How far each way has come: by way and step, the latest chain that ends there. Never changed,
  /// so that an entry that comes late can go back to what was.
  record Progress(List<List<Optional<Chain>>> reached) {}

  private final List<Alternative> ways;
  private final List<List<Integer>> steps;
  private final Progress nothing;
  private Progress progress;

  OrderedWindow(CorrelationProgram program, List<String> group, long number, long lateness) {
    super(program, group, number, lateness);
    this.ways = program.alternatives();
    this.steps = ways.stream().map(way -> List.copyOf(way.required())).toList();
    this.nothing = new Progress(steps.stream().map(OrderedWindow::untouched).toList());
    this.progress = nothing;
  }

  private static List<Optional<Chain>> untouched(List<Integer> steps) {
    return steps.stream().map(_ -> Optional.<Chain>empty()).toList();
  }

  @Override
  void add(WindowEntry entry, Firing firing) {
    boolean late = !entries.isEmpty() && entry.time < entries.last().time;
    if (!late) {
      expire(entry.time - span - lateness);
    }
    int index = entries.insert(entry);
    if (late) {
      progress = entries.get(index + 1).before.orElse(nothing);
    }
    int used = 0;
    for (int i = index; i < entries.size(); i++) {
      if (step(entries.get(i), firing)) {
        used = i + 1;
      }
    }
    entries.removeFirst(used);
  }

  @Override
  void restore(WindowEntry entry) {
    entries.insert(entry);
    step(
        entry,
        (_, _) -> {
          throw new IllegalArgumentException("a saved sequence is already complete");
        });
  }

  private void expire(long from) {
    int expired = 0;
    while (expired < entries.size() && entries.get(expired).time < from) {
      entries.get(expired++).dropped = true;
    }
    entries.removeFirst(expired);
  }

  /// Follows one entry; whether it completed a sequence.
  private boolean step(WindowEntry entry, Firing firing) {
    entry.before = Optional.of(progress);
    List<List<Optional<Chain>>> next = new ArrayList<>(progress.reached());
    for (int way = 0; way < ways.size(); way++) {
      if (ways.get(way).forbidden().contains(entry.member)) {
        next.set(way, nothing.reached().get(way));
        continue;
      }
      int at = steps.get(way).indexOf(entry.member);
      Optional<Chain> chain = at < 0 ? Optional.empty() : follow(next.get(way), at, entry);
      if (chain.isPresent() && at == steps.get(way).size() - 1) {
        firing.fire(evidence(chain), entry.time);
        progress = nothing;
        return true;
      }
      if (chain.isPresent()) {
        List<Optional<Chain>> reached = new ArrayList<>(next.get(way));
        reached.set(at, chain);
        next.set(way, List.copyOf(reached));
      }
    }
    progress = new Progress(next);
    return false;
  }

  private Optional<Chain> follow(List<Optional<Chain>> reached, int at, WindowEntry entry) {
    if (at == 0) {
      return Optional.of(new Chain(entry, Optional.empty(), entry));
    }
    return reached
        .get(at - 1)
        .filter(before ->
            before.start().time >= entry.time - span
                && !before.start().dropped
                && before.entry().sequence != entry.sequence)
        .map(before -> new Chain(entry, Optional.of(before), before.start()));
  }

  private static List<WindowEntry> evidence(Optional<Chain> last) {
    List<WindowEntry> evidence = new ArrayList<>();
    for (Optional<Chain> link = last; link.isPresent(); link = link.get().before()) {
      evidence.addFirst(link.get().entry());
    }
    return evidence;
  }

  @Override
  void dropOldest() {
    entries.get(0).dropped = true;
    entries.removeFirst(1);
  }
}
