package io.sextant.ledger.entry;

import io.sextant.ledger.LedgerException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One decision as it stands in the log: what was decided, why, by which policy and detectors, for
/// whom by pseudonym, over which bodies by salted hash.
///
/// @param principal a pseudonym, see [Pseudonyms]
/// @param policyDigest of the policy that decided
/// @param detectors name to version
public record DecisionEntry(
    Instant time,
    Decision decision,
    List<Reason> reasons,
    String policyDigest,
    Map<String, String> detectors,
    String principal,
    List<BodyRecord> bodies) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String TYPE = "decision";
  private static final int USUAL_BYTES = 512;

  public DecisionEntry {
    reasons = List.copyOf(reasons);
    detectors = Map.copyOf(detectors);
    bodies = List.copyOf(bodies);
  }

  /// The bytes of the entry: one JSON object, its keys always in one order. Every request makes
  /// one, so it is written without a tree between.
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", TYPE);
      json.writeStringProperty("time", time.toString());
      json.writeStringProperty("decision", decision.name());
      json.writeArrayPropertyStart("reasons");
      for (Reason reason : reasons) {
        json.writeStartObject();
        json.writeStringProperty("rule", reason.rule());
        json.writeArrayPropertyStart("techniques");
        reason.techniques().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringProperty("policy", policyDigest);
      json.writeObjectPropertyStart("detectors");
      new TreeMap<>(detectors).forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeStringProperty("principal", principal);
      json.writeArrayPropertyStart("bodies");
      bodies.forEach(body -> json.writeTree(body.json()));
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// Whether the bytes hold a decision.
  ///
  /// @throws LedgerException MALFORMED when they hold none
  public static DecisionEntry parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (!node.path("type").asString("").equals(TYPE)) {
        throw new LedgerException(LedgerException.Reason.MALFORMED, "this entry is no decision");
      }
      List<Reason> reasons = new ArrayList<>();
      for (JsonNode reason : node.path("reasons")) {
        List<String> techniques = new ArrayList<>();
        reason.path("techniques").forEach(id -> techniques.add(id.asString("")));
        reasons.add(new Reason(reason.path("rule").asString(""), techniques));
      }
      Map<String, String> detectors = new TreeMap<>();
      node.path("detectors")
          .properties()
          .forEach(p -> detectors.put(p.getKey(), p.getValue().asString("")));
      return new DecisionEntry(
          Instant.parse(node.path("time").asString("")),
          Decision.valueOf(node.path("decision").asString("")),
          reasons,
          node.path("policy").asString(""),
          detectors,
          node.path("principal").asString(""),
          BodyRecord.all(node.path("bodies")));
    } catch (JacksonException | java.time.DateTimeException | IllegalArgumentException e) {
      throw new LedgerException(
          LedgerException.Reason.MALFORMED, "not a decision: " + e.getMessage(), e);
    }
  }
}
