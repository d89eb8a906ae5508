package io.sextant.core.threat.rule;

import io.sextant.core.system.ComponentId;
import io.sextant.core.system.trust.Path;
import java.util.List;

/// What a rule says of a component, and why.
///
/// @param conditions every condition with what it came to
/// @param paths over which influence comes that made conditions hold
/// @param questions what must be answered when it is UNKNOWN
/// @param assumed what was taken to be answered with yes, because the map does not say
public record Verdict(
    Rule rule,
    ComponentId component,
    Answer answer,
    List<Reason> conditions,
    List<Path> paths,
    List<Question> questions,
    List<Question> assumed) {

  /// A condition and what it came to.
  ///
  /// @param findings what was asked of the map on the way
  public record Reason(String condition, Answer answer, List<Finding> findings) {}
}
