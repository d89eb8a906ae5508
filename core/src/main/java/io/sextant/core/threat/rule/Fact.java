package io.sextant.core.threat.rule;

import java.util.Optional;

/// A yes-or-no property of components that rules may ask for.
///
/// @param name as maps write it under `properties`
/// @param question what to ask a person who knows; `{it}` stands for the component
/// @param mitigation of ATLAS that the fact claims when it is true
public record Fact(String name, String question, Optional<String> mitigation) {}
