package io.sextant.core.control;

import io.sextant.core.document.Place;
import java.time.LocalDate;
import java.util.Optional;

/// A requirement of a framework that somebody decided not to apply, for a statement of
/// applicability.
public record Exclusion(
    RequirementRef requirement,
    String reason,
    Optional<String> author,
    Optional<LocalDate> date,
    Place place) {}
