package io.sextant.core.control;

import io.sextant.atlas.MitigationId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Place;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something that is done, or planned, against attack techniques.
///
/// @param mitigates the mitigations of ATLAS that it implements
/// @param counters techniques that it acts on without a mitigation of ATLAS between
/// @param satisfies requirements of frameworks that it meets by itself
/// @param stated how far its owner says it is; evidence decides what that is worth
/// @param expires the last day on which it is in place
/// @param place where it stands in its file
public record Control(
    ControlId id,
    String name,
    String description,
    Scope scope,
    List<MitigationId> mitigates,
    List<TechniqueId> counters,
    List<RequirementRef> satisfies,
    Optional<String> owner,
    Stated stated,
    Effect effect,
    Effort effort,
    List<Evidence> evidence,
    Optional<LocalDate> expires,
    Place place) {
  public Control {
    mitigates = List.copyOf(mitigates);
    counters = List.copyOf(counters);
    satisfies = List.copyOf(satisfies);
    evidence = List.copyOf(evidence);
  }

  /// A control that implements one mitigation, without evidence.
  public static Control claim(ControlId id, String name, Scope scope, MitigationId mitigation) {
    return new Control(
        id,
        name,
        "",
        scope,
        List.of(mitigation),
        List.of(),
        List.of(),
        Optional.empty(),
        Stated.CLAIMED,
        Effect.PARTIAL,
        Effort.MEDIUM,
        List.of(),
        Optional.empty(),
        Place.FILE);
  }

  /// The same as if it were in place today and for good.
  public Control inPlace() {
    return new Control(
        id,
        name,
        description,
        scope,
        mitigates,
        counters,
        satisfies,
        owner,
        Stated.CLAIMED,
        effect,
        effort,
        evidence,
        Optional.empty(),
        place);
  }

  /// The same with more evidence.
  public Control with(Evidence more) {
    List<Evidence> all = new java.util.ArrayList<>(evidence);
    all.add(more);
    return new Control(
        id,
        name,
        description,
        scope,
        mitigates,
        counters,
        satisfies,
        owner,
        stated,
        effect,
        effort,
        all,
        expires,
        place);
  }

  /// How far the owner says it is.
  public enum Stated {
    PLANNED,
    CLAIMED,
    TESTED,
    RETIRED;

    /// Whether it is in place.
    public boolean present() {
      return this == CLAIMED || this == TESTED;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The state that files write so.
    public static Optional<Stated> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /// How much of an attack it keeps off when it works.
  public enum Effect {
    MINIMAL(0.25),
    PARTIAL(0.5),
    SIGNIFICANT(0.75);

    private final double share;

    Effect(double share) {
      this.share = share;
    }

    public double share() {
      return share;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The effect that files write so.
    public static Optional<Effect> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /// What it costs to put in place.
  public enum Effort {
    SMALL(1),
    MEDIUM(2),
    LARGE(4);

    private final double steps;

    Effort(double steps) {
      this.steps = steps;
    }

    public double steps() {
      return steps;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The effort that files write so.
    public static Optional<Effort> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }
}
