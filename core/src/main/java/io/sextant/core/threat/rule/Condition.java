package io.sextant.core.threat.rule;

import dev.cel.runtime.CelRuntime;

/// One condition of a rule, compiled.
///
/// @param text as the rule writes it
record Condition(String text, CelRuntime.Program program) {
  Answer evaluate(Subject subject) {
    return Language.evaluate(program, subject);
  }
}
