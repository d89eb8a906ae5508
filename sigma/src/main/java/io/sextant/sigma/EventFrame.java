package io.sextant.sigma;

/// One event while rules are tried on it: the values of each field, and the result of each node of
/// the rules, fetched or worked out at most once. Reused from event to event by one engine.
final class EventFrame {
  /// Shifted left by one and joined with the result, so it must stay below 2^30.
  private static final int MAX_EPOCH = (1 << 30) - 1;

  private final FieldPath[] paths;
  private final FieldValues[] values;
  private final int[] fetched;
  private final int[] results;
  private int epoch;
  private FieldSource source;

  /// @param paths the fields by index; an empty name stands for every value of the event
  /// @param nodes how many results may be remembered
  EventFrame(FieldPath[] paths, int nodes, FieldSource first) {
    this.paths = paths;
    this.values = new FieldValues[paths.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = new FieldValues();
    }
    this.fetched = new int[paths.length];
    this.results = new int[nodes];
    this.source = first;
  }

  /// Turns to another event.
  void reset(FieldSource event) {
    source = event;
    if (++epoch == MAX_EPOCH) {
      java.util.Arrays.fill(fetched, 0);
      java.util.Arrays.fill(results, 0);
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

  /// The name of a field.
  String name(int field) {
    return paths[field].name();
  }
}
