package io.sextant.core.threat;

import io.sextant.core.document.Place;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody decided about a threat.
///
/// @param expires the last day on which it holds; empty for as long as nobody decides otherwise
/// @param place where it stands in its file
public record Decision(
    ThreatKey threat,
    Status status,
    Optional<String> owner,
    Optional<String> author,
    Optional<String> reason,
    Optional<LocalDate> date,
    Optional<LocalDate> expires,
    Place place) {

  /// What is done about a threat.
  public enum Status {
    OPEN,
    IN_PROGRESS,
    MITIGATED,
    ACCEPTED,
    FALSE_POSITIVE;

    /// Whether nobody needs to do anything now.
    public boolean settled() {
      return this == MITIGATED || this == ACCEPTED || this == FALSE_POSITIVE;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The status that files write so.
    public static Optional<Status> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /// Whether it no longer holds on a day.
  boolean expired(LocalDate today) {
    return expires.filter(last -> last.isBefore(today)).isPresent();
  }
}
