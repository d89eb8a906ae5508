package io.sextant.atlas.awareness;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.awareness.Scorecard.InjectScore;
import io.sextant.atlas.awareness.Scorecard.Tally;
import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.awareness.Tabletop.Named;
import io.sextant.atlas.awareness.Tabletop.Question;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Exercises, scores and quiz questions as JSON: the shapes of `docs/cli.md` and of the API.
public final class AwarenessJson {
  private AwarenessJson() {}

  /// An exercise with everything that the facilitator sees.
  public static ObjectNode tabletop(Tabletop tabletop) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("release", tabletop.release().tag());
    node.put("study", tabletop.study().value());
    node.put("title", tabletop.title());
    node.put("summary", tabletop.summary());
    node.put("seed", tabletop.seed());
    node.put("minutes", tabletop.minutes());
    node.put("opening", Tabletop.OPENING);
    node.put("debrief", Tabletop.DEBRIEF);
    ArrayNode injects = node.putArray("injects");
    tabletop.injects().forEach(inject -> injects.add(inject(inject)));
    return node;
  }

  /// Points in all, by aim and by inject, with the ids of the answers that were missed.
  public static ObjectNode scorecard(Scorecard scorecard) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("total", tally(scorecard.total()));
    ArrayNode aims = node.putArray("aims");
    scorecard
        .byAim()
        .forEach((aim, tally) ->
            aims.add(tally(tally).put("aim", aim.word()).put("title", aim.title())));
    ArrayNode injects = node.putArray("injects");
    for (InjectScore score : scorecard.byInject()) {
      ObjectNode one = tally(score.tally());
      one.put("inject", score.inject().number());
      one.put("played", score.played());
      ArrayNode missed = one.putArray("missed");
      score.missed().forEach(answer -> missed.add(answer.id()));
      injects.add(one);
    }
    return node;
  }

  /// A question; which option is right, and why, stands in it only when `solved`.
  public static ObjectNode question(QuizQuestion question, boolean solved) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", question.id().toString());
    node.put("kind", question.id().kind().word());
    node.put("technique", question.id().technique().value());
    node.put("text", question.text());
    ArrayNode options = node.putArray("options");
    question
        .options()
        .forEach(option -> options.addObject().put("id", option.id()).put("text", option.text()));
    if (solved) {
      node.put("right", question.right());
      node.put("explanation", question.explanation());
    }
    return node;
  }

  private static ObjectNode inject(Inject inject) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("number", inject.number());
    node.put("step", inject.step());
    node.put("starts", inject.starts());
    node.put("minutes", inject.minutes());
    node.set("tactic", named(inject.tactic()));
    node.set("technique", named(inject.technique()));
    inject.observable().ifPresent(observable -> node.put("observable", observable.word()));
    node.put("situation", inject.situation());
    ArrayNode signs = node.putArray("signs");
    inject.signs().forEach(signs::add);
    inject.turn().ifPresent(turn -> node.put("turn", turn));
    ArrayNode meanwhile = node.putArray("meanwhile");
    inject.meanwhile().forEach(technique -> meanwhile.add(named(technique)));
    node.put("background", inject.background());
    node.put("narrative", inject.narrative());
    ArrayNode questions = node.putArray("questions");
    inject.questions().forEach(question -> questions.add(question(question)));
    return node;
  }

  private static ObjectNode question(Question question) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("aim", question.aim().word());
    node.put("title", question.aim().title());
    node.put("text", question.text());
    ArrayNode expected = node.putArray("expected");
    for (Answer answer : question.expected()) {
      expected
          .addObject()
          .put("id", answer.id())
          .put("text", answer.text())
          .put("points", answer.points());
    }
    return node;
  }

  private static ObjectNode named(Named<? extends AtlasId> named) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", named.id().value())
        .put("name", named.name());
  }

  private static ObjectNode tally(Tally tally) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("got", tally.got())
        .put("possible", tally.possible())
        .put("percent", tally.percent());
  }
}
