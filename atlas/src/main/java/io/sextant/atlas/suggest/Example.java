package io.sextant.atlas.suggest;

import io.sextant.atlas.TechniqueId;

/// A text that is known to speak of a technique.
///
/// @param observed whether it tells of an attack that was made, not of the technique as such; how
///   often a technique is observed is evidence of its own
record Example(String text, TechniqueId technique, boolean observed) {}
