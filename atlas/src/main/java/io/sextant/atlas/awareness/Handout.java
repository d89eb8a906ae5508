package io.sextant.atlas.awareness;

import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.awareness.Tabletop.Question;
import java.util.List;

/// A tabletop exercise on paper, in Markdown: for the facilitator with everything, for the team
/// without what would give it away.
public final class Handout {
  private static final List<String> RULES =
      List.of(
          "Answer as you would on a real day: with the people, the rights and the logs that you have.",
          "Doubt what the facilitator says as you would doubt a report, but do not fight the story.",
          "There is no blame. What is missing is the result.",
          "Nothing is touched in real systems, and calls to others begin with the word exercise.");

  private final Tabletop tabletop;
  private final boolean forFacilitator;
  private final Markdown page = new Markdown();

  private Handout(Tabletop tabletop, boolean forFacilitator) {
    this.tabletop = tabletop;
    this.forFacilitator = forFacilitator;
  }

  /// Everything: situations, questions, expected answers with points, background.
  public static String forFacilitator(Tabletop tabletop) {
    return new Handout(tabletop, true).write();
  }

  /// Situations and questions. It names neither the case study nor techniques.
  public static String forTeam(Tabletop tabletop) {
    return new Handout(tabletop, false).write();
  }

  private String write() {
    if (forFacilitator) {
      page.heading(1, "Tabletop exercise: " + tabletop.title());
      page.paragraph(
          tabletop.study()
              + " · ATLAS "
              + tabletop.release()
              + " · "
              + tabletop.minutes()
              + " minutes · seed "
              + tabletop.seed());
      page.paragraph(tabletop.summary());
    } else {
      page.heading(1, "Tabletop exercise");
      page.paragraph(tabletop.minutes() + " minutes");
    }
    page.heading(2, "Opening, " + Tabletop.OPENING + " minutes");
    page.items(RULES);
    page.paragraph(
        "Agree which of your own systems the story happens to, and who plays which role.");
    tabletop.injects().forEach(this::inject);
    page.heading(2, "Debriefing, " + Tabletop.DEBRIEF + " minutes");
    page.items(
        List.of(
            "What would we not have seen?",
            "What could we not have decided, or not in time?",
            "Which three things do we change, who does it, and until when?"));
    return page.finish();
  }

  private void inject(Inject inject) {
    page.heading(
        2,
        "Inject "
            + inject.number()
            + ", minute "
            + inject.starts()
            + (forFacilitator
                ? ": " + inject.tactic().name() + ", " + inject.technique().name()
                : ""));
    if (forFacilitator) {
      background(inject);
    }
    page.paragraph(inject.situation());
    page.items(inject.signs());
    inject.turn().ifPresent(turn -> page.labelled("And:", turn));
    for (Question question : inject.questions()) {
      page.heading(3, question.text());
      if (forFacilitator) {
        page.boxes(question.expected().stream().map(Handout::scored).toList());
      }
    }
  }

  private void background(Inject inject) {
    if (!inject.meanwhile().isEmpty()) {
      page.labelled(
          "Meanwhile, untold:",
          String.join("; ", inject.meanwhile().stream().map(Tabletop.Named::name).toList()));
    }
    page.labelled("Background:", inject.background());
    page.labelled("What happened, in MITRE's words:", inject.narrative());
  }

  private static String scored(Answer answer) {
    return answer.text() + (answer.points() == 1 ? "" : " (" + answer.points() + " points)");
  }
}
