package io.sextant.core.telemetry;

import io.sextant.core.telemetry.FieldNames.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An event in the making: attributes go in under any name and come out at their places.
///
/// One thread at a time may use it.
final class Draft {
  private final ObjectNode fields = JsonText.NODES.objectNode();
  private final ObjectNode raw = JsonText.NODES.objectNode();
  private final Map<String, JsonNode> held = new HashMap<>();
  private final Map<String, ObjectNode> lists = new HashMap<>();
  private final ArrayNode inputs = JsonText.NODES.arrayNode();
  private final ArrayNode outputs = JsonText.NODES.arrayNode();

  Draft() {}

  /// A draft that begins with the fields of another.
  Draft(Draft common) {
    fields.setAll(common.fields);
    raw.setAll(common.raw);
  }

  /// Takes an attribute under the name its sender gave it.
  void put(String name, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return;
    }
    switch (FieldNames.place(name)) {
      case Place.Field(var current) -> {
        if (current.equals(name) || !fields.has(current)) {
          fields.set(current, value);
        }
      }
      case Place.Raw() -> raw.set(name, value);
      case Place.Held(var current) -> held.put(current, value);
      case Place.Spread(var list, var path) -> spread(list, path, value);
    }
  }

  void putRaw(String name, JsonNode value) {
    if (!value.isNull() && !value.isMissingNode()) {
      raw.set(name, value);
    }
  }

  void putRaw(String name, String value) {
    if (!value.isEmpty()) {
      raw.put(name, value);
    }
  }

  /// Sets a field that nothing has set yet.
  void putIfAbsent(String name, String value) {
    if (!value.isEmpty() && !fields.has(name)) {
      fields.put(name, value);
    }
  }

  void putIfAbsent(String name, JsonNode value) {
    if (!fields.has(name) && !value.isNull() && !value.isMissingNode()) {
      fields.set(name, value);
    }
  }

  /// A message that came by an event of its own.
  void addInput(ObjectNode message) {
    inputs.add(message);
  }

  void addOutput(ObjectNode message) {
    outputs.add(message);
  }

  ObjectNode fields() {
    return fields;
  }

  ObjectNode raw() {
    return raw;
  }

  ArrayNode inputs() {
    return inputs;
  }

  ArrayNode outputs() {
    return outputs;
  }

  /// Takes an attribute whose meaning depends on others.
  Optional<JsonNode> takeHeld(String name) {
    return Optional.ofNullable(held.remove(name));
  }

  String heldText(String name) {
    JsonNode value = held.get(name);
    return value == null ? "" : value.asString("");
  }

  /// What nobody took is kept as it came.
  void releaseHeld() {
    held.forEach(raw::set);
    held.clear();
    lists.forEach((name, list) -> raw.set(name.substring(0, name.length() - 1), list));
    lists.clear();
  }

  /// The elements of a spread list in the order of their numbers; empty when there are none.
  ArrayNode takeList(String name) {
    ArrayNode elements = JsonText.NODES.arrayNode();
    if (!lists.isEmpty()) {
      Optional.ofNullable(lists.remove(name + "."))
          .ifPresent(list -> ordered(list).forEach(elements::add));
    }
    return elements;
  }

  /// The values of an object whose keys are numbers, in the order of the numbers.
  static List<JsonNode> ordered(JsonNode numbered) {
    return numbered
        .propertyStream()
        .filter(entry -> number(entry.getKey()) >= 0)
        .sorted((a, b) -> Integer.compare(number(a.getKey()), number(b.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static int number(String key) {
    boolean digits =
        !key.isEmpty() && key.length() < 10 && key.chars().allMatch(Character::isDigit);
    return digits ? Integer.parseInt(key) : -1;
  }

  /// Segments beyond this depth stay together as one key.
  private static final int MAX_SEGMENTS = 10;

  private void spread(String list, String path, JsonNode value) {
    ObjectNode node = lists.computeIfAbsent(list, _ -> JsonText.NODES.objectNode());
    String[] segments = path.split("\\.", MAX_SEGMENTS);
    for (int i = 0; i < segments.length - 1; i++) {
      node =
          node.get(segments[i]) instanceof ObjectNode child ? child : node.putObject(segments[i]);
    }
    node.set(segments[segments.length - 1], value);
  }
}
