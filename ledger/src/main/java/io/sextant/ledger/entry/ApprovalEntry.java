package io.sextant.ledger.entry;

import io.sextant.ledger.LedgerException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One step of an approval as it stands in the log.
///
/// @param approval the same in every step of one approval
/// @param decision place of the HOLD that it is about
/// @param principal pseudonym of who asked
/// @param actor pseudonym of who did this step; empty when nobody did, as when time ran out
/// @param request pseudonym of what is approved: the same request always alike
/// @param policyDigest of the policy that asked for it
/// @param expires when it ends by itself, as things stand after this step
/// @param bodies the reason given, if any
public record ApprovalEntry(
    Instant time,
    String approval,
    Step step,
    long decision,
    String principal,
    String actor,
    String request,
    String policyDigest,
    Instant expires,
    List<BodyRecord> bodies) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String TYPE = "approval";

  /// What can happen to an approval.
  public enum Step {
    ASKED,
    /// One approver agreed; whether that is enough, the rule says.
    AGREED,
    REFUSED,
    /// Nobody decided, or nobody used it, in time.
    EXPIRED,
    /// Who asked has left.
    CANCELLED,
    USED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Step> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
  }

  public ApprovalEntry {
    bodies = List.copyOf(bodies);
  }

  /// The bytes of the entry: one JSON object, its keys always in one order.
  public byte[] bytes() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("type", TYPE)
        .put("time", time.toString())
        .put("approval", approval)
        .put("step", step.label())
        .put("decision", decision)
        .put("principal", principal)
        .put("actor", actor)
        .put("request", request)
        .put("policy", policyDigest)
        .put("expires", expires.toString());
    ArrayNode kept = node.putArray("bodies");
    bodies.forEach(body -> kept.add(body.json()));
    return MAPPER.writeValueAsBytes(node);
  }

  /// The step that bytes hold; empty when they are another entry.
  ///
  /// @throws LedgerException MALFORMED when they claim to be one and are not
  public static Optional<ApprovalEntry> parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (!node.path("type").asString("").equals(TYPE)) {
        return Optional.empty();
      }
      return Optional.of(
          new ApprovalEntry(
              Instant.parse(node.path("time").asString("")),
              node.path("approval").asString(""),
              Step.of(node.path("step").asString("")).orElseThrow(),
              node.path("decision").asLong(),
              node.path("principal").asString(""),
              node.path("actor").asString(""),
              node.path("request").asString(""),
              node.path("policy").asString(""),
              Instant.parse(node.path("expires").asString("")),
              BodyRecord.all(node.path("bodies"))));
    } catch (JacksonException
        | java.time.DateTimeException
        | java.util.NoSuchElementException
        | IllegalArgumentException e) {
      throw new LedgerException(
          LedgerException.Reason.MALFORMED, "not a step of an approval: " + e.getMessage(), e);
    }
  }
}
