package io.sextant.atlas;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One published edition of ATLAS, immutable, keyed by its tag.
///
/// `tactics` stand in the release's matrix order. `techniques` holds techniques and sub-techniques
/// in the order of the file. `formatVersion` is `flat`, `matrices`, or the file's own from 6.0.0
/// on. `notices` lists what was odd in the file and how it was read; it is empty for a clean file.
public record Release(
    ReleaseId id,
    String innerVersion,
    String formatVersion,
    Origin origin,
    Optional<LocalDate> date,
    List<Tactic> tactics,
    List<Technique> techniques,
    List<Mitigation> mitigations,
    List<CaseStudy> caseStudies,
    AsWritten asWritten,
    List<Issue> notices) {

  /// Where a release came from.
  public enum Origin {
    /// The catalogue of facts that ships with Sextant, with summaries of its own and no MITRE text.
    BUILT_IN,
    /// An official or custom file that a user imported, with its full text.
    IMPORTED
  }

  public Release {
    tactics = List.copyOf(tactics);
    techniques = List.copyOf(techniques);
    mitigations = List.copyOf(mitigations);
    caseStudies = List.copyOf(caseStudies);
    notices = List.copyOf(notices);
  }
}
