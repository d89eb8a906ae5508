package io.sextant.core.threat.rule;

import java.util.Optional;

/// A yes-or-no property of components that rules may ask for.
///
/// @param name as maps write it under `properties`
/// @param question what to ask a person who knows; `{it}` stands for the component
/// @param mitigation of ATLAS that the fact claims when it is true
/// @param assumed when it is taken for true although the map does not state it
public record Fact(
    String name, String question, Optional<String> mitigation, Optional<Condition> assumed) {
  Fact assumedWhen(Condition condition) {
    return new Fact(name, question, mitigation, Optional.of(condition));
  }
}
