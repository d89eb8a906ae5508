package io.sextant.atlas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sextant's own sentences about ATLAS objects, by id, for built-in and imported releases alike.
/// Data: `catalogue/summaries.tsv`. Immutable and thread-safe.
final class Summaries {
  private final Map<String, String> byId;

  private Summaries(Map<String, String> byId) {
    this.byId = byId;
  }

  static Summaries load() {
    Map<String, String> byId = new HashMap<>();
    for (Tsv.Row row : Tsv.optionalResource("catalogue/summaries.tsv").orElse(List.of())) {
      byId.put(row.get("id"), row.get("summary"));
    }
    return new Summaries(byId);
  }

  private String of(AtlasId id) {
    return byId.getOrDefault(id.value(), "");
  }

  /// The release with the sentences joined by id.
  Release join(Release release) {
    return new Release(
        release.id(),
        release.innerVersion(),
        release.formatVersion(),
        release.origin(),
        release.date(),
        release.tactics().stream().map(o -> o.withSummary(of(o.id()))).toList(),
        release.techniques().stream().map(o -> o.withSummary(of(o.id()))).toList(),
        release.mitigations().stream().map(o -> o.withSummary(of(o.id()))).toList(),
        release.caseStudies().stream().map(o -> o.withSummary(of(o.id()))).toList(),
        release.asWritten(),
        release.notices());
  }
}
