package io.sextant.core.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What Sextant itself tells of as a tree becomes the event that its text would become.
class OwnRecordTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));

  @ParameterizedTest
  @MethodSource("io.sextant.core.telemetry.GoldenTest#inputs")
  void aTreeBecomesWhatItsTextBecomes(Path input) throws IOException {
    for (String line : Files.readString(input).lines().toList()) {
      if (isOwnForm(line)) {
        Normalized fromText =
            normalizer().normalize(line.getBytes(UTF_8), "", SourceFormat.UNKNOWN);
        ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(line);
        ObjectNode before = tree.deepCopy();
        Event own = normalizer().own(tree);

        assertThat(own)
            .usingRecursiveComparison()
            .ignoringFields("id", "original", "body")
            .isEqualTo(fromText.events().getFirst());
        assertThat(own.body()).isEqualTo(fromText.events().getFirst().body());
        assertThat(new String(own.original().bytes(), UTF_8)).isEqualTo(own.body().toString());
        assertThat(tree).isEqualTo(before);
      }
    }
  }

  @Test
  void aLongRecordIsNotLost() {
    String text = "a long text ".repeat(Limits.DEFAULT.recordBytes() / 10);
    Event own = normalizer().own(record().put("gen_ai.input.messages", text));

    assertThat(own.original().bytes().length).isGreaterThan(Limits.DEFAULT.recordBytes());
    assertThat(own.body().path("gen_ai.input.messages").toString()).contains(text);
  }

  @Test
  void aRecordThatIsNoEventIsRefused() {
    assertThatThrownBy(() -> normalizer().own(record().put("unheard", "of")))
        .isInstanceOf(BadRecord.class);
  }

  private static boolean isOwnForm(String line) {
    try {
      JsonNode value = JsonMapper.shared().readTree(line);
      return value instanceof ObjectNode object
          && RecordForm.of(object) == SourceFormat.JSON_LINES
          && normalizer()
              .normalize(line.getBytes(UTF_8), "", SourceFormat.JSON_LINES)
              .refusals()
              .isEmpty();
    } catch (tools.jackson.core.JacksonException e) {
      return false;
    }
  }

  private static ObjectNode record() {
    return JsonMapper.shared().createObjectNode();
  }

  private static JsonNormalizer normalizer() {
    return new JsonNormalizer(Limits.DEFAULT, CLOCK, new FixedIds());
  }
}
