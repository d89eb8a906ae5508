package io.sextant.atlas.awareness;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseIndex.AppliedMitigation;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.Tabletop.Aim;
import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Question;
import io.sextant.atlas.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The questions about one step of a case study.
final class QuestionWriter {
  private static final int MOST_SOURCES = 3;
  private static final int MOST_IDEAS = 2;
  private static final int MOST_MITIGATIONS = 4;

  private final ReleaseIndex index;
  private final Prompts prompts;
  private final CaseStudy study;
  private final int place;
  private final CaseStudy.Step step;
  private final Optional<Detection> detection;

  QuestionWriter(
      ReleaseIndex index,
      Prompts prompts,
      CaseStudy study,
      int place,
      Optional<Detection> detection) {
    this.index = index;
    this.prompts = prompts;
    this.study = study;
    this.place = place;
    step = study.procedure().get(place);
    this.detection = detection;
  }

  List<Question> all() {
    List<Question> questions = new ArrayList<>();
    questions.add(recognise());
    detection.map(this::see).ifPresent(questions::add);
    prompts.decision(step.tactic()).map(this::decide).ifPresent(questions::add);
    questions.add(prevent());
    foresee().ifPresent(questions::add);
    return List.copyOf(questions);
  }

  private Question recognise() {
    Answers answers = new Answers(Aim.RECOGNISE);
    answers.add("The aim is " + name(step.tactic()) + " (" + step.tactic() + ").", 1);
    answers.add("The technique is " + name(step.technique()) + ".", 2);
    return answers.to("What is the attacker doing, and to what end?");
  }

  private Question see(Detection found) {
    Answers answers = new Answers(Aim.SEE);
    found
        .blind()
        .ifPresent(blind -> {
          answers.add("We would not see it: " + blind.because(), 2);
          answers.add("What comes nearest: " + blind.nearest(), 1);
          blind.watch().stream()
              .limit(MOST_SOURCES)
              .forEach(id -> answers.add("Watch " + name(id) + " instead.", 1));
        });
    found.telemetry().stream()
        .limit(MOST_SOURCES)
        .forEach(source ->
            answers.add(
                "Source " + source.source() + ": " + String.join(", ", source.fields()) + ".", 1));
    found.ideas().stream().limit(MOST_IDEAS).forEach(idea -> answers.add(idea, 1));
    return answers.to(
        found.blind().isPresent()
            ? "Would we notice this at all? If not, why not, and what would we notice instead?"
            : "Where would we see this, and what would raise the alarm?");
  }

  private Question decide(Prompts.Decision decision) {
    Answers answers = new Answers(Aim.DECIDE);
    decision.expected().forEach(text -> answers.add(text, 1));
    return answers.to(decision.question());
  }

  private Question prevent() {
    Answers answers = new Answers(Aim.PREVENT);
    index.mitigations(step.technique()).stream()
        .map(AppliedMitigation::mitigation)
        .limit(MOST_MITIGATIONS)
        .forEach(mitigation -> answers.add(sentence(mitigation), 1));
    if (answers.isEmpty()) {
      answers.add(
          "ATLAS states no mitigation for this technique: names one of our own, and who owns it.",
          1);
    }
    return answers.to("What would have prevented or limited this, and do we have it?");
  }

  private Optional<Question> foresee() {
    if (step.next().isEmpty()) {
      return Optional.empty();
    }
    Answers answers = new Answers(Aim.FORESEE);
    for (int next : step.next()) {
      CaseStudy.Step following = study.procedure().get(next);
      answers.add(
          "In this case: "
              + name(following.technique())
              + ", for "
              + name(following.tactic())
              + ".",
          1);
    }
    return Optional.of(answers.to("What will the attacker do next?"));
  }

  private static String sentence(Mitigation mitigation) {
    return mitigation.name()
        + " ("
        + mitigation.id()
        + ")"
        + (mitigation.summary().isEmpty() ? "." : ": " + mitigation.summary());
  }

  private String name(TechniqueId id) {
    return index
        .technique(id)
        .map(Technique::fullName)
        .map(name -> name + " (" + id + ")")
        .orElse(id.value());
  }

  private String name(TacticId id) {
    return index.tactic(id).map(Tactic::name).orElse(id.value());
  }

  /// The answers to one question, numbered under its step and aim.
  private final class Answers {
    private final Aim aim;
    private final List<Answer> list = new ArrayList<>();

    Answers(Aim aim) {
      this.aim = aim;
    }

    void add(String text, int points) {
      String id = (place + 1) + "." + aim.word() + "." + (list.size() + 1);
      list.add(new Answer(id, text, points));
    }

    boolean isEmpty() {
      return list.isEmpty();
    }

    Question to(String question) {
      return new Question(aim, question, list);
    }
  }
}
