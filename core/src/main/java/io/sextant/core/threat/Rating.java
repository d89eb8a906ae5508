package io.sextant.core.threat;

import java.util.List;

/// How much risk a threat is, as a calculation: `residual = likelihood × impact × (1 − strength)`,
/// with `likelihood = maturity × reach × (0.8 + 0.2 × evidence)`.
///
/// @param factors what went in, each with its reason, in the order of the calculation
public record Rating(double likelihood, double impact, double strength, List<Factor> factors) {
  public Rating {
    factors = List.copyOf(factors);
  }

  /// One number and where it comes from.
  public record Factor(String name, double value, String because) {}

  public double residual() {
    return likelihood * impact * (1 - strength);
  }

  public Level level() {
    return Level.of(residual());
  }
}
