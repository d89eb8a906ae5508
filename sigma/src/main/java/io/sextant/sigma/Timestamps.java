package io.sextant.sigma;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the point in time that a field holds, as it is written: the time zone is not looked at.
final class Timestamps {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\d{4})[-/](\\d{2})[-/](\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?)?"
              + "\\s*(?:Z|[+-]\\d{2}:?\\d{2})?");

  /// Epoch numbers below are seconds; then milliseconds, microseconds, nanoseconds.
  private static final double SECONDS_BELOW = 1e11;

  private static final double MAX_SECONDS = 1e11;
  private static final int MAX_LENGTH = 40;

  private Timestamps() {}

  static Optional<LocalDateTime> parse(FieldValue value) {
    if (value.isNull() || value.text().length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<BigDecimal> number = value.number();
    if (number.isPresent()) {
      return epoch(number.get().doubleValue());
    }
    Matcher matcher = WRITTEN.matcher(value.text().strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              part(matcher, 1),
              part(matcher, 2),
              part(matcher, 3),
              part(matcher, 4),
              part(matcher, 5),
              Math.min(59, part(matcher, 6))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static int part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  private static Optional<LocalDateTime> epoch(double number) {
    double seconds = Math.abs(number);
    while (seconds >= SECONDS_BELOW) {
      seconds /= 1000;
    }
    return seconds > MAX_SECONDS
        ? Optional.empty()
        : Optional.of(
            LocalDateTime.ofEpochSecond(
                (long) Math.floor(Math.copySign(seconds, number)), 0, ZoneOffset.UTC));
  }
}
