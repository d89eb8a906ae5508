package io.sextant.server.example;

import io.sextant.server.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A recording of OTLP/JSON requests, one a line, packed as a resource.
final class Recording {
  private static final Pattern TIME =
      Pattern.compile("\"[a-zA-Z]*[tT]imeUnixNano\":\"(\\d{1,19})\"");
  private static final String TIME_SUFFIX = "imeUnixNano";
  private static final long NANOS = 1_000_000_000L;

  private final String resource;

  Recording(String resource) {
    this.resource = resource;
  }

  /// @param requests lines
  /// @param newest the latest time in it
  record Extent(int requests, Instant newest) {}

  /// Whether this build has one.
  boolean present() {
    return Recording.class.getResource(resource) != null;
  }

  /// Reads all of it to tell what it holds; nothing when this build has none.
  Extent extent() throws IOException {
    int[] requests = {0};
    long[] newest = {0};
    lines(line -> {
      requests[0]++;
      for (Matcher time = TIME.matcher(line); time.find(); ) {
        newest[0] = Math.max(newest[0], Long.parseLong(time.group(1)));
      }
    });
    return new Extent(requests[0], Instant.ofEpochSecond(newest[0] / NANOS, newest[0] % NANOS));
  }

  /// Hands out every request with all its times moved by `shift`.
  void replay(Duration shift, Consumer<String> request) throws IOException {
    long nanos = shift.toNanos();
    lines(line -> {
      JsonNode node = Json.MAPPER.readTree(line);
      move(node, nanos);
      request.accept(Json.MAPPER.writeValueAsString(node));
    });
  }

  private static void move(JsonNode node, long nanos) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode value = field.getValue();
        if (field.getKey().endsWith(TIME_SUFFIX) && value.isString()) {
          object.put(field.getKey(), Long.toString(Long.parseLong(value.stringValue()) + nanos));
        } else {
          move(value, nanos);
        }
      }
    } else if (node.isArray()) {
      node.forEach(element -> move(element, nanos));
    }
  }

  private void lines(Consumer<String> line) throws IOException {
    try (InputStream packed = Recording.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return;
      }
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
        reader.lines().forEach(line);
      }
    }
  }
}
