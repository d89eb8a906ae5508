package io.sextant.atlas;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// A published incident or exercise; `procedure` stands in attack order. `date` is the file's text,
/// as exact as `granularity` says. `actor`, `target` and `reporter` are empty in the catalogue.
public record CaseStudy(
    CaseStudyId id,
    String name,
    String summary,
    String description,
    Optional<Type> type,
    String date,
    Optional<Granularity> granularity,
    String actor,
    String target,
    String reporter,
    List<Step> procedure,
    Dates dates,
    List<Reference> references)
    implements AtlasObject {

  public CaseStudy {
    procedure = List.copyOf(procedure);
    references = List.copyOf(references);
  }

  /// The same with Sextant's sentence about it.
  CaseStudy withSummary(String newSummary) {
    return with(name, newSummary);
  }

  /// The same under another name.
  CaseStudy named(String newName) {
    return with(newName, summary);
  }

  private CaseStudy with(String newName, String newSummary) {
    return new CaseStudy(
        id,
        newName,
        newSummary,
        description,
        type,
        date,
        granularity,
        actor,
        target,
        reporter,
        procedure,
        dates,
        references);
  }

  @Override
  public Kind kind() {
    return Kind.CASE_STUDY;
  }

  /// The date without the digits that are not known: `2020`, `2020-06` or `2020-06-11`.
  public String shownDate() {
    int length = granularity.map(Granularity::length).orElse(date.length());
    return date.substring(0, Math.min(length, date.length()));
  }

  /// Whether it happened or was played.
  public enum Type {
    INCIDENT,
    EXERCISE;

    /// Reads the word in any case; empty for a value this version does not know.
    public static Optional<Type> parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "incident" -> Optional.of(INCIDENT);
        case "exercise" -> Optional.of(EXERCISE);
        default -> Optional.empty();
      };
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How much of the date is known.
  public enum Granularity {
    YEAR(4),
    MONTH(7),
    DAY(10);

    private final int length;

    Granularity(int length) {
      this.length = length;
    }

    /// Reads the word in any case (format 6 says `Day`, older shapes `DATE`).
    public static Optional<Granularity> parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "year" -> Optional.of(YEAR);
        case "month" -> Optional.of(MONTH);
        case "day", "date" -> Optional.of(DAY);
        default -> Optional.empty();
      };
    }

    int length() {
      return length;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One step of the attack; `description` is empty in the catalogue.
  ///
  /// @param next the places in the procedure of the steps that it leads to: several where the
  ///   attack branches, none where it ends
  public record Step(
      TacticId tactic, TechniqueId technique, String description, List<Integer> next) {
    public Step {
      next = List.copyOf(next);
    }

    /// The same, leading elsewhere.
    Step leadingTo(List<Integer> places) {
      return new Step(tactic, technique, description, places);
    }
  }

  /// The steps such that each leads to the one after it, as the shapes before 6 mean them.
  static List<Step> inOrder(List<Step> steps) {
    return IntStream.range(0, steps.size())
        .mapToObj(place ->
            steps.get(place).leadingTo(place + 1 < steps.size() ? List.of(place + 1) : List.of()))
        .toList();
  }
}
