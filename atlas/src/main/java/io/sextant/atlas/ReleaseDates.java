package io.sextant.atlas;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When known releases were published (older files do not say), and the month that a calendar tag
/// such as `2026.05` names.
final class ReleaseDates {
  private static final Pattern CALENDAR_TAG =
      Pattern.compile("(20\\d{2})\\.(0[1-9]|1[0-2])(\\..*)?");

  private static final Map<ReleaseId, LocalDate> KNOWN = load();

  private ReleaseDates() {}

  /// The date of a release by its tag alone; empty when the tag is neither known nor a month.
  static Optional<LocalDate> of(ReleaseId id) {
    LocalDate known = KNOWN.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Matcher matcher = CALENDAR_TAG.matcher(id.tag());
    return matcher.matches()
        ? Optional.of(
            YearMonth.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                .atEndOfMonth())
        : Optional.empty();
  }

  private static Map<ReleaseId, LocalDate> load() {
    Map<ReleaseId, LocalDate> dates = new HashMap<>();
    for (Tsv.Row row : Tsv.resource("release-dates.tsv")) {
      dates.put(
          new ReleaseId(row.get("tag")), CatalogueFormat.readDate(row.get("date")).orElseThrow());
    }
    return Map.copyOf(dates);
  }
}
