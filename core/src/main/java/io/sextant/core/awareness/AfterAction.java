package io.sextant.core.awareness;

import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.Scorecard;
import io.sextant.atlas.awareness.Scorecard.InjectScore;
import io.sextant.atlas.awareness.Scorecard.Tally;
import io.sextant.atlas.awareness.Tabletop;
import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.awareness.TabletopRun;
import io.sextant.atlas.detection.Detection.Observability;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// What an exercise showed: scores, what was missed, techniques that nothing watches, and what
/// shall be done.
public final class AfterAction {
  private final Tabletop tabletop;
  private final TabletopRun run;
  private final Scorecard score;
  private final List<InjectScore> played;

  private AfterAction(Tabletop tabletop, TabletopRun run) {
    this.tabletop = tabletop;
    this.run = run;
    score = Scorecard.of(tabletop, run.given(), run.played());
    played = score.byInject().stream().filter(InjectScore::played).toList();
  }

  /// @param rules how many of the organisation's rules name a technique
  /// @param written the date of the report
  public static Report report(
      Tabletop tabletop, TabletopRun run, ToIntFunction<TechniqueId> rules, Instant written) {
    AfterAction action = new AfterAction(tabletop, run);
    List<Section> sections = new ArrayList<>();
    sections.add(action.exercise());
    sections.add(action.scores());
    sections.add(action.gaps(rules));
    sections.add(action.actions());
    action.played.forEach(inject -> sections.add(course(inject, run)));
    return new Report(
        "After-action report: " + tabletop.title(),
        tabletop.study() + ", ATLAS " + tabletop.release(),
        written,
        sections);
  }

  private Section exercise() {
    return new Section(
        "exercise",
        "Exercise",
        List.of(
            Block.paragraph(tabletop.summary()),
            new Table(
                "Exercise",
                List.of(Column.text("What"), Column.text("Value")),
                List.of(
                    row("Held", run.held()),
                    row("Team", run.team()),
                    row("Facilitator", run.facilitator()),
                    row("Injects played", played.size() + " of " + tabletop.injects().size())))));
  }

  private Section scores() {
    List<List<Cell>> rows = new ArrayList<>();
    score.byAim().forEach((aim, tally) -> rows.add(points(aim.title(), tally)));
    rows.add(points("All", score.total()));
    return new Section(
        "scores",
        "Scores",
        List.of(
            new Table(
                "Scores",
                List.of(
                    Column.text("Aim"),
                    Column.number("Points"),
                    Column.number("Possible"),
                    Column.share("Share")),
                rows)));
  }

  /// Seen or not in the game, these are blind spots of the real systems.
  private Section gaps(ToIntFunction<TechniqueId> rules) {
    List<Text> unwatched =
        played.stream()
            .map(InjectScore::inject)
            .filter(inject -> inject.observable().map(AfterAction::canBeSeen).orElse(false))
            .map(Inject::technique)
            .distinct()
            .filter(technique -> rules.applyAsInt(technique.id()) == 0)
            .map(technique -> Text.of(technique.name() + " (" + technique.id() + ")"))
            .toList();
    return new Section(
        "unwatched",
        "Techniques that could be seen and that no rule watches",
        List.of(
            unwatched.isEmpty()
                ? Block.paragraph("None of those played.")
                : new Block.Items(false, unwatched)));
  }

  private static boolean canBeSeen(Observability observability) {
    return switch (observability) {
      case DIRECTLY, PARTLY -> true;
      case NEVER -> false;
    };
  }

  private Section actions() {
    List<List<Cell>> rows =
        run.actions().stream()
            .map(action ->
                List.of(
                    Cell.of(action.text()),
                    Cell.of(action.owner().isBlank() ? "nobody yet" : action.owner()),
                    Cell.of(action.due())))
            .toList();
    return new Section(
        "actions",
        "Actions",
        List.of(
            rows.isEmpty()
                ? Block.paragraph("None was agreed.")
                : new Table(
                    "Actions",
                    List.of(Column.text("Action"), Column.text("Owner"), Column.text("Until")),
                    rows)));
  }

  private static Section course(InjectScore played, TabletopRun run) {
    Inject inject = played.inject();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.paragraph(played.tally().got() + " of " + played.tally().possible() + " points"));
    String notes = run.notes().getOrDefault(inject.number(), "");
    if (!notes.isBlank()) {
      blocks.add(new Block.Heading("Notes"));
      blocks.add(Block.paragraph(notes));
    }
    if (!played.missed().isEmpty()) {
      blocks.add(new Block.Heading("Not said"));
      blocks.add(
          new Block.Items(
              false, played.missed().stream().map(Answer::text).map(Text::of).toList()));
    }
    return new Section(
        "inject-" + inject.number(),
        "Inject "
            + inject.number()
            + ": "
            + inject.tactic().name()
            + ", "
            + inject.technique().name(),
        blocks);
  }

  private static List<Cell> row(String what, String value) {
    return List.of(Cell.of(what), Cell.of(value));
  }

  private static List<Cell> points(String label, Tally tally) {
    return List.of(
        Cell.of(label),
        Cell.of(tally.got()),
        Cell.of(tally.possible()),
        tally.possible() == 0 ? Cell.empty() : Cell.share((double) tally.got() / tally.possible()));
  }
}
