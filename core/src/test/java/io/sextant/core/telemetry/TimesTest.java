package io.sextant.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class TimesTest {
  private static final long SEED = 20_261_123;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource({
    "1772366400, 2026-03-01T12:00:00Z",
    "1772366400.25, 2026-03-01T12:00:00.250Z",
    "1772366400123, 2026-03-01T12:00:00.123Z",
    "1772366400123456, 2026-03-01T12:00:00.123456Z",
    "1772366400123456789, 2026-03-01T12:00:00.123456789Z",
    "'\"1772366400123\"', 2026-03-01T12:00:00.123Z",
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59Z",
    "1.7723664e9, 2026-03-01T12:00:00Z",
    "'\"2026-03-01T12:00:00Z\"', 2026-03-01T12:00:00Z",
    "'\"2026-03-01t12:00:00z\"', 2026-03-01T12:00:00Z",
    "'\"2026-03-01T12:00:00.123456789+02:00\"', 2026-03-01T10:00:00.123456789Z",
    "'\"2026-03-01 12:00:00-01:30\"', 2026-03-01T13:30:00Z",
    "'\"2026-03-01T12:00:00\"', 2026-03-01T12:00:00Z"
  })
  void readsEverySpelling(String json, String expected) {
    assertThat(Times.read(MAPPER.readTree(json))).isEqualTo(expected);
  }

  @Test
  void readsTheUsualFormAsTheJdkDoes() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int round = 0; round < 20_000; round++) {
      String text = written(random);
      assertThat(read(text)).as("%s, seed %d", text, SEED).isEqualTo(parsed(text));
    }
  }

  /// A time, often with one character too many, too few, or another.
  private static String written(RandomGenerator random) {
    Instant time =
        Instant.ofEpochSecond(
            random.nextLong(-62_167_219_200L, 253_402_300_800L),
            random.nextBoolean() ? 0 : random.nextLong(1_000_000_000) / 1000 * 1000);
    StringBuilder text = new StringBuilder(time.toString());
    int at = random.nextInt(text.length());
    switch (random.nextInt(6)) {
      case 0 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
      case 1 -> text.insert(at, (char) ('-' + random.nextInt(13)));
      case 2 -> text.deleteCharAt(at);
      default -> {}
    }
    return text.toString();
  }

  private static Optional<Instant> read(String text) {
    try {
      return Optional.of(Times.read(StringNode.valueOf(text)));
    } catch (BadRecord e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return text.endsWith("Z") ? Optional.of(Instant.parse(text)) : read(text);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"\"'",
    "true",
    "null",
    "'\"2026-13-01T00:00:00Z\"'",
    "1e40",
    "'\"12:00\"'",
    "'\"99999999999999999999\"'"
  })
  void refusesTheRest(String json) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Times.read(MAPPER.readTree(json)))
        .isInstanceOfSatisfying(
            BadRecord.class, e -> assertThat(e.code()).isEqualTo("SX-INGEST-008"));
  }
}
