package io.sextant.atlas;

/// How many edges and references the file of a release literally holds.
///
/// The model cannot answer this: it drops an edge that stands twice, adds the ones rescued from a
/// wrong place, and gives sub-techniques their parent's tactics. Release 5.6.1 writes 111
/// technique-tactic edges (parents only) and 2026.05 writes 185 (each level on its own) for the
/// same matrix.
public record AsWritten(
    int techniqueTactics,
    int subTechniqueParents,
    int mitigations,
    int mitigationsWithText,
    int procedureSteps,
    int references) {}
