package io.sextant.sigma;

import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// A part of a point in time that a time modifier asks for.
public enum CalendarPart {
  MINUTE,
  HOUR,
  /// Of the month.
  DAY,
  /// ISO 8601 week of the year.
  WEEK,
  MONTH,
  YEAR;

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
