package io.sextant.sigma;

import java.util.Optional;

/// The index of one field, made when a value of the field is first searched: most fields that rules
/// name never come, and some have a hundred thousand texts. Shared by all frames.
final class LazyIndex {
  /// Gone when the index is there.
  private Optional<FieldIndex.Builder> builder;

  private Optional<FieldIndex> index = Optional.empty();

  LazyIndex(FieldIndex.Builder builder) {
    this.builder = Optional.of(builder);
  }

  synchronized FieldIndex get() {
    if (index.isEmpty()) {
      index = builder.map(FieldIndex.Builder::build);
      builder = Optional.empty();
    }
    return index.orElseThrow();
  }
}
