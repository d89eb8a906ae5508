package io.sextant.atlas.awareness;

import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.Scorecard.InjectScore;
import io.sextant.atlas.awareness.Scorecard.Tally;
import io.sextant.atlas.awareness.Tabletop.Aim;
import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.detection.Detection.Observability;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// What an exercise showed, in Markdown: scores, what was missed, techniques that nothing watches,
/// and what shall be done.
public final class AfterAction {
  private final Tabletop tabletop;
  private final TabletopRun run;
  private final Scorecard score;
  private final Markdown page = new Markdown();

  private AfterAction(Tabletop tabletop, TabletopRun run) {
    this.tabletop = tabletop;
    this.run = run;
    score = Scorecard.of(tabletop, run.given(), run.played());
  }

  /// @param rules how many of the organisation's rules name a technique
  public static String markdown(
      Tabletop tabletop, TabletopRun run, ToIntFunction<TechniqueId> rules) {
    AfterAction report = new AfterAction(tabletop, run);
    report.head();
    report.scores();
    report.gaps(rules);
    report.actions();
    report.course();
    return report.page.finish();
  }

  private void head() {
    page.heading(1, "After-action report: " + tabletop.title());
    page.table(List.of("Exercise", ""))
        .row(List.of("Case study", tabletop.study() + ", ATLAS " + tabletop.release()))
        .row(List.of("Held", run.held()))
        .row(List.of("Team", run.team()))
        .row(List.of("Facilitator", run.facilitator()))
        .row(List.of("Injects played", played().size() + " of " + tabletop.injects().size()));
    page.paragraph(tabletop.summary());
  }

  private void scores() {
    page.heading(2, "Scores");
    page.table(List.of("Aim", "Points", "Share"));
    for (Map.Entry<Aim, Tally> aim : score.byAim().entrySet()) {
      page.row(cells(aim.getKey().title(), aim.getValue()));
    }
    page.row(cells("All", score.total()));
  }

  /// Seen or not in the game, these are blind spots of the real systems.
  private void gaps(ToIntFunction<TechniqueId> rules) {
    List<String> unwatched =
        played().stream()
            .map(InjectScore::inject)
            .filter(inject -> inject.observable().map(AfterAction::canBeSeen).orElse(false))
            .map(Inject::technique)
            .distinct()
            .filter(technique -> rules.applyAsInt(technique.id()) == 0)
            .map(technique -> technique.name() + " (" + technique.id() + ")")
            .toList();
    if (!unwatched.isEmpty()) {
      page.heading(2, "Techniques that could be seen and that no rule watches");
      page.items(unwatched);
    }
  }

  private static boolean canBeSeen(Observability observability) {
    return switch (observability) {
      case DIRECTLY, PARTLY -> true;
      case NEVER -> false;
    };
  }

  private void actions() {
    page.heading(2, "Actions");
    if (run.actions().isEmpty()) {
      page.paragraph("None was agreed.");
      return;
    }
    page.table(List.of("Action", "Owner", "Until"));
    run.actions()
        .forEach(action ->
            page.row(
                List.of(
                    action.text(),
                    action.owner().isBlank() ? "nobody yet" : action.owner(),
                    action.due())));
  }

  private void course() {
    page.heading(2, "Course");
    for (InjectScore inject : played()) {
      page.heading(
          3,
          inject.inject().number()
              + ". "
              + inject.inject().tactic().name()
              + ": "
              + inject.inject().technique().name());
      page.paragraph(inject.tally().got() + " of " + inject.tally().possible() + " points");
      page.labelled("Notes:", run.notes().getOrDefault(inject.inject().number(), ""));
      if (!inject.missed().isEmpty()) {
        page.paragraph("Not said:");
        page.items(inject.missed().stream().map(Answer::text).toList());
      }
    }
  }

  private List<InjectScore> played() {
    return score.byInject().stream().filter(InjectScore::played).toList();
  }

  private static List<String> cells(String label, Tally tally) {
    return List.of(label, tally.got() + " of " + tally.possible(), tally.percent() + " %");
  }
}
