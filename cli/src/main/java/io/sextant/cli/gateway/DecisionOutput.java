package io.sextant.cli.gateway;

import io.sextant.cli.Json;
import io.sextant.core.policy.HoldTerms;
import io.sextant.core.policy.Ruling.Ground;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.proxy.PolicyTrial.Outcome;
import io.sextant.gateway.proxy.PolicyTrial.Side;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Shows what a policy does with an exchange, and why.
final class DecisionOutput {
  private static final int SHOWN = 160;

  private DecisionOutput() {}

  static ObjectNode json(Outcome outcome) {
    ObjectNode document = Json.object();
    document.set("request", json(outcome.request()));
    outcome.answer().ifPresent(side -> document.set("response", json(side)));
    return document;
  }

  private static ObjectNode json(Side side) {
    ObjectNode node = Json.object();
    node.put("decision", side.decision().name());
    ArrayNode grounds = node.putArray("rules");
    for (Reason reason : side.reasons()) {
      ArrayNode techniques = grounds.addObject().put("rule", reason.rule()).putArray("techniques");
      reason.techniques().forEach(techniques::add);
    }
    if (side.decision() == Decision.HOLD) {
      HoldTerms terms = side.ruling().holdTerms();
      node.putObject("approval")
          .put("approvers", terms.approvers())
          .put("mode", terms.mode().name().toLowerCase(Locale.ROOT))
          .put("decide_within_seconds", terms.decideWithin().toSeconds())
          .put("use_within_seconds", terms.useWithin().toSeconds());
    }
    ArrayNode shadowed = node.putArray("shadowed");
    side.ruling().shadowed().forEach(ground -> shadowed.add(ground.rule().id()));
    ArrayNode seen = node.putArray("seen");
    side.content()
        .worst()
        .filter(it -> it.verdict().flagged())
        .ifPresent(judged -> {
          ObjectNode attack =
              seen.addObject()
                  .put(
                      "kind",
                      judged.verdict().kind().map(Enum::name).orElse("").toLowerCase(Locale.ROOT))
                  .put("channel", judged.part().channel().label())
                  .put("place", judged.part().place())
                  .put("score", judged.verdict().score());
          ArrayNode spans = attack.putArray("spans");
          judged
              .verdict()
              .spans()
              .forEach(span -> spans.addObject().put("start", span.start()).put("end", span.end()));
          ArrayNode why = attack.putArray("reasons");
          judged.verdict().reasons().forEach(reason -> why.add(reason.sentence()));
        });
    for (Content.Found found : side.content().matters()) {
      seen.addObject()
          .put("kind", found.finding().kind())
          .put("place", found.part().place())
          .put("start", found.finding().start())
          .put("end", found.finding().end());
    }
    node.set("body", side.body());
    return node;
  }

  static void print(Outcome outcome, PrintStream to) {
    print("request", outcome.request(), to);
    outcome.answer().ifPresent(side -> print("response", side, to));
  }

  private static void print(String name, Side side, PrintStream to) {
    to.println(name + ": " + side.decision());
    List<Reason> reasons = side.reasons();
    List<Ground> grounds = side.grounds();
    for (int i = 0; i < grounds.size(); i++) {
      Ground ground = grounds.get(i);
      to.println(
          "  by rule "
              + ground.rule().id()
              + " ("
              + ground.rule().decision().name().toLowerCase(Locale.ROOT)
              + "): "
              + ground.rule().title()
              + (reasons.get(i).techniques().isEmpty()
                  ? ""
                  : " " + String.join(" ", reasons.get(i).techniques()))
              + (ground.failed() ? " [its condition could not be evaluated]" : ""));
      ground.rule().when().ifPresent(when -> to.println("    when " + when.text()));
    }
    side.ruling()
        .shadowed()
        .forEach(ground -> to.println("  on trial, without effect: " + ground.rule().id()));
    side.content()
        .worst()
        .filter(it -> it.verdict().flagged())
        .ifPresent(judged -> {
          to.printf(
              Locale.ROOT,
              "  seen at %s (%s): %s, score %.2f%n",
              judged.part().place(),
              judged.part().channel().label(),
              judged.verdict().kind().map(Enum::name).orElse("").toLowerCase(Locale.ROOT),
              judged.verdict().score());
          judged.verdict().spans().stream()
              .findFirst()
              .ifPresent(
                  span -> to.println("    \"" + shown(span.of(judged.part().text())) + "\""));
          judged.verdict().reasons().forEach(reason -> to.println("    " + reason.sentence()));
        });
    for (Content.Found found : side.content().matters()) {
      to.println("  seen at " + found.part().place() + ": " + found.finding().kind());
    }
    switch (side.decision()) {
      case CONSTRAIN -> to.println("  goes on as " + shown(side.body().toString()));
      case HOLD -> to.println("  " + waits(side.ruling().holdTerms()));
      case ALLOW, LOG, BLOCK -> {}
    }
  }

  private static String waits(HoldTerms terms) {
    String people = terms.approvers() == 1 ? "one approver" : terms.approvers() + " approvers";
    String seconds = terms.decideWithin().toSeconds() + " seconds";
    return switch (terms.mode()) {
      case WAIT -> "waits for " + people + ", at most " + seconds + "; then it is refused";
      case LATER -> "is sent back and may come again once " + people + " agreed within " + seconds;
    };
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
