package io.sextant.gateway.constrain;

import io.sextant.core.policy.Constraint;
import io.sextant.core.policy.Constraint.Matter;
import io.sextant.gateway.content.Detectors;
import io.sextant.inspect.match.RecogniserSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// All constraints that hold for one exchange, the strictest of each kind.
///
/// @param redacting what finds what is taken out; empty when nothing is
/// @param withoutTools patterns of names, `*` for any characters
public record Constraints(
    Optional<RecogniserSet> redacting,
    OptionalInt maxTokens,
    OptionalDouble temperature,
    OptionalInt choices,
    boolean withoutLogprobs,
    OptionalInt decimals,
    List<String> withoutTools,
    boolean withoutLinks,
    Duration delay) {
  public Constraints {
    withoutTools = List.copyOf(withoutTools);
  }

  /// The strictest of each kind.
  public static Constraints of(List<Constraint> constraints, Detectors detectors) {
    Set<Matter> matters = EnumSet.noneOf(Matter.class);
    OptionalInt maxTokens = OptionalInt.empty();
    OptionalDouble temperature = OptionalDouble.empty();
    OptionalInt choices = OptionalInt.empty();
    OptionalInt decimals = OptionalInt.empty();
    List<String> withoutTools = new ArrayList<>();
    boolean withoutLogprobs = false;
    boolean withoutLinks = false;
    Duration delay = Duration.ZERO;
    for (Constraint constraint : constraints) {
      switch (constraint) {
        case Constraint.Redact redact -> matters.addAll(redact.matters());
        case Constraint.MaxTokens(int most) -> maxTokens = smaller(maxTokens, most);
        case Constraint.Temperature(double most) ->
            temperature = OptionalDouble.of(Math.min(temperature.orElse(most), most));
        case Constraint.Choices(int most) -> choices = smaller(choices, most);
        case Constraint.NoLogProbabilities() -> withoutLogprobs = true;
        case Constraint.Decimals(int most) -> decimals = smaller(decimals, most);
        case Constraint.WithoutTools(var names) -> withoutTools.addAll(names);
        case Constraint.NoLinks() -> withoutLinks = true;
        case Constraint.Delay(Duration time) -> delay = time.compareTo(delay) > 0 ? time : delay;
      }
    }
    return new Constraints(
        matters.isEmpty() ? Optional.empty() : Optional.of(detectors.recognisers(matters)),
        maxTokens,
        temperature,
        choices,
        withoutLogprobs,
        decimals,
        withoutTools,
        withoutLinks,
        delay);
  }

  private static OptionalInt smaller(OptionalInt known, int other) {
    return OptionalInt.of(Math.min(known.orElse(other), other));
  }
}
