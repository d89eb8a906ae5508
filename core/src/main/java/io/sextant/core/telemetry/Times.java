package io.sextant.core.telemetry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/// Reads the times that senders write: RFC 3339 text, or a number since 1970 whose size tells
/// seconds, milliseconds, microseconds and nanoseconds apart.
final class Times {
  /// Numbers below it are seconds (until the year 5138), below its thousandfold milliseconds, …
  private static final double SECONDS_BELOW = 1e11;

  private static final long MILLION = 1_000_000;
  private static final long BILLION = 1_000_000_000;
  private static final int MAX_TEXT = 40;
  private static final int SECONDS_OF_DAY = 86_400;

  /// The form of most times up to the seconds.
  private static final String FORM = "0000-00-00T00:00:00";

  private static final int SECONDS_END = FORM.length();
  private static final int DECIMALS = 9;

  private Times() {}

  static Instant ofNanos(long unixNanos) {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(unixNanos, BILLION), Long.remainderUnsigned(unixNanos, BILLION));
  }

  /// @throws BadRecord when it is not a time
  static Instant read(JsonNode value) {
    try {
      if (value.isNumber()) {
        return number(value);
      }
      String text = value.isString() ? value.stringValue().strip() : "";
      if (text.isEmpty() || text.length() > MAX_TEXT) {
        throw bad(value);
      }
      return isNumber(text) ? integer(Long.parseLong(text)) : rfc3339(text);
    } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
      throw bad(value);
    }
  }

  private static Instant number(JsonNode value) {
    if (value.canConvertToExactIntegral() && value.canConvertToLong()) {
      return integer(value.longValue());
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number) || Math.abs(number) >= SECONDS_BELOW * BILLION) {
      throw bad(value);
    }
    double scale = scale(Math.abs(number));
    double seconds = Math.floor(number / scale);
    return Instant.ofEpochSecond(
        (long) seconds, Math.round((number - seconds * scale) / scale * BILLION));
  }

  private static double scale(double size) {
    if (size < SECONDS_BELOW) {
      return 1;
    }
    return size < SECONDS_BELOW * 1000 ? 1000 : size < SECONDS_BELOW * MILLION ? MILLION : BILLION;
  }

  private static Instant integer(long number) {
    long scale = (long) scale(Math.abs((double) number));
    return Instant.ofEpochSecond(
        Math.floorDiv(number, scale), Math.floorMod(number, scale) * (BILLION / scale));
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> isDigit((char) c));
  }

  /// A blank instead of `T`, as many databases print it, is allowed by RFC 3339; a missing offset,
  /// which many write, is taken for UTC.
  private static Instant rfc3339(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    if (iso.endsWith("Z") || iso.endsWith("z")) {
      return isUsual(iso) ? usual(iso) : Instant.parse(iso);
    }
    boolean hasOffset = iso.length() > 10 && (iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0);
    return hasOffset
        ? OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  /// Whether a text has the form `2026-03-01T12:00:00Z`, perhaps with decimals, and a time of day
  /// that [Instant#parse] would not have to think about. That method makes a parser for each text:
  /// it takes ten times as long, and longer than all else that is done to a small record.
  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || (end > SECONDS_END && !hasDecimals(text, end))) {
      return false;
    }
    for (int i = 0; i < SECONDS_END; i++) {
      char expected = FORM.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? !isDigit(c) : c != expected) {
        return false;
      }
    }
    return digits(text, 11, 13) < 24 && digits(text, 14, 16) < 60 && digits(text, 17, 19) < 60;
  }

  private static boolean hasDecimals(String text, int end) {
    int first = SECONDS_END + 1;
    boolean fits = text.charAt(SECONDS_END) == '.' && end > first && end <= first + DECIMALS;
    for (int i = first; i < end && fits; i++) {
      fits = isDigit(text.charAt(i));
    }
    return fits;
  }

  /// @throws DateTimeException when there is no such day
  private static Instant usual(String text) {
    long day =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
    int second =
        (digits(text, 11, 13) * 60 + digits(text, 14, 16)) * 60 + digits(text, 17, SECONDS_END);
    int nanos = 0;
    for (int i = SECONDS_END + 1; i <= SECONDS_END + DECIMALS; i++) {
      nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
    }
    return Instant.ofEpochSecond(day * SECONDS_OF_DAY + second, nanos);
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static BadRecord bad(JsonNode value) {
    String text = value.isString() ? value.stringValue() : value.toString();
    return new BadRecord(
        Codes.BAD_TIME,
        "expected a time in RFC 3339 or a number since 1970, found '"
            + Excerpts.of(text, MAX_TEXT)
            + "'");
  }
}
