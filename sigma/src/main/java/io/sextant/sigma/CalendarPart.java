package io.sextant.sigma;

import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// A part of a point in time that a time modifier asks for.
public enum CalendarPart {
  MINUTE(0, 59),
  HOUR(0, 23),
  /// Of the month.
  DAY(1, 31),
  /// ISO 8601 week of the year.
  WEEK(1, 53),
  MONTH(1, 12),
  YEAR(0, 9999);

  private final int least;
  private final int most;

  CalendarPart(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /// Whether a point in time can have it.
  boolean admits(long number) {
    return number >= least && number <= most;
  }

  /// From where to where it goes, for messages.
  String range() {
    return label() + " from " + least + " to " + most;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  int of(LocalDateTime time) {
    return switch (this) {
      case MINUTE -> time.getMinute();
      case HOUR -> time.getHour();
      case DAY -> time.getDayOfMonth();
      case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> time.getMonthValue();
      case YEAR -> time.getYear();
    };
  }
}
