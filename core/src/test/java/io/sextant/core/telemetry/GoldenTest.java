package io.sextant.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every input format and generation of names, as data: `NAME.input.*` becomes
/// `NAME.expected.json`.
///
/// Run with `-Dgolden.write=true` to write what comes out now; then read it before committing.
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/sextant/core/telemetry/golden");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  static Stream<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".input."))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void becomesTheExpectedEvents(Path input) throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    Normalized found =
        new JsonNormalizer(Limits.DEFAULT, CLOCK, new FixedIds())
            .normalize(bytes, "golden", SourceFormat.UNKNOWN);
    String actual = MAPPER.writeValueAsString(describe(found)) + "\n";
    Path expected =
        input.resolveSibling(
            input.getFileName().toString().replaceFirst("\\.input\\..*", ".expected.json"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void protobufAndJsonGiveTheSame(Path input) throws IOException {
    String text = Files.readString(input).strip();
    OtlpMessages messages = new OtlpMessages(Limits.DEFAULT);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    OtlpNormalizer normalizer = new OtlpNormalizer(Limits.DEFAULT, CLOCK, new FixedIds());
    Normalized direct;
    if (text.contains("\"resourceSpans\"")) {
      ExportTraceServiceRequest request = messages.tracesFromJson(bytes);
      assertThat(messages.traces(request.toByteArray())).isEqualTo(request);
      direct = normalizer.traces(request, "golden");
    } else if (text.contains("\"resourceLogs\"")) {
      ExportLogsServiceRequest request = messages.logsFromJson(bytes);
      assertThat(messages.logs(request.toByteArray())).isEqualTo(request);
      direct = normalizer.logs(request, "golden");
    } else {
      return;
    }
    Normalized viaFile =
        new JsonNormalizer(Limits.DEFAULT, CLOCK, new FixedIds())
            .normalize(bytes, "golden", SourceFormat.UNKNOWN);
    assertThat(bodies(direct)).isEqualTo(bodies(viaFile)).isNotEmpty();
  }

  private static List<ObjectNode> bodies(Normalized normalized) {
    return normalized.events().stream().map(Event::body).toList();
  }

  private static JsonNode describe(Normalized found) {
    ObjectNode description = MAPPER.createObjectNode();
    ArrayNode events = description.putArray("events");
    found.events().forEach(event -> events.add(sorted(event.body())));
    ArrayNode refusals = description.putArray("refusals");
    for (Refusal refusal : found.refusals()) {
      refusals
          .addObject()
          .put("position", refusal.position())
          .put("code", refusal.code())
          .put("message", refusal.message());
    }
    description.put("ignored", found.ignored());
    return description;
  }

  /// Field order is no part of an event's meaning.
  private static JsonNode sorted(ObjectNode body) {
    List<String> names = new ArrayList<>(body.propertyNames());
    names.sort(String::compareTo);
    ObjectNode sorted = MAPPER.createObjectNode();
    names.forEach(name -> sorted.set(name, body.get(name)));
    return sorted;
  }
}
