package io.sextant.server.atlas;

import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.detection.Detection;
import java.util.List;
import java.util.Optional;

/// What can be seen of a technique, as the API writes it.
record DetectionJson(
    String observable,
    List<Source> telemetry,
    List<String> indicators,
    List<String> ideas,
    List<String> rules,
    Optional<Blind> blind,
    String test) {

  /// A source of events and the fields of it that are needed.
  record Source(String source, List<String> fields) {}

  /// Why nothing can be seen, and what to watch instead.
  record Blind(String because, String nearest, List<String> watch) {}

  static DetectionJson of(Detection detection) {
    return new DetectionJson(
        detection.observability().word(),
        detection.telemetry().stream().map(one -> new Source(one.source(), one.fields())).toList(),
        detection.indicators(),
        detection.ideas(),
        detection.rules(),
        detection
            .blind()
            .map(blind ->
                new Blind(
                    blind.because(),
                    blind.nearest(),
                    blind.watch().stream().map(TechniqueId::value).toList())),
        detection.test());
  }
}
