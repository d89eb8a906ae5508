package io.sextant.atlas;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The words that people use for techniques, collected by Sextant's authors, by id. Data:
/// `catalogue/vocabulary.tsv`. Immutable and thread-safe.
public final class Vocabulary {
  private final Map<String, String> byId = new HashMap<>();
  private final IdHistory history = IdHistory.load();

  private Vocabulary() {}

  public static Vocabulary load() {
    Vocabulary vocabulary = new Vocabulary();
    for (Tsv.Row row : Tsv.resource("catalogue/vocabulary.tsv")) {
      vocabulary.byId.put(row.get("id"), row.get("words"));
    }
    return vocabulary;
  }

  /// The words for a technique in a release of a date, those of the id it succeeds when it has none
  /// of its own; empty where the id meant something else then.
  public String of(TechniqueId id, Optional<LocalDate> date) {
    boolean other =
        date.isPresent()
            && history
                .redefined(id)
                .flatMap(ReleaseDates::of)
                .filter(since -> date.get().isBefore(since))
                .isPresent();
    if (other) {
      return "";
    }
    String own = byId.getOrDefault(id.value(), "");
    return own.isEmpty()
        ? history.predecessor(id).map(old -> byId.getOrDefault(old.value(), "")).orElse("")
        : own;
  }
}
