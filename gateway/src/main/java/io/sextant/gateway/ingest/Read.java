package io.sextant.gateway.ingest;

import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// What a source gave: something to decide about, or something that cannot be read, which therefore
/// cannot pass.
public sealed interface Read {
  /// File and line, or the name of a document.
  String place();

  /// As it was written; of what cannot be read, its beginning.
  String raw();

  /// A record.
  ///
  /// @param raw as it was written
  /// @param form writes the record again after a change, as its source does
  record Row(
      String place,
      ObjectNode row,
      Provenance provenance,
      String raw,
      Function<ObjectNode, String> form)
      implements Read {}

  /// A document.
  ///
  /// @param raw as it was written, markup included
  /// @param text what a reader sees of it, and what they do not
  record Document(String place, Provenance provenance, String raw, Markup text) implements Read {}

  /// Something that cannot be read.
  ///
  /// @param line from 1; 0 when it has none
  /// @param column from 1; 0 when it is not known
  /// @param raw its beginning
  record Unreadable(String place, long line, int column, String code, String message, String raw)
      implements Read {}
}
