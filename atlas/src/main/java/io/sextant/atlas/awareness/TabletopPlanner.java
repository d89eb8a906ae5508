package io.sextant.atlas.awareness;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Prose;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.Tabletop.Inject;
import io.sextant.atlas.awareness.Tabletop.Named;
import io.sextant.atlas.detection.Detection;
import io.sextant.atlas.detection.Detection.Observability;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes tabletop exercises of the case studies of one release. The same wishes give the same
/// exercise. Immutable and thread-safe.
public final class TabletopPlanner {
  /// Fewer minutes leave no time to answer.
  private static final int LEAST_MINUTES = 5;

  private static final int MOST_SIGNS = 2;

  /// Every so many injects one has a turn.
  private static final int TURN_EVERY = 3;

  private final ReleaseIndex index;
  private final DetectionCatalogue detections;
  private final Prompts prompts = Prompts.load();

  public TabletopPlanner(ReleaseIndex index, DetectionCatalogue detections) {
    this.index = index;
    this.detections = detections;
  }

  /// How an exercise shall be.
  ///
  /// @param injects at most so many; longer case studies are shortened to their telling steps
  /// @param minutes in all; an exercise that would not leave 5 to each inject has fewer injects
  /// @param seed chooses signs and turns
  public record Wishes(int injects, int minutes, long seed) {
    public static final int MOST_INJECTS = 20;
    public static final int LEAST_MINUTES =
        Tabletop.OPENING + Tabletop.DEBRIEF + TabletopPlanner.LEAST_MINUTES;
    public static final int MOST_MINUTES = 8 * 60;

    /// An exercise of an hour and a half.
    public static final Wishes USUAL = new Wishes(8, 90, 1);

    public Wishes {
      if (injects < 1 || injects > MOST_INJECTS) {
        throw new IllegalArgumentException("injects must be 1 to " + MOST_INJECTS);
      }
      if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
        throw new IllegalArgumentException(
            "minutes must be " + LEAST_MINUTES + " to " + MOST_MINUTES);
      }
    }
  }

  /// The exercise of a case study with at least one step.
  public Tabletop plan(CaseStudy study, Wishes wishes) {
    int forInjects = wishes.minutes() - Tabletop.OPENING - Tabletop.DEBRIEF;
    int most = Math.min(wishes.injects(), forInjects / LEAST_MINUTES);
    List<Integer> chosen = telling(study.procedure(), most);
    int each = forInjects / Math.max(1, chosen.size());
    Draw draw = new Draw(wishes.seed());
    List<String> turns = draw.shuffled("turns", prompts.turns());
    List<Inject> injects = new ArrayList<>();
    int before = -1;
    for (int place : chosen) {
      int number = injects.size() + 1;
      boolean turned = number % TURN_EVERY == 0;
      injects.add(
          inject(
              study,
              new Moment(place, before, number, Tabletop.OPENING + each * injects.size(), each),
              turned
                  ? Optional.of(turns.get(number / TURN_EVERY % turns.size()))
                  : Optional.empty(),
              draw));
      before = place;
    }
    return new Tabletop(
        index.release().id(),
        study.id(),
        study.name(),
        study.summary(),
        wishes.seed(),
        wishes.minutes(),
        injects);
  }

  /// Where an inject stands.
  ///
  /// @param place of its step in the procedure
  /// @param before the place of the inject before, -1 for the first
  private record Moment(int place, int before, int number, int starts, int minutes) {}

  private Inject inject(CaseStudy study, Moment moment, Optional<String> turn, Draw draw) {
    CaseStudy.Step step = study.procedure().get(moment.place());
    Optional<Technique> technique = index.technique(step.technique());
    Optional<Detection> detection = technique.flatMap(detections::of);
    List<String> signs =
        detection
            .map(found -> draw.some("signs " + moment.place(), found.indicators(), MOST_SIGNS))
            .orElse(List.of());
    QuestionWriter questions = new QuestionWriter(index, prompts, study, moment.place(), detection);
    return new Inject(
        moment.number(),
        moment.place() + 1,
        moment.starts(),
        moment.minutes(),
        named(step.tactic()),
        named(step.technique()),
        detection.map(Detection::observability),
        situation(detection.map(Detection::observability), moment),
        signs,
        turn,
        IntStream.range(moment.before() + 1, moment.place())
            .mapToObj(place -> named(study.procedure().get(place).technique()))
            .toList(),
        technique.map(Technique::summary).orElse(""),
        Prose.text(step.description(), study),
        questions.all());
  }

  private static String situation(Optional<Observability> observable, Moment moment) {
    String when =
        moment.number() == 1
            ? "It is a normal working day."
            : moment.place() - moment.before() > 1 ? "Some time later." : "Soon after.";
    if (observable.isEmpty()) {
      return when + " The facilitator tells in a sentence what reaches the team.";
    }
    return when
        + switch (observable.get()) {
          case DIRECTLY -> " This is in your telemetry, if somebody looks at it:";
          case PARTLY -> " Only traces reach you, among much that looks like them:";
          case NEVER ->
              " Nothing in your telemetry changes. Yet the attack goes on, out of your sight.";
        };
  }

  /// The places of the steps that tell most: what can be seen, new tactics, the beginning and above
  /// all the end.
  private List<Integer> telling(List<CaseStudy.Step> steps, int most) {
    Set<TacticId> met = new HashSet<>();
    List<Integer> weights = new ArrayList<>();
    for (int place = 0; place < steps.size(); place++) {
      CaseStudy.Step step = steps.get(place);
      int weight = visible(step.technique()) + (met.add(step.tactic()) ? 2 : 0);
      weight += place == steps.size() - 1 ? 10 : place == 0 ? 2 : 0;
      weights.add(weight);
    }
    return IntStream.range(0, steps.size())
        .boxed()
        .sorted(Comparator.comparingInt((Integer place) -> -weights.get(place)))
        .limit(most)
        .sorted()
        .toList();
  }

  private int visible(TechniqueId id) {
    return index
        .technique(id)
        .flatMap(detections::of)
        .map(detection ->
            switch (detection.observability()) {
              case DIRECTLY -> 3;
              case PARTLY -> 2;
              case NEVER -> 0;
            })
        .orElse(1);
  }

  private Named<TechniqueId> named(TechniqueId id) {
    return new Named<>(id, index.technique(id).map(Technique::fullName).orElse(id.value()));
  }

  private Named<TacticId> named(TacticId id) {
    return new Named<>(id, index.tactic(id).map(Tactic::name).orElse(id.value()));
  }
}
