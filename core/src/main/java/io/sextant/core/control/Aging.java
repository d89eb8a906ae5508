package io.sextant.core.control;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.system.Component;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How evidence loses its worth: with its age, and with changes of the model and of ATLAS.
///
/// @param freshDays so long it is worth all
/// @param halfLifeDays after that, its worth halves in so long
/// @param otherRelease what remains of it when it was made with another release of ATLAS
public record Aging(int freshDays, int halfLifeDays, double otherRelease) {
  /// Our judgement: a quarter of a year fresh, then half in half a year.
  public static final Aging DEFAULT = new Aging(90, 180, 0.8);

  /// What a control without evidence is worth.
  static final double CLAIMED = 0.3;

  /// Evidence that has lost more than this share has decayed.
  private static final double DECAYED_BELOW = 0.5;

  /// What a control's word is worth against a technique on a component.
  public Assurance assess(
      Control control,
      TechniqueId technique,
      Component component,
      ReleaseId release,
      LocalDate today) {
    List<Evidence> about =
        control.evidence().stream().filter(each -> each.concerns(technique, component)).toList();
    return standing(control, about, List.of(component), release, today);
  }

  /// What it is worth as a whole, wherever it is in place: a failure that is not mended anywhere
  /// counts.
  public Assurance overall(
      Control control, List<Component> components, ReleaseId release, LocalDate today) {
    return standing(control, control.evidence(), components, release, today);
  }

  private Assurance standing(
      Control control,
      List<Evidence> about,
      List<Component> components,
      ReleaseId release,
      LocalDate today) {
    if (!control.stated().present()) {
      return none(Assurance.Standing.ABSENT, "it is " + control.stated().word());
    }
    Optional<LocalDate> passed = control.expires().filter(last -> last.isBefore(today));
    if (passed.isPresent()) {
      return none(Assurance.Standing.EXPIRED, "its last day was " + passed.get());
    }
    List<Evidence> known = about.stream().filter(each -> !each.date().isAfter(today)).toList();
    Optional<Evidence> failure = lastFailure(known, components);
    if (failure.isPresent()) {
      return new Assurance(
          Assurance.Standing.FAILED, 0, failure.get().shown() + says(failure.get()), failure);
    }
    return known.stream()
        .filter(each -> each.result() == Evidence.Result.PASSED)
        .map(each -> worth(each, components, release, today))
        .reduce(Aging::better)
        .orElseGet(() ->
            new Assurance(
                Assurance.Standing.CLAIMED, CLAIMED, "nothing shows it", Optional.empty()));
  }

  /// The better standing with its reason; more evidence never makes a control worth less.
  private static Assurance better(Assurance a, Assurance b) {
    Assurance best =
        Comparator.comparing(Assurance::standing)
                    .thenComparingDouble(Assurance::weight)
                    .compare(a, b)
                >= 0
            ? a
            : b;
    return new Assurance(
        best.standing(), Math.max(a.weight(), b.weight()), best.because(), best.evidence());
  }

  private static Assurance none(Assurance.Standing standing, String because) {
    return new Assurance(standing, 0, because, Optional.empty());
  }

  /// A failure that nothing as strong and as wide came after, with the models that run now.
  private static Optional<Evidence> lastFailure(List<Evidence> known, List<Component> components) {
    return known.stream()
        .filter(each -> each.result() == Evidence.Result.FAILED)
        .filter(each -> sameModels(each, components))
        .filter(failure -> known.stream().noneMatch(each -> each.mends(failure)))
        .max(Comparator.comparing(Evidence::date));
  }

  private Assurance worth(
      Evidence evidence, List<Component> components, ReleaseId release, LocalDate today) {
    if (!sameModels(evidence, components)) {
      return new Assurance(
          Assurance.Standing.DECAYED,
          CLAIMED,
          evidence.shown()
              + " was made with "
              + String.join(", ", evidence.models())
              + ", here runs "
              + running(components).sorted().collect(Collectors.joining(", ")),
          Optional.of(evidence));
    }
    double share = share(evidence.date(), today);
    StringBuilder because = new StringBuilder(evidence.shown()).append(says(evidence));
    if (evidence.release().filter(each -> !each.equals(release.tag())).isPresent()) {
      share *= otherRelease;
      because.append("; made with ATLAS ").append(evidence.release().get());
    }
    if (share < DECAYED_BELOW) {
      return new Assurance(
          Assurance.Standing.DECAYED,
          Math.max(CLAIMED, evidence.kind().weight() * share),
          because.append("; too old").toString(),
          Optional.of(evidence));
    }
    return new Assurance(
        evidence.kind().tries() ? Assurance.Standing.TESTED : Assurance.Standing.EVIDENCED,
        Math.max(CLAIMED, evidence.kind().weight() * share),
        because.toString(),
        Optional.of(evidence));
  }

  private static String says(Evidence evidence) {
    return evidence.says().isEmpty() ? "" : ": " + evidence.says();
  }

  private double share(LocalDate date, LocalDate today) {
    long over = ChronoUnit.DAYS.between(date, today) - freshDays;
    return over <= 0 ? 1 : Math.pow(0.5, (double) over / halfLifeDays);
  }

  /// Evidence that names models is about those. Where no model is named, it is kept.
  private static boolean sameModels(Evidence evidence, List<Component> components) {
    return evidence.models().isEmpty()
        || running(components).findAny().isEmpty()
        || running(components).anyMatch(evidence.models()::contains);
  }

  private static Stream<String> running(List<Component> components) {
    return components.stream().flatMap(each -> each.telemetry().models().stream()).distinct();
  }
}
