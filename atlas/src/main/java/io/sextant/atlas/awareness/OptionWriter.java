package io.sextant.atlas.awareness;

import io.sextant.atlas.Mitigation;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseIndex.AppliedMitigation;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.Technique.Maturity;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.QuizQuestion.Kind;
import io.sextant.atlas.awareness.QuizQuestion.Option;
import io.sextant.atlas.detection.Detection;
import io.sextant.atlas.detection.Detection.Observability;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes questions with wrong options that could be right: from the same tactic, from neighbouring
/// tactics, about the same logs; never one that is right in another way.
final class OptionWriter {
  private static final int WRONG = 3;

  /// Wrong options are drawn among so many of the most plausible.
  private static final int POOL = 8;

  private final ReleaseIndex index;
  private final Map<TechniqueId, Detection> detections = new HashMap<>();
  private final Map<TechniqueId, Set<String>> sources = new HashMap<>();

  OptionWriter(ReleaseIndex index, DetectionCatalogue catalogue) {
    this.index = index;
    for (Technique technique : index.release().techniques()) {
      Optional<Detection> found = catalogue.of(technique);
      found.ifPresent(detection -> detections.put(technique.id(), detection));
      sources.put(
          technique.id(),
          found.stream()
              .flatMap(detection -> detection.telemetry().stream())
              .map(Detection.Telemetry::source)
              .collect(Collectors.toSet()));
    }
  }

  /// Whether the release and the catalogue hold what such a question needs.
  boolean canAsk(Kind kind, Technique technique) {
    Optional<Detection> detection = detection(technique);
    return switch (kind) {
      case NAME -> !technique.summary().isEmpty() && others(technique).size() >= WRONG;
      case TACTIC -> !technique.tactics().isEmpty() && wrongTactics(technique).size() >= WRONG;
      case OBSERVABLE -> detection.isPresent();
      case DETECTION ->
          detection.filter(found -> !found.indicators().isEmpty()).isPresent()
              && wrongSigns(technique).size() >= WRONG;
      case MITIGATION ->
          !index.mitigations(technique.id()).isEmpty()
              && wrongMitigations(technique).size() >= WRONG;
      case MATURITY -> technique.maturity().isPresent();
    };
  }

  /// The question, which [#canAsk] allows.
  Optional<QuizQuestion> write(QuizQuestion.Id id, Technique technique, long seed) {
    Draw draw = new Draw(seed);
    return switch (id.kind()) {
      case NAME -> Optional.of(name(id, technique, draw));
      case TACTIC -> Optional.of(tactic(id, technique, draw));
      case OBSERVABLE -> detection(technique).map(found -> observable(id, technique, found));
      case DETECTION -> detection(technique).map(found -> sign(id, technique, found, draw));
      case MITIGATION -> Optional.of(mitigation(id, technique, draw));
      case MATURITY -> technique.maturity().map(found -> maturity(id, technique, found));
    };
  }

  private QuizQuestion name(QuizQuestion.Id id, Technique technique, Draw draw) {
    List<Option> wrong = others(technique).stream().map(OptionWriter::option).toList();
    return mixed(
        new Frame(
            id,
            "Which technique is this? " + technique.summary(),
            technique.fullName() + " (" + technique.id() + ")."),
        option(technique),
        wrong,
        draw);
  }

  private QuizQuestion tactic(QuizQuestion.Id id, Technique technique, Draw draw) {
    List<Tactic> right =
        technique.tactics().stream().flatMap(tactic -> index.tactic(tactic).stream()).toList();
    Tactic shown = draw.shuffled("right " + id, right).getFirst();
    return mixed(
        new Frame(
            id,
            "To what end do attackers use " + technique.fullName() + "?",
            technique.fullName()
                + " serves "
                + right.stream().map(Tactic::name).collect(Collectors.joining(", "))
                + ". "
                + technique.summary()),
        new Option(shown.id().value(), shown.name()),
        wrongTactics(technique).stream()
            .map(tactic -> new Option(tactic.id().value(), tactic.name()))
            .toList(),
        draw);
  }

  private static QuizQuestion observable(
      QuizQuestion.Id id, Technique technique, Detection detection) {
    List<Option> options =
        Arrays.stream(Observability.values())
            .map(value ->
                new Option(
                    value.word(),
                    switch (value) {
                      case DIRECTLY -> "Yes, the act itself";
                      case PARTLY -> "In part: traces, effects, or some forms of it";
                      case NEVER -> "No, it happens out of the defender's sight";
                    }))
            .toList();
    String why =
        detection
            .blind()
            .map(blind -> blind.because() + " What comes nearest: " + blind.nearest())
            .orElseGet(() ->
                "Look at "
                    + detection.telemetry().stream()
                        .map(Detection.Telemetry::source)
                        .collect(Collectors.joining(", "))
                    + ". "
                    + detection.indicators().getFirst());
    return new QuizQuestion(
        id,
        "Can a defender see " + technique.fullName() + " in telemetry?",
        options,
        detection.observability().word(),
        why);
  }

  private QuizQuestion sign(
      QuizQuestion.Id id, Technique technique, Detection detection, Draw draw) {
    String shown = draw.shuffled("right " + id, detection.indicators()).getFirst();
    int number = detection.indicators().indexOf(shown);
    return mixed(
        new Frame(
            id,
            "What may " + technique.fullName() + " look like in telemetry?",
            String.join(" ", detection.indicators())),
        new Option(technique.id() + "/" + number, shown),
        wrongSigns(technique),
        draw);
  }

