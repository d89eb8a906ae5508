package io.sextant.core.threat;

import io.sextant.atlas.Technique;
import io.sextant.core.system.Component;
import io.sextant.core.threat.rule.Stride;
import io.sextant.core.threat.rule.Verdict;
import java.util.Optional;
import java.util.Set;

/// An attack technique that applies to a component of a map.
///
/// @param owner whom the map makes responsible
/// @param says what could happen, in one sentence
public record Threat(
    ThreatKey key,
    Technique technique,
    Component component,
    Set<Stride> stride,
    String says,
    Optional<String> owner,
    Rating rating,
    Verdict verdict) {}
