package io.sextant.core.system;

/// Names a trust boundary of its map; letters, digits, `.`, `_` and `-`.
public record BoundaryId(String value) {
  public BoundaryId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
