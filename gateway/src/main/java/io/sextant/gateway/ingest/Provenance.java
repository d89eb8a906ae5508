package io.sextant.gateway.ingest;

import io.sextant.gateway.protocol.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a record or document is from, as who brings it says. What is not said is empty.
///
/// @param digest SHA-256 of the content in hexadecimal, see [Digests]
public record Provenance(
    String source, String collector, Optional<Instant> collected, String licence, String digest) {
  public static final Provenance NONE = new Provenance("", "", Optional.empty(), "", "");

  /// Longest of its texts.
  private static final int LONGEST = 2_000;

  private static final String DIGEST = "(?:sha256:)?([0-9a-fA-F]{64})";

  /// The parts of it.
  public enum Field {
    SOURCE,
    COLLECTOR,
    COLLECTED,
    LICENCE,
    DIGEST;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Field> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
  }

  /// A value of it is not what it has to be.
  public static final class Malformed extends Exception {
    Malformed(String message) {
      super(message);
    }
  }

  /// Reads texts by their names.
  ///
  /// @throws Malformed when a name is unknown or a value is wrong
  public static Provenance of(Map<String, String> texts) throws Malformed {
    Provenance read = NONE;
    for (var text : texts.entrySet()) {
      Field field =
          Field.of(text.getKey().equals("license") ? "licence" : text.getKey())
              .orElseThrow(() ->
                  new Malformed(
                      "provenance has no '"
                          + shortened(text.getKey())
                          + "'; expected source, collector, collected, licence or digest"));
      if (text.getValue().length() > LONGEST) {
        throw new Malformed(field.label() + " is longer than " + LONGEST + " characters");
      }
      read = read.with(field, text.getValue().strip());
    }
    return read;
  }

  static Provenance read(JsonNode node) throws Malformed {
    if (!(node instanceof ObjectNode object)) {
      throw new Malformed("'provenance' is an object");
    }
    Map<String, String> texts = new java.util.LinkedHashMap<>();
    for (var entry : object.properties()) {
      if (!entry.getValue().isString() && !entry.getValue().isNull()) {
        throw new Malformed("provenance: '" + shortened(entry.getKey()) + "' is a text");
      }
      texts.put(entry.getKey(), entry.getValue().asString(""));
    }
    return of(texts);
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private Provenance with(Field field, String value) throws Malformed {
    return switch (field) {
      case SOURCE -> new Provenance(value, collector, collected, licence, digest);
      case COLLECTOR -> new Provenance(source, value, collected, licence, digest);
      case COLLECTED -> new Provenance(source, collector, time(value), licence, digest);
      case LICENCE -> new Provenance(source, collector, collected, value, digest);
      case DIGEST -> new Provenance(source, collector, collected, licence, hex(value));
    };
  }

  private static Optional<Instant> time(String value) throws Malformed {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          value.length() == 10
              ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
              : java.time.OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeException _) {
      throw new Malformed(
          "collected '"
              + shortened(value)
              + "' is no time; write 2026-11-21 or"
              + " 2026-11-21T09:30:00Z");
    }
  }

  private static String hex(String value) throws Malformed {
    if (value.isEmpty()) {
      return "";
    }
    var matcher = java.util.regex.Pattern.compile(DIGEST).matcher(value);
    if (!matcher.matches()) {
      throw new Malformed("digest is SHA-256 in 64 hexadecimal digits");
    }
    return matcher.group(1).toLowerCase(Locale.ROOT);
  }

  /// The same, with what is not said taken from another.
  public Provenance or(Provenance other) {
    return new Provenance(
        source.isEmpty() ? other.source : source,
        collector.isEmpty() ? other.collector : collector,
        collected.or(() -> other.collected),
        licence.isEmpty() ? other.licence : licence,
        digest.isEmpty() ? other.digest : digest);
  }

  /// What of it is required and not said.
  List<String> missing(Set<Field> required) {
    List<String> missing = new ArrayList<>();
    for (Field field : Field.values()) {
      boolean said =
          switch (field) {
            case SOURCE -> !source.isEmpty();
            case COLLECTOR -> !collector.isEmpty();
            case COLLECTED -> collected.isPresent();
            case LICENCE -> !licence.isEmpty();
            case DIGEST -> !digest.isEmpty();
          };
      if (required.contains(field) && !said) {
        missing.add(field.label());
      }
    }
    return missing;
  }

  ObjectNode json() {
    return Json.object()
        .put("source", source)
        .put("collector", collector)
        .put("collected", collected.map(Instant::toString).orElse(""))
        .put("licence", licence)
        .put("digest", digest);
  }
}
