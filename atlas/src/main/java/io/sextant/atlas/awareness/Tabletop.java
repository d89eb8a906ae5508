package io.sextant.atlas.awareness;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.detection.Detection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A case study as an exercise at a table: a facilitator reads out injects, a team answers.
///
/// Ids of answers depend on release, study and step alone, so that marks stay good when another
/// choice of steps is made. Everything but `narrative` is Sextant's own text.
///
/// @param summary what the exercise is about, for the facilitator alone: it tells how it ends
/// @param minutes how long it takes, with [#OPENING] before the injects and [#DEBRIEF] after
public record Tabletop(
    ReleaseId release,
    CaseStudyId study,
    String title,
    String summary,
    long seed,
    int minutes,
    List<Inject> injects) {
  /// Minutes for roles, rules of the game and the system in question.
  public static final int OPENING = 10;

  /// Minutes for scores and actions.
  public static final int DEBRIEF = 15;

  public Tabletop {
    injects = List.copyOf(injects);
  }

  /// Every question, in order.
  public Stream<Question> questions() {
    return injects.stream().flatMap(inject -> inject.questions().stream());
  }

  /// One step of the attack, as the team meets it.
  ///
  /// @param number from 1
  /// @param step which step of the case study it is, from 1
  /// @param starts minutes after the exercise began
  /// @param situation what the team is told
  /// @param signs what its telemetry shows; empty when nothing can be seen
  /// @param turn what makes it harder, at some injects
  /// @param meanwhile steps of the attack since the inject before, which this exercise leaves out
  /// @param narrative MITRE's text of the step, for the facilitator; empty unless the release was
  ///   imported
  public record Inject(
      int number,
      int step,
      int starts,
      int minutes,
      Named<TacticId> tactic,
      Named<TechniqueId> technique,
      Optional<Detection.Observability> observable,
      String situation,
      List<String> signs,
      Optional<String> turn,
      List<Named<TechniqueId>> meanwhile,
      String background,
      String narrative,
      List<Question> questions) {
    public Inject {
      signs = List.copyOf(signs);
      meanwhile = List.copyOf(meanwhile);
      questions = List.copyOf(questions);
    }
  }

  /// An object's id with the name that the release gives it.
  public record Named<I extends AtlasId>(I id, String name) {}

  /// What the team is asked, and what a good answer holds.
  public record Question(Aim aim, String text, List<Answer> expected) {
    public Question {
      expected = List.copyOf(expected);
    }
  }

  /// One thing that a good answer holds.
  ///
  /// @param id unique in the exercise
  public record Answer(String id, String text, int points) {}

  /// What a question trains.
  public enum Aim {
    /// Say what the attacker does.
    RECOGNISE("Recognise"),
    /// Say where one would see it.
    SEE("See"),
    /// Decide what to do now.
    DECIDE("Decide"),
    /// Say what would have prevented or limited it.
    PREVENT("Prevent"),
    /// Say what comes next.
    FORESEE("Foresee");

    private final String title;

    Aim(String title) {
      this.title = title;
    }

    /// For people.
    public String title() {
      return title;
    }

    /// For programs.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
