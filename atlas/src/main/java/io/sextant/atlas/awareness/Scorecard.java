package io.sextant.atlas.awareness;

import io.sextant.atlas.awareness.Tabletop.Aim;
import io.sextant.atlas.awareness.Tabletop.Answer;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.awareness.Tabletop.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a team's answers are worth: points of the answers that it gave, of those expected where the
/// exercise got to. Injects that were not played count for nothing.
///
/// @param byInject in the order of the exercise, for every inject
public record Scorecard(Tally total, Map<Aim, Tally> byAim, List<InjectScore> byInject) {
  public Scorecard {
    byAim = Collections.unmodifiableMap(new EnumMap<>(byAim));
    byInject = List.copyOf(byInject);
  }

  /// Points got of points possible.
  public record Tally(int got, int possible) {
    static final Tally NOTHING = new Tally(0, 0);

    Tally plus(Tally other) {
      return new Tally(got + other.got, possible + other.possible);
    }

    /// Rounded down, so that 100 means all; 0 when nothing was possible.
    public int percent() {
      return possible == 0 ? 0 : 100 * got / possible;
    }
  }

  /// @param missed what was expected and not said
  public record InjectScore(Inject inject, boolean played, Tally tally, List<Answer> missed) {
    public InjectScore {
      missed = List.copyOf(missed);
    }
  }

  /// Scores a run.
  ///
  /// @param given ids of the answers that the team gave; ids of other exercises are ignored
  /// @param played numbers of the injects that were played
  public static Scorecard of(Tabletop tabletop, Set<String> given, Set<Integer> played) {
    Map<Aim, Tally> byAim = new EnumMap<>(Aim.class);
    List<InjectScore> byInject = new ArrayList<>();
    Tally total = Tally.NOTHING;
    for (Inject inject : tabletop.injects()) {
      Tally sum = Tally.NOTHING;
      List<Answer> missed = new ArrayList<>();
      boolean counts = played.contains(inject.number());
      for (Question question : counts ? inject.questions() : List.<Question>of()) {
        Tally tally = tally(question, given, missed);
        byAim.merge(question.aim(), tally, Tally::plus);
        sum = sum.plus(tally);
      }
      byInject.add(new InjectScore(inject, counts, sum, missed));
      total = total.plus(sum);
    }
    return new Scorecard(total, byAim, byInject);
  }

  private static Tally tally(Question question, Set<String> given, List<Answer> missed) {
    Tally tally = Tally.NOTHING;
    for (Answer answer : question.expected()) {
      boolean got = given.contains(answer.id());
      tally = tally.plus(new Tally(got ? answer.points() : 0, answer.points()));
      if (!got) {
        missed.add(answer);
      }
    }
    return tally;
  }
}
