package io.sextant.atlas.detection;

import io.sextant.atlas.TechniqueId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is known about seeing one technique.
///
/// A technique that can be observed has `telemetry`, `indicators` and `ideas`; one that cannot has
/// `blind` instead. `rules` are paths below Sextant's `rules/`, without the suffix. `test` says how
/// to find out whether the detection works, or how large the exposure is.
public record Detection(
    TechniqueId technique,
    Observability observability,
    List<Telemetry> telemetry,
    List<String> indicators,
    List<String> ideas,
    List<String> rules,
    Optional<Blind> blind,
    String test) {

  public Detection {
    telemetry = List.copyOf(telemetry);
    indicators = List.copyOf(indicators);
    ideas = List.copyOf(ideas);
    rules = List.copyOf(rules);
    if (blind.isPresent() != (observability == Observability.NEVER)) {
      throw new IllegalArgumentException(technique + ": the reason belongs to `never`, alone");
    }
  }

  /// Whether it can be observed and no rule of ours names it.
  public boolean isGap() {
    return observability != Observability.NEVER && rules.isEmpty();
  }

  /// How much of a technique the defender's own telemetry shows.
  public enum Observability {
    /// The act itself.
    DIRECTLY,
    /// Traces, effects, or only some of its forms.
    PARTLY,
    /// Nothing: it happens out of the defender's sight.
    NEVER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A source of events, a category of Sextant's event form (`llm_inference`) or the name of a log,
  /// and the fields of it that are needed.
  public record Telemetry(String source, List<String> fields) {
    public Telemetry {
      fields = List.copyOf(fields);
    }
  }

  /// Why a technique cannot be observed, what comes nearest, and the techniques to watch instead.
  public record Blind(String because, String nearest, List<TechniqueId> watch) {
    public Blind {
      watch = List.copyOf(watch);
    }
  }
}
