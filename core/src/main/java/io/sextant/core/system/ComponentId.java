package io.sextant.core.system;

/// Names a component of its map; letters, digits, `.`, `_` and `-`.
public record ComponentId(String value) {
  public ComponentId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
