package io.sextant.sigma.pipeline;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes Windows events apart: the log's own XML as JSON in its usual dialects, and Winlogbeat
/// documents, become one flat object with the names that rules use.
///
/// Attributes of an element stand as `Element_Attribute`. The event's own data win over the
/// envelope's fields of the same name, but for those that say where the event is from; a channel
/// that the event speaks about stands beside its own. Names lose their spaces; otherwise a flat
/// event stays as it is.
final class WindowsLayout {
  /// Data never replace these.
  private static final Set<String> ENVELOPE = Set.of("EventID", "Provider_Name", "Computer");

  private static final String CHANNEL = "Channel";
  private static final String TEXT = "#text";
  private static final Set<String> TEXTS = Set.of(TEXT, "text", "content", "$", "_", "Value");
  private static final Set<String> NAMES = Set.of("@Name", "Name", "#Name", "name");
  private static final Set<String> ATTRIBUTES =
      Set.of("#attributes", "attributes", "@attributes", "$attributes");
  private static final String ATTRIBUTES_SUFFIX = "_attributes";

  /// Deeper data are kept as they are.
  private static final int MAX_DEPTH = 8;

  private WindowsLayout() {}

  /// A new object; the record stays as it is.
  static ObjectNode flatten(ObjectNode record) {
    JsonNode event = record.path("Event");
    if (event.isObject()) {
      return flattenXml(event);
    }
    if (record.path("System").isObject()) {
      return flattenXml(record);
    }
    JsonNode beat = record.path("winlog");
    if (beat.isObject()) {
      return flattenBeat(record, (ObjectNode) beat);
    }
    if (record.path("event_data").isObject()) {
      return flattenBeat(record, record);
    }
    ObjectNode flat = JsonNodeFactory.instance.objectNode();
    record.properties().forEach(entry -> flat.set(spaceless(entry.getKey()), entry.getValue()));
    return flat;
  }

  private static ObjectNode flattenXml(JsonNode event) {
    ObjectNode flat = JsonNodeFactory.instance.objectNode();
    JsonNode system = event.path("System");
    for (Map.Entry<String, JsonNode> entry : system.properties()) {
      system(entry.getKey(), entry.getValue(), flat);
    }
    for (Map.Entry<String, JsonNode> entry : event.properties()) {
      String name = entry.getKey();
      switch (name) {
        case "System" -> {}
        case "EventData" -> data(entry.getValue(), flat, 0);
        case "UserData", "DebugData", "ProcessingErrorData", "RenderingInfo" ->
            nested(entry.getValue(), flat, 0);
        default -> {
          if (!ATTRIBUTES.contains(name) && !name.endsWith(ATTRIBUTES_SUFFIX)) {
            put(flat, name, entry.getValue());
          }
        }
      }
    }
    return flat;
  }

  private static void system(String name, JsonNode value, ObjectNode flat) {
    if (name.endsWith(ATTRIBUTES_SUFFIX)) {
      attributes(name.substring(0, name.length() - ATTRIBUTES_SUFFIX.length()), value, flat);
      return;
    }
    if (!value.isObject()) {
      flat.set(name, value);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (TEXTS.contains(entry.getKey())) {
        flat.set(name, number(entry.getValue(), name));
      } else if (ATTRIBUTES.contains(entry.getKey())) {
        attributes(name, entry.getValue(), flat);
      } else {
        String attribute =
            entry.getKey().startsWith("@") ? entry.getKey().substring(1) : entry.getKey();
        flat.set(name + "_" + attribute, entry.getValue());
      }
    }
  }

  /// The number that the text of an event's identifier is: dialects that know texts only write it
  /// so.
  private static JsonNode number(JsonNode value, String name) {
    if (name.equals("EventID") && value.isString() && value.stringValue().matches("\\d{1,9}")) {
      return JsonNodeFactory.instance.numberNode(Integer.parseInt(value.stringValue()));
    }
    return value;
  }

  private static void attributes(String element, JsonNode attributes, ObjectNode flat) {
    for (Map.Entry<String, JsonNode> entry : attributes.properties()) {
      if (!entry.getKey().startsWith("xmlns")) {
        flat.set(element + "_" + entry.getKey(), entry.getValue());
      }
    }
  }

