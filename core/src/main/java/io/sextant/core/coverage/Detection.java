package io.sextant.core.coverage;

import io.sextant.atlas.TechniqueId;
import io.sextant.sigma.RuleId;

/// A rule that looks for a technique.
///
/// @param technique what the rule names: the technique itself or its parent
/// @param findings how many it has made about the component
public record Detection(RuleId rule, String title, TechniqueId technique, long findings) {}
