package io.sextant.core.telemetry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Derives the fields made for matching: `text.*`, `principal` and `conversation`. See
/// `docs/event-format.md`, section "Views made for matching".
///
/// Costs time in proportion to the text looked at, of which there is at most [#VIEW_CHARACTERS] per
/// view.
public final class Views {
  static final String PREFIX = "text.";

  /// Characters of text that one view holds; the rest is left out and `text.truncated` set. 256 Ki
  /// is twice the longest context window in common use, and keeps a 4 MiB record from costing more
  /// than a few milliseconds.
  public static final int VIEW_CHARACTERS = 1 << 18;

  private static final List<String> PRINCIPAL = List.of("user.id", "enduser.id", "client.address");
  private static final List<String> CONVERSATION =
      List.of("gen_ai.conversation.id", "session.id", "trace_id");

  private final ObjectNode event;
  private final Folding.Hidden hidden = new Folding.Hidden();
  private final Map<Speaker, View> views = new EnumMap<>(Speaker.class);
  private boolean truncated;
  private long inputLength;
  private long outputLength;

  private Views(ObjectNode event) {
    this.event = event;
  }

  /// The event with its views. Views that the argument already has are not looked at but replaced;
  /// the argument stays as it is.
  public static ObjectNode derive(ObjectNode event) {
    ObjectNode copy = without(event);
    addTo(copy);
    return copy;
  }

  /// The fields of an event that are no views.
  static ObjectNode without(ObjectNode event) {
    ObjectNode copy = JsonText.NODES.objectNode();
    event.forEachEntry((name, value) -> {
      if (!FieldNames.isReserved(name) || name.equals("time.assumed")) {
        copy.set(name, value);
      }
    });
    return copy;
  }

  /// Adds views to an event that has none.
  ///
  /// @return what they are made of
  static EventTexts addTo(ObjectNode event) {
    EventTexts texts = EventTexts.of(event);
    Views views = new Views(event);
    views.fold(texts);
    views.write();
    return texts;
  }

  private void fold(EventTexts texts) {
    inputLength = texts.inputLength();
    outputLength = texts.outputLength();
    for (Speaker speaker : Speaker.values()) {
      List<String> said = texts.of(speaker);
      if (!said.isEmpty()) {
        View view = new View();
        views.put(speaker, view);
        said.forEach(view::add);
      }
    }
  }

  private void write() {
    ArrayNode untrusted = JsonText.NODES.arrayNode();
    views.forEach((speaker, view) -> {
      view.write(PREFIX + speaker.label());
      if (speaker.isUntrusted()) {
        view.texts.forEach(untrusted::add);
      }
    });
    if (!untrusted.isEmpty()) {
      event.set("text.untrusted", untrusted);
    }
    if (event.has("gen_ai.input.messages") || event.has("gen_ai.output.messages")) {
      event.put("text.input_length", inputLength);
      event.put("text.output_length", outputLength);
    }
    if (hidden.count() > 0) {
      event.put("text.invisible_count", hidden.count());
    }
    if (!hidden.text().isEmpty()) {
      event.put("text.hidden", hidden.text());
    }
    if (truncated) {
      event.put("text.truncated", true);
    }
    first(PRINCIPAL).ifPresent(value -> event.put("principal", value));
    first(CONVERSATION).ifPresent(value -> event.put("conversation", value));
  }

  private Optional<String> first(List<String> fields) {
    for (String field : fields) {
      JsonNode value = event.path(field);
      if (value.isValueNode() && !value.asString("").isEmpty()) {
        return Optional.of(value.asString());
      }
    }
    return Optional.empty();
  }

  /// One list of folded texts.
  private final class View {
    private final List<String> texts = new ArrayList<>();
    private int room = VIEW_CHARACTERS;

    void add(String text) {
      if (text.isEmpty()) {
        return;
      }
      if (text.length() > room) {
        truncated = true;
      }
      String folded = Folding.fold(start(text, room), hidden);
      if (folded.length() > room) { // compatibility forms can be longer than what they replace
        truncated = true;
        folded = start(folded, room);
      }
      room -= folded.length();
      if (!folded.isEmpty()) {
        texts.add(folded);
      }
    }

    /// At most `length` characters, never ending in half a surrogate pair.
    private static String start(String text, int length) {
      if (text.length() <= length) {
        return text;
      }
      boolean split = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
      return text.substring(0, split ? length - 1 : length);
    }

    void write(String field) {
      if (!texts.isEmpty()) {
        ArrayNode list = event.putArray(field);
        texts.forEach(list::add);
      }
    }
  }
}
