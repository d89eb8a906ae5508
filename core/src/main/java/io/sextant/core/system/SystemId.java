package io.sextant.core.system;

/// Names a system; letters, digits, `.`, `_` and `-`.
public record SystemId(String value) {
  public SystemId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
