package io.sextant.server.taxii;

import java.time.Instant;
import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/// An object of a collection, and when it came there.
record TaxiiEntry(ObjectNode object, Instant added) {
  /// The order of answers: what came first, first (TAXII 2.1, 3.4).
  static final Comparator<TaxiiEntry> ORDER =
      Comparator.comparing(TaxiiEntry::added).thenComparing(TaxiiEntry::id);

  String id() {
    return object.path("id").asString();
  }

  String type() {
    return object.path("type").asString();
  }

  /// The time that tells versions of one object apart.
  String version() {
    return object.path("modified").asString(object.path("created").asString());
  }
}
