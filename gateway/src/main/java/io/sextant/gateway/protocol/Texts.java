package io.sextant.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.Channel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Finds every text of a body, wherever it stands: known fields, fields beside them, JSON inside
/// texts, and text files in base64. A field that only a newer protocol knows is a text like any
/// other.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
public final class Texts {
  /// How often JSON may stand inside a text inside JSON.
  private static final int MAX_EMBEDDED = 3;

  /// Longest text that is taken for a name.
  private static final int LONGEST_NAME = 80;

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=_\\r\\n-]*+");
  private static final Pattern DATA_URL =
      Pattern.compile("data:([a-zA-Z0-9.+/-]*)((?:;[^,;]*)*),", Pattern.CASE_INSENSITIVE);

  private final Function<Part, Optional<String>> visitor;
  private int opaque;

  private Texts(Function<Part, Optional<String>> visitor) {
    this.visitor = visitor;
  }

  /// The texts of a body, and how many parts hold no text that could be read.
  public record Found(List<Part> parts, int opaque) {
    public Found {
      parts = List.copyOf(parts);
    }

    /// Characters of all texts.
    public long characters() {
      return parts.stream().mapToLong(part -> part.text().length()).sum();
    }
  }

  /// Every text of a body.
  ///
  /// @param top the channel of what stands outside any message
  public static Found find(JsonNode body, Channel top) {
    List<Part> parts = new ArrayList<>();
    Texts texts =
        new Texts(part -> {
          parts.add(part);
          return Optional.empty();
        });
    texts.top(body, top);
    return new Found(parts, texts.opaque);
  }

  /// The body with texts replaced; the body itself when nothing is.
  public static JsonNode replace(
      JsonNode body, Channel top, Function<Part, Optional<String>> replacement) {
    return new Texts(replacement).top(body, top);
  }

  private JsonNode top(JsonNode body, Channel top) {
    return walk(body, Place.top(top));
  }

  /// Where the walk stands.
  ///
  /// @param within the pointer of what this stands in; most places are never asked for theirs
  /// @param step from there; empty at the top
  private record Place(
      Channel channel, Optional<Place> within, String step, String key, int embedded) {
    static Place top(Channel channel) {
      return new Place(channel, Optional.empty(), "", "", 0);
    }

    Place at(String next, Channel as) {
      return new Place(as, Optional.of(this), next, next, embedded);
    }

    Place item(int index) {
      return new Place(channel, Optional.of(this), Integer.toString(index), key, embedded);
    }

    Place inside() {
      return new Place(channel, Optional.of(this), "#", key, embedded + 1);
    }

    /// JSON pointer (RFC 6901).
    String pointer() {
      StringBuilder pointer = new StringBuilder();
      append(pointer);
      return pointer.toString();
    }

    private void append(StringBuilder pointer) {
      if (within.isPresent()) {
        within.get().append(pointer);
        boolean plain = step.indexOf('~') < 0 && step.indexOf('/') < 0;
        pointer.append('/').append(plain ? step : step.replace("~", "~0").replace("/", "~1"));
      }
    }
  }

  private JsonNode walk(JsonNode node, Place place) {
    return switch (node) {
      case ObjectNode object -> object(object, place);
      case ArrayNode array -> array(array, place);
      default -> node.isString() ? text(node, place) : node;
    };
  }

  private JsonNode object(ObjectNode object, Place place) {
    Channel own = channel(object, place.channel());
    boolean base64Text = isTextSource(object);
    String bytes = bytesKey(object);
    if (!bytes.isEmpty() && !base64Text) {
      opaque++;
    }
    ObjectNode changed = object;
    for (var entry : object.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      if (!mayHoldText(value)) {
        continue;
      }
      JsonNode next =
          key.equals(bytes)
              ? base64Text ? encoded(value, "", place.at(key, Channel.DOCUMENT)) : value
              : walk(value, place.at(key, channel(key, own)));
      if (next != value) {
        changed = changed == object ? object.objectNode().setAll(object) : changed;
        changed.set(key, next);
      }
    }
    return changed;
  }

  private JsonNode array(ArrayNode array, Place place) {
    ArrayNode changed = array;
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = array.get(i);
      JsonNode next = mayHoldText(item) ? walk(item, place.item(i)) : item;
      if (next != item) {
        changed = changed == array ? array.arrayNode().addAll(array) : changed;
        changed.set(i, next);
      }
    }
    return changed;
  }

  /// The key under which bytes stand in base64: beside `media_type` (Anthropic) or `mimeType` (MCP,
  /// where resources have a `blob`). Whatever is no base64 is text, whatever its type claims.
  private static String bytesKey(ObjectNode object) {
    if (!object.has("media_type") && !object.has("mimeType") && !object.has("blob")) {
      return "";
    }
    return List.of("data", "blob").stream()
        .filter(key -> BASE64.matcher(object.path(key).asString(" ")).matches())
        .findFirst()
        .orElse("");
  }

  private static boolean isTextSource(ObjectNode object) {
    boolean claude = object.path("type").asString("").equals("base64");
    String type =
        object
            .path(claude ? "media_type" : "mimeType")
            .asString(object.has("blob") ? "text/plain" : "")
            .toLowerCase(Locale.ROOT);
    return type.startsWith("text/") || type.equals("application/json");
  }

  private static boolean mayHoldText(JsonNode value) {
    return value.isContainer() || value.isString();
  }

  /// The channel of what stands in an object.
  private static Channel channel(ObjectNode object, Channel inherited) {
    String type = object.path("type").asString("");
    if (type.endsWith("tool_result") || type.endsWith("_call_output")) {
      return Channel.TOOL;
    }
    return switch (type) {
      case "document", "file", "input_file", "search_result" -> Channel.DOCUMENT;
      default ->
          switch (object.path("role").asString("")) {
            case "system", "developer" -> Channel.SYSTEM;
            case "assistant", "model" -> Channel.OUTPUT;
            case "tool", "function" -> Channel.TOOL;
            case "" -> inherited;
            default -> Channel.USER;
          };
    };
  }

  private static Channel channel(String key, Channel inherited) {
    return switch (key) {
      case "system", "instructions", "developer" -> Channel.SYSTEM;
      case "tools", "functions" -> Channel.TOOL;
      case "documents", "context", "search_results" -> Channel.DOCUMENT;
      default -> inherited;
    };
  }

  /// Whether a key of a protocol holds one of its words, an id or a name, if it looks like one.
  private static boolean holdsName(String key) {
    return switch (key) {
      case "role",
          "type",
          "id",
          "object",
          "model",
          "finish_reason",
          "stop_reason",
          "call_id",
          "tool_call_id",
          "tool_use_id",
          "status",
          "encoding_format",
          "datatype",
          "service_tier",
          "reasoning_effort",
          "tool_choice",
          "format",
          "media_type",
          "detail",
          "system_fingerprint" ->
          true;
      default -> false;
    };
  }

  private static boolean looksLikeName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && "_.:/+-".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_NAME;
  }

  private JsonNode text(JsonNode node, Place place) {
    String text = node.stringValue();
    Optional<MatchResult> data = dataUrl(text);
    if (data.isPresent()) {
      MatchResult url = data.get();
      String type = url.group(1).toLowerCase(Locale.ROOT);
      boolean base64 = url.group(2).toLowerCase(Locale.ROOT).contains(";base64");
      if (base64 && (type.isEmpty() || type.startsWith("text/") || type.endsWith("json"))) {
        return encoded(node, url.group(), place.at("#", Channel.DOCUMENT));
      }
      if (base64) {
        opaque++;
        return node;
      }
    }
    if (place.embedded() < MAX_EMBEDDED && looksEmbedded(text)) {
      try {
        JsonNode inner = Json.value(text);
        JsonNode next = walk(inner, place.inside());
        return next == inner ? node : string(new String(Json.bytes(next), UTF_8));
      } catch (Json.Malformed _) {
        // Not JSON after all: a text like any other.
      }
    }
    boolean name = holdsName(place.key()) && looksLikeName(text);
    return visitor
        .apply(new Part(place.channel(), place.pointer(), text, name))
        .<JsonNode>map(Texts::string)
        .orElse(node);
  }

  private static Optional<MatchResult> dataUrl(String text) {
    // Most texts are none, and begin otherwise.
    if (!text.regionMatches(true, 0, "data:", 0, 5)) {
      return Optional.empty();
    }
    Matcher url = DATA_URL.matcher(text);
    return url.lookingAt() ? Optional.of(url) : Optional.empty();
  }

  private static boolean looksEmbedded(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return start < text.length() && (text.charAt(start) == '{' || text.charAt(start) == '[');
  }

  private JsonNode encoded(JsonNode node, String prefix, Place place) {
    String written = node.stringValue().substring(prefix.length());
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(written);
    } catch (IllegalArgumentException _) {
      return visitor
          .apply(new Part(place.channel(), place.pointer(), written, false))
          .<JsonNode>map(text -> string(prefix + text))
          .orElse(node);
    }
    return visitor
        .apply(new Part(place.channel(), place.pointer(), new String(bytes, UTF_8), false))
        .<JsonNode>map(
            text -> string(prefix + Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
        .orElse(node);
  }

  private static JsonNode string(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }
}