  /// Fields directly, or a list of `Data` elements with their names as attributes.
  private static void data(JsonNode data, ObjectNode flat, int depth) {
    if (data.isArray()) {
      data.forEach(element -> data(element, flat, depth + 1));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      String name = entry.getKey();
      if (ATTRIBUTES.contains(name) || name.startsWith("@") || name.endsWith(ATTRIBUTES_SUFFIX)) {
        continue;
      }
      JsonNode value = entry.getValue();
      if (name.equals("Data") && (isNamed(value) || hasNamed(value))) {
        named(value, flat);
      } else {
        put(flat, name, text(value));
      }
    }
  }

  private static boolean hasNamed(JsonNode value) {
    return value.isArray() && !value.isEmpty() && isNamed(value.get(0));
  }

  private static boolean isNamed(JsonNode value) {
    return value.isObject() && !name(value).isEmpty();
  }

  private static String name(JsonNode element) {
    for (Map.Entry<String, JsonNode> entry : element.properties()) {
      if (NAMES.contains(entry.getKey()) && entry.getValue().isString()) {
        return entry.getValue().stringValue();
      }
      if (ATTRIBUTES.contains(entry.getKey())) {
        return entry.getValue().path("Name").asString("");
      }
    }
    return "";
  }

  private static void named(JsonNode value, ObjectNode flat) {
    if (value.isArray()) {
      value.forEach(element -> named(element, flat));
    } else if (isNamed(value)) {
      put(flat, name(value), text(value));
    } else {
      put(flat, "Data", text(value));
    }
  }

  /// The value of an element: its text, when it has attributes too.
  private static JsonNode text(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (TEXTS.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    boolean onlyAttributes =
        value.properties().stream()
            .allMatch(
                entry -> ATTRIBUTES.contains(entry.getKey()) || NAMES.contains(entry.getKey()));
    return onlyAttributes ? JsonNodeFactory.instance.stringNode("") : value;
  }

  /// Every leaf under its own name, whatever elements it lies in.
  private static void nested(JsonNode node, ObjectNode flat, int depth) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      JsonNode value = text(entry.getValue());
      if (ATTRIBUTES.contains(name) || name.startsWith("@") || name.endsWith(ATTRIBUTES_SUFFIX)) {
        continue;
      }
      if (value.isObject() && depth < MAX_DEPTH) {
        nested(value, flat, depth + 1);
      } else {
        put(flat, name, value);
      }
    }
  }

  private static String spaceless(String name) {
    return name.indexOf(' ') < 0 ? name : name.replace(" ", "");
  }

  private static void put(ObjectNode flat, String written, JsonNode value) {
    String name = spaceless(written);
    JsonNode present = flat.get(name);
    if (present == null || present.isNull()) {
      flat.set(name, value);
    } else if (name.equals(CHANNEL)) {
      ArrayNode both = JsonNodeFactory.instance.arrayNode();
      both.add(present).add(value);
      flat.set(name, both);
    } else if (!ENVELOPE.contains(name)) {
      flat.set(name, value);
    }
  }

  /// A Winlogbeat document: the envelope in its own names, the data as they are.
  private static ObjectNode flattenBeat(ObjectNode record, ObjectNode beat) {
    ObjectNode flat = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : record.properties()) {
      if (!entry.getKey().equals("winlog") && !entry.getValue().isObject()) {
        flat.set(entry.getKey(), entry.getValue());
      }
    }
    move(beat, "event_id", "EventID", flat);
    move(beat, "channel", CHANNEL, flat);
    move(beat, "log_name", CHANNEL, flat);
    move(beat, "provider_name", "Provider_Name", flat);
    move(beat, "source_name", "Provider_Name", flat);
    move(beat, "computer_name", "Computer", flat);
    move(beat, "record_id", "EventRecordID", flat);
    data(beat.path("event_data"), flat, 0);
    nested(beat.path("user_data"), flat, 0);
    return flat;
  }

  private static void move(ObjectNode from, String name, String to, ObjectNode flat) {
    JsonNode value = from.get(name);
    if (value != null && flat.get(to) == null) {
      flat.set(to, number(value, to));
    }
  }
}
