package io.sextant.core.system;

/// Names a asset of its map; letters, digits, `.`, `_` and `-`.
public record AssetId(String value) {
  public AssetId {
    Ids.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