  private QuizQuestion mitigation(QuizQuestion.Id id, Technique technique, Draw draw) {
    List<Mitigation> right =
        index.mitigations(technique.id()).stream().map(AppliedMitigation::mitigation).toList();
    Mitigation shown = draw.shuffled("right " + id, right).getFirst();
    return mixed(
        new Frame(
            id,
            "Which of these does ATLAS name against " + technique.fullName() + "?",
            right.stream().map(Mitigation::name).collect(Collectors.joining("; "))
                + ". "
                + shown.summary()),
        new Option(shown.id().value(), shown.name()),
        wrongMitigations(technique).stream()
            .map(mitigation -> new Option(mitigation.id().value(), mitigation.name()))
            .toList(),
        draw);
  }

  private static QuizQuestion maturity(QuizQuestion.Id id, Technique technique, Maturity maturity) {
    List<Option> options =
        Arrays.stream(Maturity.values())
            .map(value ->
                new Option(
                    value.word(),
                    switch (value) {
                      case FEASIBLE -> "Shown in research";
                      case DEMONSTRATED -> "Shown against a realistic system";
                      case REALIZED -> "Used by attackers in the wild";
                    }))
            .toList();
    return new QuizQuestion(
        id,
        "How far has " + technique.fullName() + " been taken?",
        options,
        maturity.word(),
        "ATLAS calls it " + maturity.word() + ". " + technique.summary());
  }

  /// A question without its options.
  private record Frame(QuizQuestion.Id id, String text, String explanation) {}

  /// The right option among wrong ones, the most plausible of which stand first in `wrong`.
  private static QuizQuestion mixed(Frame frame, Option right, List<Option> wrong, Draw draw) {
    Map<String, Option> byText = new LinkedHashMap<>();
    wrong.forEach(option -> byText.putIfAbsent(option.text(), option));
    List<Option> plausible = byText.values().stream().limit(POOL).toList();
    List<Option> all =
        new ArrayList<>(draw.shuffled("wrong " + frame.id(), plausible).subList(0, WRONG));
    all.add(right);
    return new QuizQuestion(
        frame.id(),
        frame.text(),
        draw.shuffled("order " + frame.id(), all),
        right.id(),
        frame.explanation());
  }

  /// Tactics that are not the technique's, those next to one of its in the matrix first.
  private List<Tactic> wrongTactics(Technique technique) {
    List<Tactic> tactics = index.release().tactics();
    List<Integer> right =
        technique.tactics().stream()
            .map(id -> tactics.stream().map(Tactic::id).toList().indexOf(id))
            .filter(place -> place >= 0)
            .toList();
    return tactics.stream()
        .filter(tactic -> !technique.tactics().contains(tactic.id()))
        .sorted(
            Comparator.comparingInt((Tactic tactic) ->
                right.stream()
                    .mapToInt(place -> Math.abs(place - tactics.indexOf(tactic)))
                    .min()
                    .orElse(0)))
        .toList();
  }

  /// Mitigations named against none of the technique's family, those of its tactics first.
  private List<Mitigation> wrongMitigations(Technique technique) {
    Set<MitigationId> right =
        index.release().techniques().stream()
            .filter(other -> related(technique, other))
            .flatMap(other -> index.mitigations(other.id()).stream())
            .map(applied -> applied.mitigation().id())
            .collect(Collectors.toSet());
    Map<MitigationId, Long> near =
        others(technique).stream()
            .filter(other -> share(technique.tactics(), other.tactics()))
            .flatMap(other -> index.mitigations(other.id()).stream())
            .collect(
                Collectors.groupingBy(applied -> applied.mitigation().id(), Collectors.counting()));
    return index.release().mitigations().stream()
        .filter(mitigation -> !right.contains(mitigation.id()))
        .sorted(
            Comparator.comparingLong(
                (Mitigation mitigation) -> -near.getOrDefault(mitigation.id(), 0L)))
        .toList();
  }

  /// Indicators of techniques of other families, those of the same tactics and logs first; one of
  /// each technique.
  private List<Option> wrongSigns(Technique technique) {
    Set<String> sources = sources(technique);
    List<TechniqueId> led = neighbours(technique);
    return others(technique).stream()
        .filter(other -> !led.contains(other.id()))
        .filter(other -> detection(other).filter(it -> !it.indicators().isEmpty()).isPresent())
        .sorted(
            Comparator.comparingInt((Technique other) ->
                -(share(technique.tactics(), other.tactics()) ? 1 : 0)
                    - (share(sources, sources(other)) ? 1 : 0)))
        .flatMap(other ->
            detection(other).stream()
                .map(found -> new Option(other.id() + "/0", found.indicators().getFirst())))
        .toList();
  }

  /// Techniques that the catalogue ties to this one; their signs may be its own.
  private List<TechniqueId> neighbours(Technique technique) {
    return detection(technique)
        .flatMap(Detection::blind)
        .map(Detection.Blind::watch)
        .orElse(List.of());
  }

  private Set<String> sources(Technique technique) {
    return sources.getOrDefault(technique.id(), Set.of());
  }

  /// Techniques of other families, those of the same tactics first.
  private List<Technique> others(Technique technique) {
    return index.release().techniques().stream()
        .filter(other -> !related(technique, other))
        .sorted(
            Comparator.comparingInt(
                (Technique other) -> share(technique.tactics(), other.tactics()) ? 0 : 1))
        .toList();
  }

  /// Whether they are one technique, or share a parent.
  private static boolean related(Technique one, Technique other) {
    return one.parent().orElse(one.id()).equals(other.parent().orElse(other.id()));
  }

  private static <T> boolean share(java.util.Collection<T> one, java.util.Collection<T> other) {
    return one.stream().anyMatch(other::contains);
  }

  private static Option option(Technique technique) {
    return new Option(technique.id().value(), technique.fullName());
  }

  private Optional<Detection> detection(Technique technique) {
    return Optional.ofNullable(detections.get(technique.id()));
  }
}
