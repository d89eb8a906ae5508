package io.sextant.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TimesTest {
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
