package io.sextant.gateway.stream;

import io.sextant.gateway.protocol.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the pieces of texts stand in the events of each protocol, and which texts an event ends.
final class Slots {
  /// Fields of a piece that name something and come whole.
  private static final Set<String> NAMES =
      Set.of("role", "type", "id", "name", "signature", "call_id", "item_id");

  private final List<Slot> slots = new ArrayList<>();
  private final List<String> endings = new ArrayList<>();

  /// A piece of a text.
  ///
  /// @param text which text it continues
  /// @param place its JSON pointer
  record Slot(String text, String place, ObjectNode holder, String field) {
    String piece() {
      return holder.path(field).stringValue();
    }

    void set(String piece) {
      holder.put(field, piece);
    }
  }

  private Slots() {}

  static Slots of(Operation operation, ObjectNode event) {
    Slots slots = new Slots();
    switch (operation) {
      case CHAT, COMPLETION -> slots.choices(event);
      case MESSAGES -> slots.blocks(event);
      case RESPONSE -> slots.items(event);
      case EMBEDDING, MODELS, PREDICT -> {}
    }
    return slots;
  }

  List<Slot> slots() {
    return slots;
  }

  /// Beginnings of the names of texts that end with this event.
  List<String> endings() {
    return endings;
  }

  /// Whether a place is that of a piece, or within one.
  boolean hold(String place) {
    return slots.stream()
        .anyMatch(slot -> place.equals(slot.place()) || place.startsWith(slot.place() + "/"));
  }

  /// Takes from a copy of an event what would end the text that the copy continues.
  static void reopen(ObjectNode event) {
    for (JsonNode choice : event.path("choices")) {
      if (choice instanceof ObjectNode object && object.has("finish_reason")) {
        object.putNull("finish_reason");
      }
    }
  }

  /// OpenAI: `choices[].delta.…`, `choices[].text`.
  private void choices(ObjectNode event) {
    if (!(event.path("choices") instanceof ArrayNode choices)) {
      return;
    }
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i) instanceof ObjectNode choice) {
        String text = "c" + choice.path("index").asInt(i) + "/";
        String place = "/choices/" + i;
        if (choice.path("text").isString()) {
          slots.add(new Slot(text + "text", place + "/text", choice, "text"));
        }
        pieces(choice.path("delta"), text, place + "/delta");
        if (!choice.path("finish_reason").asString("").isEmpty()) {
          endings.add(text);
        }
      }
    }
  }

  private void pieces(JsonNode node, String text, String place) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(entry -> {
                String field = entry.getKey();
                if (!entry.getValue().isString()) {
                  pieces(entry.getValue(), text + field + "/", place + "/" + field);
                } else if (!NAMES.contains(field)) {
                  slots.add(new Slot(text + field, place + "/" + field, object, field));
                }
              });
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          pieces(array.get(i), text + array.get(i).path("index").asInt(i) + "/", place + "/" + i);
        }
      }
      default -> {}
    }
  }

  /// Anthropic: `content_block_delta`.
  private void blocks(ObjectNode event) {
    String text = "b" + event.path("index").asInt(0) + "/";
    switch (event.path("type").asString("")) {
      case "content_block_delta" -> pieces(event.path("delta"), text, "/delta");
      case "content_block_stop" -> endings.add(text);
      case "message_stop" -> endings.add("");
      default -> {}
    }
  }

  /// OpenAI responses: `response.….delta` and the `.done` that ends it.
  private void items(ObjectNode event) {
    String type = event.path("type").asString("");
    String text =
        event.path("item_id").asString("")
            + "/"
            + event.path("output_index").asInt(0)
            + "/"
            + event.path("content_index").asInt(0)
            + "/";
    if (type.endsWith(".delta") && event.path("delta").isString()) {
      String kind = type.substring(0, type.length() - ".delta".length());
      slots.add(new Slot(text + kind, "/delta", event, "delta"));
    } else if (type.endsWith(".done")) {
      endings.add(text + type.substring(0, type.length() - ".done".length()));
    } else if (type.equals("response.completed") || type.equals("response.incomplete")) {
      endings.add("");
    }
  }
}
