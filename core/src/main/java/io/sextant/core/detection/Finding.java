package io.sextant.core.detection;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// A rule matched: what, where, when, which techniques in which release, which events prove it.
///
/// Findings with one `dedupKey` are one finding that happened `count` times (see
/// [Findings#record]).
///
/// @param techniques ids as they are valid in `release`, in the rule's order
/// @param tactics tactics named by the rule, or else those of the techniques
/// @param system the service the evidence came from (`service.name`), empty when unknown
/// @param entities who and what was involved, by event field: `principal`, `conversation`,
///   `gen_ai.request.model`, group-by fields
/// @param evidence the events that prove it, oldest first
/// @param matches which fields made the newest event match
/// @param first time of the oldest evidence
/// @param last time of the newest evidence
public record Finding(
    FindingId id,
    RuleId rule,
    String title,
    Level level,
    ReleaseId release,
    List<TechniqueId> techniques,
    List<TacticId> tactics,
    String system,
    SequencedMap<String, String> entities,
    List<EventId> evidence,
    List<FieldMatch> matches,
    Instant first,
    Instant last,
    String dedupKey,
    long count,
    Status status) {

  public Finding {
    techniques = List.copyOf(techniques);
    tactics = List.copyOf(tactics);
    evidence = List.copyOf(evidence);
    matches = List.copyOf(matches);
  }

  /// What people said of it.
  public enum Status {
    /// Nobody has looked yet.
    NEW,
    /// Somebody is looking.
    ACKNOWLEDGED,
    /// A real attack or mistake, dealt with.
    RESOLVED,
    /// Not an attack.
    FALSE_POSITIVE
  }
}
