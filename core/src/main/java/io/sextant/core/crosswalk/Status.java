package io.sextant.core.crosswalk;

import io.sextant.core.control.Assurance.Standing;
import io.sextant.core.coverage.Grade;
import java.util.Locale;

/// Where a system stands with a requirement, from what counts for nothing to what is shown.
public enum Status {
  /// Somebody decided that it does not apply, and said why.
  EXCLUDED,
  /// No source links it to ATLAS and no control names it: answer it by hand.
  UNMAPPED,
  /// A risk none of whose techniques threatens the system.
  NOT_THREATENED,
  /// A risk of whose techniques nobody can tell yet.
  UNDETERMINED,
  FAILED,
  GAP,
  WATCHED,
  DECAYED,
  CLAIMED,
  EVIDENCED,
  PROVEN;

  /// Whether it stands in a denominator.
  public boolean counts() {
    return compareTo(FAILED) >= 0;
  }

  /// Whether some control counts for something.
  public boolean covered() {
    return compareTo(DECAYED) >= 0;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Status of(Grade grade) {
    return switch (grade) {
      case NOT_APPLICABLE -> NOT_THREATENED;
      case UNDETERMINED -> UNDETERMINED;
      case FAILED -> FAILED;
      case GAP -> GAP;
      case WATCHED -> WATCHED;
      case DECAYED -> DECAYED;
      case CLAIMED -> CLAIMED;
      case EVIDENCED -> EVIDENCED;
      case PROVEN -> PROVEN;
    };
  }

  static Status of(Standing standing) {
    return switch (standing) {
      case ABSENT, EXPIRED -> GAP;
      case FAILED -> FAILED;
      case CLAIMED -> CLAIMED;
      case DECAYED -> DECAYED;
      case EVIDENCED -> EVIDENCED;
      case TESTED -> PROVEN;
    };
  }
}
