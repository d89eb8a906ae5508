package io.sextant.server.threat;

import io.sextant.atlas.MitigationId;
import io.sextant.core.control.Assessment.Share;
import io.sextant.core.control.Evidence;
import java.time.LocalDate;
import java.util.Optional;

/// A control that acts on a threat.
///
/// @param via by which mitigation; absent when it names the technique itself
/// @param standing claimed, tested, decayed and the like
/// @param strength how much of the risk it takes away
public record ShareJson(
    String id,
    String name,
    Optional<String> via,
    String standing,
    double strength,
    String because,
    Optional<EvidenceJson> evidence) {

  /// What shows that a control is there or works.
  public record EvidenceJson(
      LocalDate date, String kind, String result, String source, String says) {
    public static EvidenceJson of(Evidence evidence) {
      return new EvidenceJson(
          evidence.date(),
          evidence.kind().word(),
          evidence.result().word(),
          evidence.source(),
          evidence.says());
    }
  }

  public static ShareJson of(Share share) {
    return new ShareJson(
        share.control().id().value(),
        share.control().name(),
        share.via().map(MitigationId::value),
        share.assurance().standing().word(),
        ThreatJson.rounded(share.value()),
        share.assurance().because(),
        share.assurance().evidence().map(EvidenceJson::of));
  }
}
