package io.sextant.gateway.ingest;

import io.sextant.core.telemetry.Category;
import io.sextant.core.telemetry.Told;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.ingest.Examined.Judged;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells of checked data as events: of each record that did not simply pass one of category
/// `guardrail`, of each batch one of category `dataset`. Pure.
final class IngestEvents {
  private static final String NAME = "sextant-data-gate";

  private IngestEvents() {}

  static Told record(IngestFacts.About about, Verdict verdict, Judged judged, Instant time) {
    Told told = common(about, Category.GUARDRAIL, time);
    ObjectNode event = told.body();
    event.put("gen_ai.guardrail.name", NAME);
    event.put(
        "gen_ai.guardrail.action",
        switch (verdict.decision()) {
          case ALLOW, LOG -> "allowed";
          case CONSTRAIN -> "masked";
          case BLOCK, HOLD -> "blocked";
        });
    ArrayNode categories = event.putArray("gen_ai.guardrail.category");
    categories(about, judged).forEach(categories::add);
    Content content = judged.content();
    if (content.readsLikeAttack()) {
      event.put("gen_ai.guardrail.score", content.score());
    }
    raw(event, verdict.decision(), verdict.reasons(), verdict.receipt().orElse(-1))
        .put("sextant.place", verdict.read().place())
        .put("sextant.quarantine", verdict.quarantined().orElse(""));
    event.put("dataset.source", judged.examined().provenance().source());
    event.put("dataset.digest", "sha256:" + verdict.digest());
    return told;
  }

  private static Set<String> categories(IngestFacts.About about, Judged judged) {
    Set<String> categories = new TreeSet<>();
    Examined examined = judged.examined();
    if (examined.read() instanceof Read.Unreadable) {
      categories.add("unreadable");
      return categories;
    }
    Provenance from = examined.provenance();
    if (judged.content().readsLikeAttack()) {
      categories.add("prompt_injection");
    }
    if (!judged.content().personal().isEmpty()) {
      categories.add("pii");
    }
    if (!judged.content().secrets().isEmpty()) {
      categories.add("secret");
    }
    if (!from.missing(about.set().require()).isEmpty()) {
      categories.add("provenance_missing");
    }
    if (!about.set().takesSource(from.source()) || !about.set().takesLicence(from.licence())) {
      categories.add("provenance_not_allowed");
    }
    if (examined.digestState().equals("differs")) {
      categories.add("content_altered");
    }
    if (!examined.departures().isEmpty()) {
      categories.add("schema");
    }
    if (examined.hidden() > 0) {
      categories.add("hidden_text");
    }
    switch (judged.meeting()) {
      case NEW -> {}
      case DUPLICATE -> categories.add("duplicate");
      case CONFLICT -> categories.add("label_conflict");
    }
    return categories;
  }

  static Told batch(IngestFacts.About about, BatchVerdict verdict, Instant time) {
    Told told = common(about, Category.DATASET, time);
    ObjectNode event = told.body();
    event.put("dataset.action", "upload");
    event.put("dataset.rows.count", verdict.tally().records());
    event.put("dataset.rows.refused", verdict.tally().refused());
    event.put("dataset.digest", "sha256:" + verdict.manifest());
    // It was let through by rules that people wrote, or held until a person lets it through.
    event.put("dataset.approved", verdict.usable());
    raw(event, verdict.decision(), verdict.reasons(), verdict.receipt());
    return told;
  }

  private static Told common(IngestFacts.About about, Category category, Instant time) {
    Told told = Told.of(category, time);
    ObjectNode event = told.body();
    event.put("service.name", NAME);
    event.put("dataset.name", about.set().id());
    event.put("dataset.batch", about.batch());
    event.put("dataset.kind", about.set().kind().label());
    about.principal().tell(event);
    return told;
  }

  private static ObjectNode raw(
      ObjectNode event, Decision decision, List<Reason> reasons, long receipt) {
    ObjectNode raw = event.putObject("raw");
    raw.put("sextant.decision", decision.name());
    raw.put("sextant.receipt", receipt);
    ArrayNode rules = raw.putArray("sextant.rules");
    reasons.forEach(reason -> rules.add(reason.rule()));
    return raw;
  }
}
