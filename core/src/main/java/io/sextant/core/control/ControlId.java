package io.sextant.core.control;

import io.sextant.core.system.Ids;

/// Names a control of an organisation; letters, digits, `.`, `_` and `-`.
public record ControlId(String value) implements Comparable<ControlId> {
  public ControlId {
    if (!Ids.valid(value)) {
      throw new IllegalArgumentException("not an id: " + value);
    }
  }

  @Override
  public int compareTo(ControlId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
