package io.sextant.ledger.entry;

import io.sextant.ledger.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the log keeps of a body: never the body.
///
/// @param kind for example `request`
/// @param place where the [BodyVault] holds it
/// @param bytes its length
/// @param hash SHA-256 over 32 random bytes, which stand with the body, and the body: without them
///   nobody can try texts against it
public record BodyRecord(String kind, String place, int bytes, Hash hash) {
  /// The record as it stands in an entry.
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", kind)
        .put("place", place)
        .put("bytes", bytes)
        .put("hash", hash.base64());
  }

  /// @throws io.sextant.ledger.LedgerException MALFORMED when it is none
  public static BodyRecord of(JsonNode body) {
    return new BodyRecord(
        body.path("kind").asString(""),
        body.path("place").asString(""),
        body.path("bytes").asInt(),
        Hash.ofBase64(body.path("hash").asString("")));
  }

  static List<BodyRecord> all(JsonNode list) {
    List<BodyRecord> bodies = new ArrayList<>();
    list.forEach(body -> bodies.add(of(body)));
    return bodies;
  }
}
