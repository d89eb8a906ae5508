package io.sextant.core.system;

import java.util.Optional;

/// An area of equal trust; boundaries may be nested.
///
/// @param trust from 0, hostile, to 100, wholly trusted; empty when not known
/// @param parent the boundary around it
public record Boundary(
    BoundaryId id,
    String name,
    String description,
    Optional<Integer> trust,
    Optional<BoundaryId> parent) {}
