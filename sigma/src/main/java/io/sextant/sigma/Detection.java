package io.sextant.sigma;

import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// One firing of a rule.
///
/// @param rule the rule or correlation that fired
/// @param events the [SigmaEvent#ref] of every event that proves it, oldest first; one for a
///   single-event rule
/// @param group the group-by fields and their values of a correlation; empty for a single-event
///   rule
/// @param first time of the oldest of `events`
/// @param last time of the newest of `events`
/// @param matches which fields made the newest event match, for explanation and highlighting
public record Detection(
    RuleId rule,
    List<Long> events,
    SequencedMap<String, String> group,
    Instant first,
    Instant last,
    List<FieldMatch> matches) {

  public Detection {
    events = List.copyOf(events);
    matches = List.copyOf(matches);
  }

  /// One detection item that held: `field` (empty for a keyword) had `value`, as `selection` of the
  /// rule asked with `expected`.
  public record FieldMatch(String selection, String field, String value, String expected) {}
}
