package io.sextant.sigma;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event while rules are tried on it: the values of each field, and the result of each node of
/// the rules, fetched or worked out at most once. Reused from event to event by one engine.
final class EventFrame {
  /// Shifted left by one and joined with the result, so it must stay below 2^30.
  private static final int MAX_EPOCH = (1 << 30) - 1;

  private final FieldPath[] paths;
  private final FieldValues[] values;
  private final int[] fetched;
  private final int[] results;
  private final GateTexts.@Nullable Scan[] gates;
  private final int[] scanned;
  private final int[] seen;
  private int epoch;
  private FieldSource source;

  /// @param paths the fields by index; an empty name stands for every value of the event
  /// @param nodes how many results may be remembered
  /// @param gates by field, what finds the texts of its gates
  EventFrame(
      FieldPath[] paths,
      int nodes,
      Map<Integer, GateTexts.Scan> gates,
      int gateTexts,
      FieldSource first) {
    this.paths = paths;
    this.values = new FieldValues[paths.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = new FieldValues();
    }
    this.fetched = new int[paths.length];
    this.results = new int[nodes];
    this.gates = new GateTexts.Scan[paths.length];
    gates.forEach((field, scan) -> this.gates[field] = scan);
    this.scanned = new int[paths.length];
    this.seen = new int[gateTexts];
    this.source = first;
  }

  /// Turns to another event.
  void reset(FieldSource event) {
    source = event;
    if (++epoch == MAX_EPOCH) {
      Arrays.fill(fetched, 0);
      Arrays.fill(results, 0);
      Arrays.fill(scanned, 0);
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

  /// Whether of each set of the gate one text may occur in the field.
  boolean admits(Gate gate) {
    scan(gate.field());
    for (List<Integer> set : gate.sets()) {
      boolean found = false;
      for (int i = 0; i < set.size() && !found; i++) {
        found = seen[set.get(i)] == epoch;
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private void scan(int field) {
    GateTexts.Scan scan = gates[field];
    if (scan != null && scanned[field] != epoch) {
      scanned[field] = epoch;
      FieldValues found = values(field);
      for (int i = 0; i < found.size(); i++) {
        scan.run(found.get(i).text(), text -> seen[text] = epoch);
      }
    }
  }

  /// The name of a field.
  String name(int field) {
    return paths[field].name();
  }
}
