package io.sextant.atlas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which sectors of work the systems of case studies stood, as Sextant's authors judge it; ATLAS
/// states none. Data: `catalogue/sectors.tsv`. Immutable and thread-safe.
public final class Sectors {
  private final Map<String, List<String>> byId = new HashMap<>();

  private Sectors() {}

  public static Sectors load() {
    Sectors sectors = new Sectors();
    for (Tsv.Row row : Tsv.resource("catalogue/sectors.tsv")) {
      sectors.byId.put(row.get("id"), row.list("sectors"));
    }
    return sectors;
  }

  /// The sectors of a case study; none when they are not known.
  public List<String> of(CaseStudyId id) {
    return byId.getOrDefault(id.value(), List.of());
  }

  /// The sectors of the case studies that use a technique, in the order of the alphabet.
  public List<String> of(TechniqueId id, ReleaseIndex index) {
    return index.caseStudies(id).stream()
        .flatMap(study -> of(study.id()).stream())
        .distinct()
        .sorted()
        .toList();
  }
}
