package io.sextant.atlas;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Sextant's own sentences about ATLAS objects, by id, for built-in and imported releases alike.
/// Data: `catalogue/summaries.tsv`. Immutable and thread-safe.
final class Summaries {
  private final Map<String, String> byId;

  private Summaries(Map<String, String> byId) {
    this.byId = byId;
  }

  static Summaries load() {
    Map<String, String> byId = new HashMap<>();
    for (Tsv.Row row : Tsv.resource("catalogue/summaries.tsv")) {
      byId.put(row.get("id"), row.get("summary"));
    }
    return new Summaries(byId);
  }

  /// The sentence about an id in a release of a date; none where the id meant something else then.
  private String of(AtlasId id, Optional<LocalDate> date, IdHistory history) {
    boolean other =
        date.isPresent()
            && history
                .redefined(id)
                .flatMap(ReleaseDates::of)
                .filter(since -> date.get().isBefore(since))
                .isPresent();
    return other ? "" : byId.getOrDefault(id.value(), "");
  }

  /// The release with the sentences joined by id.
  Release join(Release release) {
    if (release.origin() == Release.Origin.BUILT_IN) {
      return join(release, id -> byId.getOrDefault(id.value(), ""));
    }
    IdHistory history = IdHistory.load();
    return join(release, id -> of(id, release.date(), history));
  }

  private static Release join(Release release, Function<AtlasId, String> summary) {
    return new Release(
        release.id(),
        release.innerVersion(),
        release.formatVersion(),
        release.origin(),
        release.date(),
        release.tactics().stream().map(o -> o.withSummary(summary.apply(o.id()))).toList(),
        release.techniques().stream().map(o -> o.withSummary(summary.apply(o.id()))).toList(),
        release.mitigations().stream().map(o -> o.withSummary(summary.apply(o.id()))).toList(),
        release.caseStudies().stream().map(o -> o.withSummary(summary.apply(o.id()))).toList(),
        release.asWritten(),
        release.notices());
  }
}
