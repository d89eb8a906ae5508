package io.sextant.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Damaged inputs never throw: every record becomes an event, a refusal, or is ignored, and every
/// event can be written as JSON again.
class FuzzTest {
  private static final Path GOLDEN = Path.of("src/test/resources/io/sextant/core/telemetry/golden");
  private static final long SEED = 20260301;
  private static final int ROUNDS = 2000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> SPLICES =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e308",
          "true",
          "\"\\ud800\"",
          "[[[[1]]]]",
          "\"[{\"",
          "{\"role\":{}}",
          "{\"text\":[1]}",
          "\"parts\"",
          "\u0000",
          "\uFFFF",
          "{\"name\":null}");

  private static List<byte[]> samples() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .filter(file -> file.toString().contains(".input."))
          .sorted()
          .map(FuzzTest::bytes)
          .toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void damagedJsonIsTakenOrRefused() throws IOException {
    List<byte[]> samples = samples();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = samples.get(random.nextInt(samples.size())).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        input = damage(input, random);
      }
      Normalized found = normalize(input, round);
      found
          .events()
          .forEach(event -> assertThat(MAPPER.writeValueAsBytes(event.body())).isNotEmpty());
      found.refusals().forEach(refusal -> assertThat(refusal.code()).startsWith("SX-INGEST-"));
    }
  }

  private static Normalized normalize(byte[] input, int round) {
    try {
      return Inputs.read(input);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + SEED + ", round " + round, e);
    }
  }

  private static byte[] damage(byte[] input, SplittableRandom random) {
    int at = random.nextInt(Math.max(1, input.length));
    return switch (random.nextInt(5)) {
      case 0 -> { // flip a byte
        byte[] flipped = input.clone();
        if (flipped.length > 0) {
          flipped[at] = (byte) random.nextInt();
        }
        yield flipped;
      }
      case 1 -> java.util.Arrays.copyOf(input, at);
      case 2 -> splice(input, at, 0, SPLICES.get(random.nextInt(SPLICES.size())));
      default -> value(input, at, random);
    };
  }

  /// Replaces the JSON value after the next colon.
  private static byte[] value(byte[] input, int at, SplittableRandom random) {
    int colon = at;
    while (colon < input.length && input[colon] != ':') {
      colon++;
    }
    int end = colon + 1;
    while (end < input.length && ",}]\n".indexOf(input[end]) < 0) {
      end++;
    }
    return colon >= input.length
        ? input
        : splice(input, colon + 1, end - colon - 1, SPLICES.get(random.nextInt(SPLICES.size())));
  }

  private static byte[] splice(byte[] input, int at, int removed, String text) {
    byte[] inserted = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] result = new byte[input.length - removed + inserted.length];
    System.arraycopy(input, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(
        input, at + removed, result, at + inserted.length, input.length - at - removed);
    return result;
  }

  @Test
  void damagedProtobufIsTakenOrRefused() {
    OtlpMessages messages = new OtlpMessages(Limits.DEFAULT);
    byte[] request =
        messages
            .tracesFromJson(bytes(GOLDEN.resolve("otlp-traces-genai-current.input.json")))
            .toByteArray();
    OtlpNormalizer normalizer =
        new OtlpNormalizer(Limits.DEFAULT, () -> Inputs.NOW, new FixedIds());
    SplittableRandom random = new SplittableRandom(SEED);
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = request.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        ExportTraceServiceRequest read = messages.traces(damaged);
        Normalized found = normalizer.traces(read, "fuzz");
        found
            .events()
            .forEach(event -> assertThat(MAPPER.writeValueAsBytes(event.body())).isNotEmpty());
        taken++;
      } catch (BadRecord e) {
        assertThat(e.code()).isEqualTo("SX-INGEST-013");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", round " + round, e);
      }
    }
    assertThat(taken).isGreaterThan(ROUNDS / 20);
  }
}
