package io.sextant.core.threat;

import io.sextant.core.control.Assessment;
import io.sextant.core.control.Assessment.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How much risk a threat is, as a calculation: `residual = likelihood × impact × (1 − strength)`,
/// with `likelihood = maturity × reach × (0.8 + 0.2 × evidence)`.
///
/// @param factors what went in, each with its reason, in the order of the calculation
public record Rating(double likelihood, double impact, double strength, List<Factor> factors) {
  public Rating {
    factors = List.copyOf(factors);
  }

  Rating(double likelihood, double impact, List<Factor> others, Factor strength) {
    this(likelihood, impact, strength.value(), all(others, strength));
  }

  /// One number and where it comes from.
  public record Factor(String name, double value, String because) {}

  public double residual() {
    return likelihood * impact * (1 - strength);
  }

  public Level level() {
    return Level.of(residual());
  }

  /// The same with other controls.
  Rating with(List<Share> shares) {
    return new Rating(likelihood, impact, factors.subList(0, factors.size() - 1), strength(shares));
  }

  /// What controls take away, and which.
  static Factor strength(List<Share> shares) {
    return new Factor(
        "strength",
        Assessment.strength(shares),
        shares.isEmpty()
            ? "no control acts on the technique here"
            : shares.stream().map(Rating::shown).collect(Collectors.joining("; ")));
  }

  private static String shown(Share share) {
    return share.control().id()
        + " "
        + share.assurance().standing().word()
        + String.format(Locale.ROOT, " %.2f", share.value());
  }

  private static List<Factor> all(List<Factor> others, Factor last) {
    List<Factor> factors = new ArrayList<>(others);
    factors.add(last);
    return factors;
  }
}
