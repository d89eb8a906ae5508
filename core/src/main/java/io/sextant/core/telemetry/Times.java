package io.sextant.core.telemetry;

import java.time.DateTimeException;
import java.time.Instant;
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
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// A blank instead of `T`, as many databases print it, is allowed by RFC 3339; a missing offset,
  /// which many write, is taken for UTC.
  private static Instant rfc3339(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    if (iso.endsWith("Z") || iso.endsWith("z")) {
      return Instant.parse(iso);
    }
    boolean hasOffset = iso.length() > 10 && (iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0);
    return hasOffset
        ? OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
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
