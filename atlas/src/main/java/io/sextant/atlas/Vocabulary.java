package io.sextant.atlas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words that people use for techniques, and how they report them, by Sextant's authors, by id.
/// Data: `catalogue/vocabulary.tsv`, `catalogue/reports.tsv`. Immutable and thread-safe.
public final class Vocabulary {
  private final Map<String, String> byId = new HashMap<>();
  private final Map<String, List<String>> reports = new HashMap<>();
  private final IdHistory history = IdHistory.load();

  private Vocabulary() {}

  public static Vocabulary load() {
    Vocabulary vocabulary = new Vocabulary();
    for (Tsv.Row row : Tsv.resource("catalogue/vocabulary.tsv")) {
      vocabulary.byId.put(row.get("id"), row.get("words"));
    }
    for (Tsv.Row row : Tsv.resource("catalogue/reports.tsv")) {
      vocabulary
          .reports
          .computeIfAbsent(row.get("id"), _ -> new ArrayList<>())
          .add(row.get("report"));
    }
    return vocabulary;
  }

  /// The words for a technique in a release of a date, those of the id it succeeds when it has none
  /// of its own; empty where the id meant something else then.
  public String of(TechniqueId id, Optional<LocalDate> date) {
    return find(byId, id, date).orElse("");
  }

  /// Sentences in which people report a technique; none where the id meant something else then.
  public List<String> reports(TechniqueId id, Optional<LocalDate> date) {
    return find(reports, id, date).map(List::copyOf).orElse(List.of());
  }

  private <T> Optional<T> find(Map<String, T> among, TechniqueId id, Optional<LocalDate> date) {
    boolean other =
        date.isPresent()
            && history
                .redefined(id)
                .flatMap(ReleaseDates::of)
                .filter(since -> date.get().isBefore(since))
                .isPresent();
    if (other) {
      return Optional.empty();
    }
    return Optional.ofNullable(among.get(id.value()))
        .or(() ->
            history.predecessor(id).flatMap(old -> Optional.ofNullable(among.get(old.value()))));
  }
}
