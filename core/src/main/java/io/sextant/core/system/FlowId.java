package io.sextant.core.system;

/// Names a data flow of its map; letters, digits, `.`, `_` and `-`.
public record FlowId(String value) {
  public FlowId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
