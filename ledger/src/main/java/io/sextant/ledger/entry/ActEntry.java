package io.sextant.ledger.entry;

import io.sextant.ledger.LedgerException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody did to the rules or the data themselves, as it stands in the log: a policy put in
/// force, a record released from quarantine.
///
/// @param act what was done, such as `policy.enabled`
/// @param subject what it was done to, such as the digest of a policy; no text of a person
/// @param actor pseudonym of who did it
/// @param bodies what it was done with and why, such as the reason
public record ActEntry(
    Instant time, String act, String subject, String actor, List<BodyRecord> bodies) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String TYPE = "act";

  public ActEntry {
    bodies = List.copyOf(bodies);
  }

  /// The bytes of the entry: one JSON object, its keys always in one order.
  public byte[] bytes() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("type", TYPE)
        .put("time", time.toString())
        .put("act", act)
        .put("subject", subject)
        .put("actor", actor);
    ArrayNode kept = node.putArray("bodies");
    bodies.forEach(body -> kept.add(body.json()));
    return MAPPER.writeValueAsBytes(node);
  }

  /// The act that bytes hold; empty when they are another entry.
  ///
  /// @throws LedgerException MALFORMED when they claim to be one and are not
  public static Optional<ActEntry> parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (!node.path("type").asString("").equals(TYPE)) {
        return Optional.empty();
      }
      return Optional.of(
          new ActEntry(
              Instant.parse(node.path("time").asString("")),
              node.path("act").asString(""),
              node.path("subject").asString(""),
              node.path("actor").asString(""),
              BodyRecord.all(node.path("bodies"))));
    } catch (JacksonException | java.time.DateTimeException | IllegalArgumentException e) {
      throw new LedgerException(
          LedgerException.Reason.MALFORMED, "not an act: " + e.getMessage(), e);
    }
  }
}
