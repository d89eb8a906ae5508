package io.sextant.core.threat.rule;

import dev.cel.runtime.CelRuntime;
import io.sextant.core.system.trust.Path;
import java.util.List;

/// One condition of a rule, compiled. Rules that write the same share one.
///
/// @param text as the rule writes it
record Condition(String text, CelRuntime.Program program) {

  /// What a condition comes to on a component, and what was asked on the way.
  record Outcome(
      Answer answer,
      List<Finding> findings,
      List<Path> paths,
      List<Question> questions,
      List<Question> assumed) {}

  Outcome evaluate(Subject subject, Inquiry inquiry) {
    inquiry.clear();
    Answer answer = Language.evaluate(program, subject);
    return new Outcome(
        answer,
        inquiry.findings(),
        answer == Answer.YES ? inquiry.paths() : List.of(),
        answer == Answer.UNKNOWN ? inquiry.questions() : List.of(),
        answer == Answer.NO ? List.of() : inquiry.assumptions());
  }
}
