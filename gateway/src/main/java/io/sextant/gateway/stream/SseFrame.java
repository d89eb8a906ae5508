package io.sextant.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/// One event of a stream.
///
/// @param event its type; empty when it has none
/// @param id by which a client takes the stream up again
/// @param data what its `data` lines hold; empty for a comment
public record SseFrame(String event, Optional<String> id, Optional<String> data) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  public static SseFrame of(byte[] bytes) {
    String event = "";
    Optional<String> id = Optional.empty();
    StringBuilder data = new StringBuilder();
    boolean hasData = false;
    for (String line : LINE_END.split(new String(bytes, UTF_8), -1)) {
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      if (field.equals("data")) {
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
      } else if (field.equals("event")) {
        event = value;
      } else if (field.equals("id")) {
        id = Optional.of(value);
      }
    }
    return new SseFrame(event, id, hasData ? Optional.of(data.toString()) : Optional.empty());
  }

  /// The bytes of an event with other data.
  public byte[] with(byte[] json) {
    String name = event.isEmpty() ? "" : "event: " + event + "\n";
    byte[] head = (name + id.map(it -> "id: " + it + "\n").orElse("") + "data: ").getBytes(UTF_8);
    byte[] whole = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(json, 0, whole, head.length, json.length);
    whole[whole.length - 2] = '\n';
    whole[whole.length - 1] = '\n';
    return whole;
  }
}
