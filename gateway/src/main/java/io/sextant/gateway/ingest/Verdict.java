package io.sextant.gateway.ingest;

import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was decided about one record or document.
///
/// @param reasons the rules that spoke for it, with their techniques
/// @param notes what was seen, in words; of what simply passes, none
/// @param digest SHA-256 of the content
/// @param copy what may be taken in instead, when it was redacted, written as its source does
/// @param receipt place in the ledger; what simply passes stands in the account of the batch
/// @param quarantined its number there, when it was refused
public record Verdict(
    Read read,
    Decision decision,
    List<Reason> reasons,
    List<String> notes,
    String digest,
    Optional<String> copy,
    OptionalLong receipt,
    Optional<String> quarantined) {
  public Verdict {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
  }

  /// A verdict that is not yet written down.
  static Verdict of(
      Examined examined,
      Decision decision,
      List<Reason> reasons,
      List<String> notes,
      Optional<String> copy) {
    return new Verdict(
        examined.read(),
        decision,
        reasons,
        notes,
        examined.digest(),
        copy,
        OptionalLong.empty(),
        Optional.empty());
  }

  Verdict at(long place) {
    return new Verdict(
        read, decision, reasons, notes, digest, copy, OptionalLong.of(place), quarantined);
  }

  Verdict in(String quarantine) {
    return new Verdict(
        read, decision, reasons, notes, digest, copy, receipt, Optional.of(quarantine));
  }

  /// Whether it went to quarantine.
  public boolean refused() {
    return decision == Decision.BLOCK || decision == Decision.HOLD;
  }

  /// What may be taken in, written as its source does; empty when nothing may.
  public Optional<String> taken() {
    return refused() ? Optional.empty() : copy.or(() -> Optional.of(read.raw()));
  }

  /// As the API writes it.
  public ObjectNode json() {
    ObjectNode json = Json.object().put("place", read.place()).put("decision", decision.label());
    if (read instanceof Read.Unreadable bad) {
      if (bad.line() > 0) {
        json.put("line", bad.line());
      }
      if (bad.column() > 0) {
        json.put("column", bad.column());
      }
    }
    json.put("digest", digest);
    if (!reasons.isEmpty()) {
      reasons(reasons, json.putArray("reasons"));
    }
    if (!notes.isEmpty()) {
      ArrayNode list = json.putArray("notes");
      notes.forEach(list::add);
    }
    receipt.ifPresent(it -> json.put("receipt", it));
    quarantined.ifPresent(it -> json.put("quarantine", it));
    copy.ifPresent(it -> json.put("copy", it));
    return json;
  }

  static void reasons(List<Reason> reasons, ArrayNode to) {
    for (Reason reason : reasons) {
      ArrayNode techniques = to.addObject().put("rule", reason.rule()).putArray("techniques");
      reason.techniques().forEach(techniques::add);
    }
  }
}
