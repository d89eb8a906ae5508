package io.sextant.sigma;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a length of time such as `5m`.
public final class Timespan {
  private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,7})\\s*([smhdwMy])\\s*");
  private static final long MONTH_SECONDS = 2_629_746;
  private static final long YEAR_SECONDS = 31_556_952;

  private Timespan() {}

  /// Empty when it is not one, or zero.
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          case "w" -> Duration.ofDays(7 * number);
          case "M" -> Duration.ofSeconds(MONTH_SECONDS * number);
          default -> Duration.ofSeconds(YEAR_SECONDS * number);
        };
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }
}
