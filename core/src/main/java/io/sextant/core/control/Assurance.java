package io.sextant.core.control;

import java.util.Locale;
import java.util.Optional;

/// What the word of a control is worth for one technique on one component, on one day.
///
/// @param weight how much of its effect counts, 0 to 1
/// @param because why it stands so
/// @param evidence what decided it
public record Assurance(
    Standing standing, double weight, String because, Optional<Evidence> evidence) {

  /// From nothing to shown by trying.
  public enum Standing {
    /// Not in place yet, or no longer.
    ABSENT,
    /// Its last day has passed.
    EXPIRED,
    /// It was tried and did not hold.
    FAILED,
    /// Somebody says so; nothing shows it.
    CLAIMED,
    /// There was evidence; it is too old or was made with another model.
    DECAYED,
    /// Somebody wrote it down or looked.
    EVIDENCED,
    /// The attack was tried and kept off.
    TESTED;

    /// Whether it counts for anything.
    public boolean counts() {
      return this == CLAIMED || this == DECAYED || this == EVIDENCED || this == TESTED;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
