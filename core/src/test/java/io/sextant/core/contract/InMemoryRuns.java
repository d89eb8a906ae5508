package io.sextant.core.contract;

import io.sextant.core.awareness.RunDocument;
import io.sextant.core.awareness.RunId;
import io.sextant.core.awareness.Runs;
import io.sextant.core.awareness.SavedRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records of exercises in memory, by the shortest code that does what [Runs] says. One thread at a
/// time.
public final class InMemoryRuns implements Runs {
  private final Map<RunId, SavedRun> byId = new LinkedHashMap<>();

  @Override
  public List<SavedRun> list() {
    return byId.values().stream()
        .sorted(
            Comparator.comparing(SavedRun::changed)
                .thenComparing(run -> run.id().value())
                .reversed())
        .toList();
  }

  @Override
  public Optional<SavedRun> find(RunId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public boolean add(RunId id, RunDocument document, String author, Instant now) {
    if (byId.size() >= MOST) {
      return false;
    }
    byId.put(id, new SavedRun(id, 1, author, now, now, document));
    return true;
  }

  @Override
  public Outcome replace(RunId id, int seen, RunDocument document, String author, Instant now) {
    Optional<SavedRun> old = find(id);
    if (old.isEmpty()) {
      return new Outcome.Missing();
    }
    if (old.get().version() != seen) {
      return new Outcome.Outdated(old.get());
    }
    SavedRun next = new SavedRun(id, seen + 1, author, old.get().created(), now, document);
    byId.put(id, next);
    return new Outcome.Done(next);
  }

  @Override
  public Outcome remove(RunId id, int seen) {
    Optional<SavedRun> old = find(id);
    if (old.isEmpty()) {
      return new Outcome.Missing();
    }
    if (old.get().version() != seen) {
      return new Outcome.Outdated(old.get());
    }
    byId.remove(id);
    return new Outcome.Done(old.get());
  }
}
