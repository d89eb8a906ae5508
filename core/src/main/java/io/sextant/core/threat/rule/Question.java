package io.sextant.core.threat.rule;

import io.sextant.core.system.ComponentId;

/// What somebody has to say before it is known whether a technique applies.
///
/// @param key the property of the component that answers it, or `exposure`, `sensitivity`, `kind`
public record Question(ComponentId component, String key, String text) {}
