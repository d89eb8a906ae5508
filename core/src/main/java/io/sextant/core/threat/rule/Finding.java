package io.sextant.core.threat.rule;

import io.sextant.core.system.ComponentId;

/// One thing that was asked about a map while a condition was evaluated, and what it said.
///
/// @param asked as rules write it: `fact('sends-out')`
public record Finding(ComponentId component, String asked, String answer) {}
