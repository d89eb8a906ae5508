package io.sextant.core.telemetry;

import io.sextant.core.telemetry.EventAssembler.Sent;
import io.sextant.sigma.LogSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads records in Sextant's own form, as `docs/event-format.md` describes it.
final class OwnForm {
  private static final Set<String> HEADER =
      Set.of("time", "@timestamp", "timestamp", "logsource", "raw");

  /// What such a record says about itself.
  record Header(Optional<Category> category, String service, Sent sent) {}

  /// Whether a record is about something else than AI: such a one keeps its fields as they are.
  static boolean isForeign(LogSource source) {
    return !source.product().isEmpty() && !source.product().equals(EventAssembler.PRODUCT);
  }

  /// The fields of a record that is not about AI.
  static ObjectNode untouched(ObjectNode record) {
    ObjectNode fields = JsonText.NODES.objectNode();
    record.forEachEntry((name, value) -> {
      if (!name.equals("time") && !name.equals("logsource")) {
        fields.set(name, value);
      }
    });
    return fields;
  }

  /// @throws BadRecord when `logsource` is not an object of texts
  static LogSource logSource(ObjectNode record) {
    JsonNode source = record.path("logsource");
    if (source.isMissingNode()) {
      return LogSource.ANY;
    }
    if (!source.isObject()) {
      throw new BadRecord(
          Codes.BAD_FIELD,
          "expected 'logsource' to be an object with product, category and service");
    }
    return new LogSource(
        text(source, "category"), text(source, "product"), text(source, "service"));
  }

  private static String text(JsonNode source, String key) {
    JsonNode value = source.path(key);
    if (value.isMissingNode() || value.isNull() || value.isString()) {
      return value.asString("");
    }
    throw new BadRecord(Codes.BAD_FIELD, "expected 'logsource." + key + "' to be text");
  }

  /// @throws BadRecord when the time is not one
  static Sent sent(ObjectNode record) {
    for (String name : new String[] {"time", "@timestamp", "timestamp"}) {
      if (record.has(name)) {
        return Sent.read(record.path(name));
      }
    }
    return Sent.UNSAID;
  }

  /// @throws BadRecord when a required field is not what it must be
  Header fill(ObjectNode record, LogSource source, Draft draft) {
    Optional<Category> category = category(source.category());
    record.forEachEntry((name, value) -> {
      if (!HEADER.contains(name)) {
        flatten(name, value, draft);
      }
    });
    JsonNode raw = record.path("raw");
    if (raw.isObject()) {
      raw.forEachEntry(draft::putRaw);
    } else {
      draft.putRaw("raw", raw);
    }
    return new Header(category, source.service(), sent(record));
  }

  private static Optional<Category> category(String label) {
    Optional<Category> category = Category.parse(label);
    if (category.isEmpty() && !label.isEmpty()) {
      throw new BadRecord(
          Codes.BAD_FIELD,
          "'"
              + Excerpts.of(label, 40)
              + "' is not a category of product ai; expected one of "
              + Category.labels());
    }
    return category;
  }

  /// Nested objects become dotted names as far as known names go.
  private static void flatten(String name, JsonNode value, Draft draft) {
    if (value instanceof ObjectNode object && FieldNames.isPrefix(name.toLowerCase(Locale.ROOT))) {
      object.forEachEntry((inner, part) -> flatten(name + "." + inner, part, draft));
    } else {
      draft.put(name, value);
    }
  }
}
