package io.sextant.atlas.suggest;

import io.sextant.atlas.TechniqueId;

/// A text of the user's own, and the technique that a person said it speaks of.
public record AcceptedTag(String text, TechniqueId technique) {}
