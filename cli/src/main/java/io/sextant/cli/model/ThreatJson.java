package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Json;
import io.sextant.core.system.trust.Path;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.Rating;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.Threat;
import io.sextant.core.threat.ThreatDiff;
import io.sextant.core.threat.rule.Question;
import io.sextant.core.threat.rule.Stride;
import io.sextant.core.threat.rule.Verdict;
import java.time.LocalDate;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Threats, registers and their differences as JSON; the shapes are in `docs/threats.md`.
final class ThreatJson {
  private ThreatJson() {}

  static ObjectNode register(Register register, ReleaseIndex release) {
    Derived derived = register.derived();
    ObjectNode document = Json.object();
    document.put("system", derived.map().id().value());
    document.put("release", derived.release().tag());
    document
        .putObject("counts")
        .put("components", derived.map().components().size())
        .put("threats", derived.threats().size())
        .put("undetermined", derived.undetermined().size())
        .put("ruledOut", derived.ruledOut());
    ArrayNode threats = document.putArray("threats");
    register.entries().forEach(entry -> threats.add(entry(entry, release)));
    ArrayNode undetermined = document.putArray("undetermined");
    derived
        .undetermined()
        .forEach(verdict -> {
          ObjectNode node =
              undetermined
                  .addObject()
                  .put("technique", verdict.rule().technique().value())
                  .put("component", verdict.component().value());
          verdict.questions().forEach(each -> node.withArray("/questions").add(each.text()));
        });
    questions(document, derived);
    ArrayNode findings = document.putArray("findings");
    register
        .findings()
        .forEach(each ->
            findings
                .addObject()
                .put("threat", each.threat().toString())
                .put("kind", each.kind().name().toLowerCase(Locale.ROOT))
                .put("message", each.message()));
    ArrayNode loose = document.putArray("decisionsWithoutThreat");
    register
        .loose()
        .forEach(each ->
            loose
                .addObject()
                .put("threat", each.decision().threat().toString())
                .put("status", each.decision().status().word())
                .put("why", each.why()));
    derived.notices().forEach(document.putArray("notices")::add);
    return document;
  }

  private static void questions(ObjectNode document, Derived derived) {
    ArrayNode questions = document.putArray("questions");
    derived
        .questions()
        .forEach((question, techniques) -> {
          ObjectNode node =
              questions
                  .addObject()
                  .put("component", question.component().value())
                  .put("key", question.key())
                  .put("question", question.text());
          techniques.forEach(each -> node.withArray("/techniques").add(each.value()));
        });
  }

  private static ObjectNode entry(Register.Entry entry, ReleaseIndex release) {
    ObjectNode node = threat(entry.threat(), release);
    node.put("status", entry.status().word());
    entry.owner().ifPresentOrElse(owner -> node.put("owner", owner), () -> node.putNull("owner"));
    entry.decision().ifPresent(decision -> node.set("decision", decision(decision)));
    return node;
  }

  private static ObjectNode decision(Decision decision) {
    ObjectNode node = Json.object().put("status", decision.status().word());
    decision.author().ifPresent(each -> node.put("author", each));
    decision.reason().ifPresent(each -> node.put("reason", each));
    decision.date().map(LocalDate::toString).ifPresent(each -> node.put("date", each));
    decision.expires().map(LocalDate::toString).ifPresent(each -> node.put("expires", each));
    return node;
  }

  static ObjectNode threat(Threat threat, ReleaseIndex release) {
    ObjectNode node = Json.object();
    node.put("key", threat.key().toString());
    node.put("technique", threat.technique().id().value());
    node.put("name", threat.technique().fullName());
    threat.technique().parent().ifPresent(each -> node.put("parent", each.value()));
    ArrayNode tactics = node.putArray("tactics");
    threat.technique().tactics().forEach(each -> tactics.add(each.value()));
    node.put("release", release.release().id().tag());
    node.put("component", threat.component().id().value());
    threat.stride().stream().map(Stride::word).sorted().forEach(node.putArray("stride")::add);
    node.put("says", threat.says());
    ArrayNode paths = node.putArray("paths");
    threat.verdict().paths().forEach(each -> paths.add(path(each)));
    assumed(threat.verdict(), node);
    node.set("rating", rating(threat.rating()));
    return node;
  }

  private static ObjectNode path(Path path) {
    ObjectNode node = Json.object().put("influence", path.influence().word());
    path.components().forEach(each -> node.withArray("/components").add(each.value()));
    return node.put("why", path.why());
  }

  private static ObjectNode rating(Rating rating) {
    ObjectNode node =
        Json.object()
            .put("level", rating.level().word())
            .put("residual", rounded(rating.residual()))
            .put("likelihood", rounded(rating.likelihood()))
            .put("impact", rounded(rating.impact()))
            .put("strength", rounded(rating.strength()));
    ArrayNode factors = node.putArray("factors");
    rating
        .factors()
        .forEach(each ->
            factors
                .addObject()
                .put("name", each.name())
                .put("value", rounded(each.value()))
                .put("because", each.because()));
    return node;
  }

  static ObjectNode verdict(Verdict verdict) {
    ObjectNode node =
        Json.object()
            .put("component", verdict.component().value())
            .put("applies", verdict.answer().name().toLowerCase(Locale.ROOT));
    ArrayNode conditions = node.putArray("conditions");
    for (Verdict.Reason reason : verdict.conditions()) {
      ObjectNode condition =
          conditions
              .addObject()
              .put("condition", reason.condition())
              .put("answer", reason.answer().name().toLowerCase(Locale.ROOT));
      ArrayNode facts = condition.putArray("facts");
      reason
          .findings()
          .forEach(each ->
              facts
                  .addObject()
                  .put("component", each.component().value())
                  .put("asked", each.asked())
                  .put("answer", each.answer()));
    }
    ArrayNode paths = node.putArray("paths");
    verdict.paths().forEach(each -> paths.add(path(each)));
    ArrayNode questions = node.putArray("questions");
    verdict.questions().forEach(each -> questions.add(each.text()));
    assumed(verdict, node);
    return node;
  }

  private static void assumed(Verdict verdict, ObjectNode node) {
    ArrayNode assumed = node.putArray("assumed");
    for (Question each : verdict.assumed()) {
      assumed
          .addObject()
          .put("component", each.component().value())
          .put("key", each.key())
          .put("question", each.text());
    }
  }

  static ObjectNode diff(ThreatDiff diff, ReleaseIndex release) {
    ObjectNode document = Json.object();
    ArrayNode added = document.putArray("added");
    diff.added().forEach(each -> added.add(threat(each, release)));
    ArrayNode gone = document.putArray("gone");
    diff.gone().forEach(each -> gone.add(threat(each, release)));
    ArrayNode changed = document.putArray("changed");
    diff.changed()
        .forEach(each -> {
          ObjectNode node =
              changed
                  .addObject()
                  .put("key", each.after().key().toString())
                  .put("before", each.before().key().toString())
                  .put("level", each.after().rating().level().word());
          each.what().forEach(what -> node.withArray("/what").add(what));
        });
    document.put("same", diff.same());
    ArrayNode questions = document.putArray("newQuestions");
    diff.newQuestions().forEach(each -> questions.add(each.text()));
    return document;
  }

  /// Four digits say all that weights can.
  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
