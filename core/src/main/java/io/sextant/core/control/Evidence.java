package io.sextant.core.control;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Place;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something that shows, on a day, that a control is there or works.
///
/// @param source where it is kept: a link, a file, a ticket
/// @param says what came out, in a sentence
/// @param techniques which it is about; all of the control's when empty
/// @param components which it is about; all in the control's scope when empty
/// @param release the release of ATLAS that it was made with
/// @param models the models that were tested; it says nothing about others
/// @param place where it stands in its file
public record Evidence(
    LocalDate date,
    Kind kind,
    Result result,
    String source,
    String says,
    List<TechniqueId> techniques,
    List<ComponentId> components,
    Optional<String> release,
    List<String> models,
    Place place) {
  public Evidence {
    techniques = List.copyOf(techniques);
    components = List.copyOf(components);
    models = List.copyOf(models);
  }

  /// What sort of thing it is, and how much of a control's effect it carries while it is fresh.
  public enum Kind {
    /// Somebody wrote that it is so.
    DOCUMENT(0.5),
    /// Somebody or something looked at the setting.
    CONFIGURATION(0.7),
    /// An auditor looked.
    AUDIT(0.7),
    /// The attack was tried, by a script or a test suite.
    TEST(0.9),
    /// The attack was tried by people: a red team or an exercise.
    EXERCISE(0.9);

    private final double weight;

    Kind(double weight) {
      this.weight = weight;
    }

    public double weight() {
      return weight;
    }

    /// Whether the attack itself was tried.
    public boolean tries() {
      return this == TEST || this == EXERCISE;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The kind that files write so.
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /// What came out.
  public enum Result {
    PASSED,
    FAILED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The result that files write so.
    public static Optional<Result> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /// Whether it is about a technique, or the family of it, on a component.
  boolean concerns(TechniqueId technique, Component component) {
    return (techniques.isEmpty()
            || techniques.contains(technique)
            || technique.parent().filter(techniques::contains).isPresent())
        && (components.isEmpty()
            || components.contains(component.id())
            || component.was().stream().anyMatch(components::contains));
  }

  /// Whether it shows that what failed holds by now: later, as strong, and about all of it.
  boolean mends(Evidence failure) {
    return result == Result.PASSED
        && kind.weight() >= failure.kind.weight()
        && date.isAfter(failure.date)
        && holds(techniques, failure.techniques)
        && holds(components, failure.components);
  }

  /// Whether one list speaks of everything that another does; an empty one speaks of all.
  private static <T> boolean holds(List<T> all, List<T> part) {
    return all.isEmpty() || (!part.isEmpty() && all.containsAll(part));
  }

  /// What it is called in a list.
  public String shown() {
    return kind.word() + " " + result.word() + " " + date + (source.isEmpty() ? "" : " " + source);
  }
}
