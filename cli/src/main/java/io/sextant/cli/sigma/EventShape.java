package io.sextant.cli.sigma;

import io.sextant.sigma.LogSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads time and log source out of a record of any form.
final class EventShape {
  /// Fields that hold the time in common forms of logs, in the order they are looked for.
  private static final List<String> TIMES =
      List.of(
          "time",
          "@timestamp",
          "timestamp",
          "UtcTime",
          "EventTime",
          "TimeCreated",
          "TimeCreated_SystemTime",
          "eventTime",
          "ts");

  /// Numbers of seconds are below; then come milliseconds, microseconds, nanoseconds.
  private static final double SECONDS_BELOW = 1e11;

  private static final int MAX_TEXT = 40;
  private static final double MICROS = 1e6;

  private EventShape() {}

  /// What the record says about its log: the object `logsource`, else the texts `product`,
  /// `category` and `service`.
  static LogSource logSource(JsonNode event) {
    JsonNode stated = event.path("logsource");
    JsonNode source = stated.isObject() ? stated : event;
    return new LogSource(
        text(source, "category"), text(source, "product"), text(source, "service"));
  }

  private static String text(JsonNode object, String key) {
    JsonNode value = object.path(key);
    return value.isString() ? value.stringValue() : "";
  }

  /// When it happened, if it says so.
  static Optional<Instant> time(JsonNode event) {
    return TIMES.stream()
        .map(event::path)
        .filter(node -> !node.isMissingNode())
        .flatMap(node -> read(node).stream())
        .findFirst();
  }

  /// A point in time: RFC 3339, `yyyy-MM-dd HH:mm:ss`, or a number since 1970.
  static Optional<Instant> read(JsonNode value) {
    if (value.isNumber()) {
      return epoch(value.doubleValue());
    }
    String text = value.isString() ? value.stringValue().strip() : "";
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    try {
      String iso =
          text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
      boolean zoned = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d{2}:?\\d{2}");
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> epoch(double number) {
    double seconds = Math.abs(number);
    for (int i = 0; i < 3 && seconds >= SECONDS_BELOW; i++) {
      seconds /= 1000;
    }
    if (!(seconds < SECONDS_BELOW)) {
      return Optional.empty();
    }
    long micros = Math.round(Math.copySign(seconds, number) * MICROS);
    return Optional.of(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000));
  }
}
