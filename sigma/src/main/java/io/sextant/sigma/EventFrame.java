package io.sextant.sigma;

import java.util.Arrays;
import java.util.List;

/// One event while rules are tried on it: the values of each field, and the result of each node of
/// the rules, fetched or worked out at most once. Reused from event to event by one engine.
final class EventFrame {
  /// Shifted left by one and joined with the result, so it must stay below 2^30.
  private static final int MAX_EPOCH = (1 << 30) - 1;

  private final FieldPath[] paths;
  private final FieldValues[] values;
  private final int[] fetched;
  private final int[] results;
  private final Searcher[] searchers;
  private final int[] searched;
  private final int[] seen;
  private final long[] candidates;
  private int epoch;
  private FieldSource source;

  /// @param paths the fields by index; an empty name stands for every value of the event
  /// @param nodes how many results may be remembered
  /// @param indexes by field, what rules look for in it
  /// @param rules how many rules may become candidates
  EventFrame(
      FieldPath[] paths,
      int nodes,
      FieldIndex[] indexes,
      int witnesses,
      int rules,
      FieldSource first) {
    this.paths = paths;
    this.values = new FieldValues[paths.length];
    this.searchers = new Searcher[paths.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = new FieldValues();
      searchers[i] = new Searcher(indexes[i]);
    }
    this.fetched = new int[paths.length];
    this.results = new int[nodes];
    this.searched = new int[paths.length];
    this.seen = new int[witnesses];
    this.candidates = new long[(rules + 63) >> 6];
    this.source = first;
  }

  /// Looks for everything in one field, and notes what was seen.
  private final class Searcher implements FieldIndex.Sink {
    private final FieldIndex index;

    Searcher(FieldIndex index) {
      this.index = index;
    }

    @Override
    public void seen(FieldIndex.Target target) {
      if (seen[target.number()] != epoch) {
        seen[target.number()] = epoch;
        for (int rule : target.rules()) {
          candidates[rule >> 6] |= 1L << rule;
        }
      }
    }
  }

  /// Turns to another event.
  void reset(FieldSource event) {
    source = event;
    Arrays.fill(candidates, 0);
    if (++epoch == MAX_EPOCH) {
      Arrays.fill(fetched, 0);
      Arrays.fill(results, 0);
      Arrays.fill(searched, 0);
      Arrays.fill(seen, 0);
      epoch = 1;
    }
  }

  FieldValues values(int field) {
    FieldValues found = values[field];
    if (fetched[field] != epoch) {
      fetched[field] = epoch;
      found.clear();
      if (paths[field].name().isEmpty()) {
        source.collectAll(found);
      } else {
        source.collect(paths[field], found);
      }
    }
    return found;
  }

  /// The members of the arrays that a field holds.
  ///
  /// @param arraysOnly whether a value that is no array has no members; else it is its own only one
  List<FieldSource> members(int field, boolean arraysOnly) {
    return source.members(paths[field], arraysOnly);
  }

  /// Whether the node's result is known for this event.
  boolean isKnown(int node) {
    return results[node] >> 1 == epoch;
  }

  boolean result(int node) {
    return (results[node] & 1) != 0;
  }

  void remember(int node, boolean result) {
    results[node] = epoch << 1 | (result ? 1 : 0);
  }

  /// Looks through a field, once for each event.
  void search(int field) {
    if (searched[field] != epoch) {
      searched[field] = epoch;
      searchers[field].index.search(values(field), searchers[field]);
    }
  }

  /// Whether of each set one witness was seen.
  ///
  /// @param sets witnesses of one field, by number
  boolean admits(int field, int[][] sets) {
    if (sets.length > 0) {
      search(field);
      for (int[] set : sets) {
        if (!sawOneOf(set)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean sawOneOf(int[] set) {
    for (int witness : set) {
      if (seen[witness] == epoch) {
        return true;
      }
    }
    return false;
  }

  /// Of 64 rules, as bits, those for which something was seen.
  long candidates(int word) {
    return candidates[word];
  }

  /// The name of a field.
  String name(int field) {
    return paths[field].name();
  }
}
