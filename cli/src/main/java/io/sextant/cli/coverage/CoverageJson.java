package io.sextant.cli.coverage;

import io.sextant.cli.Json;
import io.sextant.core.control.Assessment.Share;
import io.sextant.core.control.Evidence;
import io.sextant.core.coverage.Cell;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Detection;
import io.sextant.core.coverage.Grade;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.coverage.Row;
import io.sextant.core.coverage.State;
import io.sextant.core.coverage.Step;
import io.sextant.core.coverage.Totals;
import io.sextant.core.coverage.WhatIf;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Coverage as JSON; the shapes stand in `docs/controls.md`.
final class CoverageJson {
  private CoverageJson() {}

  static ObjectNode coverage(Coverage coverage, Roadmap roadmap) {
    ObjectNode document = Json.object();
    document.put("system", coverage.register().derived().map().id().value());
    document.put("release", coverage.register().derived().release().tag());
    document.put("date", coverage.assessment().today().toString());
    document.set("totals", totals(coverage.totals()));
    ArrayNode techniques = document.putArray("techniques");
    coverage.rows().forEach(row -> row(techniques.addObject(), row));
    ObjectNode steps = document.putObject("roadmap");
    steps(steps.putArray("steps"), roadmap.steps());
    steps(steps.putArray("sight"), roadmap.sight());
    steps(steps.putArray("questions"), roadmap.questions());
    return document;
  }

  static ObjectNode whatIf(WhatIf whatIf) {
    ObjectNode document = Json.object();
    document.set("before", totals(whatIf.before().totals()));
    document.set("after", totals(whatIf.after().totals()));
    document.put("drop", whatIf.drop());
    ArrayNode changed = document.putArray("changed");
    for (WhatIf.Changed each : whatIf.changed()) {
      changed
          .addObject()
          .put("threat", each.before().key().toString())
          .put("stateBefore", each.before().grade().word())
          .put("stateAfter", each.after().grade().word())
          .put("residualBefore", each.before().residual())
          .put("residualAfter", each.after().residual());
    }
    return document;
  }

  private static ObjectNode totals(Totals totals) {
    ObjectNode node = Json.object();
    node.put("applicable", totals.applicable())
        .put("covered", totals.atLeast(Grade.DECAYED))
        .put("evidenced", totals.atLeast(Grade.EVIDENCED))
        .put("proven", totals.atLeast(Grade.PROVEN))
        .put("watched", totals.watched())
        .put("undetermined", totals.count(Grade.UNDETERMINED))
        .put("residual", totals.residual());
    ObjectNode states = node.putObject("states");
    for (Grade grade : Grade.values()) {
      if (grade != Grade.NOT_APPLICABLE) {
        states.put(grade.word(), totals.count(grade));
      }
    }
    return node;
  }

  private static void row(ObjectNode node, Row row) {
    node.put("id", row.technique().id().value())
        .put("name", row.technique().fullName())
        .put("state", row.grade().word())
        .put("residual", row.residual());
    if (!row.absent().isEmpty()) {
      node.put("absent", row.absent());
    }
    ArrayNode mitigations = node.putArray("mitigations");
    row.mitigations().forEach(each -> mitigations.add(each.value()));
    detections(node.putArray("detections"), row.detections());
    ArrayNode cells = node.putArray("cells");
    row.cells().forEach(cell -> cell(cells.addObject(), cell));
  }

  private static void cell(ObjectNode node, Cell cell) {
    node.put("component", cell.component().value())
        .put("state", cell.grade().word())
        .put("because", cell.state().because())
        .put("residual", cell.residual());
    cell.entry()
        .ifPresent(entry -> {
          node.put("level", entry.threat().rating().level().word());
          node.put("status", entry.status().word());
          entry.owner().ifPresent(owner -> node.put("owner", owner));
        });
    ArrayNode controls = node.putArray("controls");
    cell.shares().forEach(share -> share(controls.addObject(), share));
    ObjectNode watch = node.putObject("watch").put("extent", cell.watch().extent().word());
    cell.watch().through().ifPresent(each -> watch.put("through", each.value()));
    detections(watch.putArray("rules"), cell.watch().detections());
    if (cell.state() instanceof State.Undetermined(var questions)) {
      ArrayNode list = node.putArray("questions");
      questions.forEach(each ->
          list.addObject()
              .put("component", each.component().value())
              .put("key", each.key())
              .put("text", each.text()));
    }
  }

  private static void share(ObjectNode node, Share share) {
    node.put("id", share.control().id().value()).put("name", share.control().name());
    share.via().ifPresent(each -> node.put("via", each.value()));
    node.put("inherited", share.inherited())
        .put("standing", share.assurance().standing().word())
        .put("strength", share.value())
        .put("because", share.assurance().because());
    share.assurance().evidence().ifPresent(each -> evidence(node.putObject("evidence"), each));
  }

  private static void evidence(ObjectNode node, Evidence evidence) {
    node.put("date", evidence.date().toString())
        .put("kind", evidence.kind().word())
        .put("result", evidence.result().word())
        .put("source", evidence.source())
        .put("says", evidence.says());
  }

  private static void detections(ArrayNode list, List<Detection> detections) {
    detections.forEach(each ->
        list.addObject()
            .put("rule", each.rule().value())
            .put("title", each.title())
            .put("technique", each.technique().value())
            .put("findings", each.findings()));
  }

  private static void steps(ArrayNode list, List<Step> steps) {
    for (Step step : steps) {
      ObjectNode node =
          list.addObject()
              .put("action", action(step.action()))
              .put("says", step.says())
              .put("drop", step.drop())
              .put("effort", step.effort());
      ArrayNode threats = node.putArray("threats");
      step.threats().forEach(each -> threats.add(each.toString()));
    }
  }

  private static String action(Step.Action action) {
    return switch (action) {
      case Step.Action.Implement _ -> "implement";
      case Step.Action.Finish _ -> "finish";
      case Step.Action.Prove _ -> "prove";
      case Step.Action.Repair _ -> "repair";
      case Step.Action.Connect _ -> "connect";
      case Step.Action.Ask _ -> "ask";
    };
  }
}
