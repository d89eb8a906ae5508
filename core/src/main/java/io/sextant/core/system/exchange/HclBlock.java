package io.sextant.core.system.exchange;

import io.sextant.core.document.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A block of HCL 2: `type "label" { name = value … }`.
///
/// @param attributes plain texts, numbers and truth values as written; texts of a list joined by
///   line ends; other expressions left out
record HclBlock(
    Place place,
    String type,
    List<String> labels,
    Map<String, String> attributes,
    List<HclBlock> blocks) {
  String label() {
    return labels.isEmpty() ? "" : labels.getLast();
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  Stream<HclBlock> blocks(String wanted) {
    return blocks.stream().filter(block -> block.type.equals(wanted));
  }

  /// This and every block inside it.
  Stream<HclBlock> all() {
    return Stream.concat(Stream.of(this), blocks.stream().flatMap(HclBlock::all));
  }
}
