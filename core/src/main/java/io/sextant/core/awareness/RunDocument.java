package io.sextant.core.awareness;

import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.awareness.TabletopPlanner.Wishes;
import io.sextant.atlas.awareness.TabletopRun;

/// The record of an exercise, found to be right by [RunReader]: which one it was, and how it went.
///
/// @param json the text as it was given
public record RunDocument(
    ReleaseId release, CaseStudyId study, Wishes wishes, TabletopRun run, String json) {}
