package io.sextant.core.telemetry;

import static io.sextant.core.telemetry.Inputs.GOOD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What senders get wrong, or do on purpose: always a refusal with a code and a place, and the good
/// records around it are taken.
class BadInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"time":1,"logsource":{"product":"ai"           | SX-INGEST-001
          {"time":1,,"a":2}                               | SX-INGEST-001
          {'time':1}                                      | SX-INGEST-001
          {"time":NaN}                                    | SX-INGEST-001
          {"a":1} {"b":2}                                 | SX-INGEST-001
          nonsense                                        | SX-INGEST-001
          {"a":1,"a":2}                                   | SX-INGEST-004
          {"a":{"b":[{"c":1,"c":1}]}}                     | SX-INGEST-004
          "text"                                          | SX-INGEST-006
          [1]                                             | SX-INGEST-006
          {"never":"seen"}                                | SX-INGEST-007
          {}                                              | SX-INGEST-007
          {"time":"soon","gen_ai.prompt":"x"}             | SX-INGEST-008
          {"time":1e99,"gen_ai.prompt":"x"}               | SX-INGEST-008
          {"time":{},"gen_ai.prompt":"x"}                 | SX-INGEST-008
          {"logsource":[],"gen_ai.prompt":"x"}            | SX-INGEST-009
          {"logsource":{"category":1},"gen_ai.prompt":"x"}| SX-INGEST-009
          {"logsource":{"category":"chatting"}}           | SX-INGEST-009
          {"resourceSpans":{}}                            | SX-INGEST-013
          {"resourceLogs":[7]}                            | SX-INGEST-013
          """)
  void isRefusedAmongGoodRecords(String line, String code) {
    Normalized found = Inputs.read(GOOD + "\n" + line + "\n" + GOOD + "\n");
    assertThat(found.events()).hasSize(2);
    assertThat(found.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo(code);
          assertThat(refusal.position()).isEqualTo(2);
          assertThat(refusal.source()).isEqualTo("test");
          assertThat(refusal.message()).isNotBlank();
          assertThat(refusal.excerpt()).startsWith(line.substring(0, Math.min(10, line.length())));
        });
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] bytes = (GOOD + "\n" + GOOD.replace("hello", "he?lo") + "\n" + GOOD).getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xC3 : bytes[i];
    }
    Normalized found = Inputs.read(bytes);
    assertThat(found.events()).hasSize(2);
    assertThat(found.refusals()).extracting(Refusal::code).containsExactly("SX-INGEST-005");
  }

  @Test
  void anEncodedSurrogateIsNoUtf8() {
    byte[] bytes = GOOD.replace("hello", "xxx").getBytes(UTF_8);
    int at = new String(bytes, UTF_8).indexOf("xxx");
    System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, bytes, at, 3);
    assertThat(Inputs.read(bytes).refusals())
        .extracting(Refusal::code)
        .containsExactly("SX-INGEST-005");
  }

  @Test
  void aReplacementCharacterThatWasSentIsTaken() {
    assertThat(Inputs.read(GOOD.replace("hello", "\uFFFD")).events()).hasSize(1);
  }

  @Test
  void tenThousandLevelsAreRefused() {
    String deep = "{\"time\":1,\"gen_ai.prompt\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    Normalized found = Inputs.read(deep + "\n" + GOOD);
    assertThat(found.events()).hasSize(1);
    assertThat(found.refusals()).extracting(Refusal::code).containsExactly("SX-INGEST-003");
  }

  @Test
  void tenThousandLevelsInsideTextStayText() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    Normalized found = Inputs.read(GOOD.replace("hello", deep));
    assertThat(found.events())
        .singleElement()
        .satisfies(event -> assertThat(event.body().at("/text.user/0").asString()).isEqualTo(deep));
  }

  @Test
  void tenThousandLevelsOfProtobufAreRefused() {
    byte[] inner = {};
    for (int i = 0; i < 10_000; i++) { // ArrayValue.values, AnyValue.array_value
      inner = nested(i % 2 == 0 ? 0x0A : 0x2A, inner);
    }
    // KeyValue.value, Resource.attributes, ResourceSpans.resource, resource_spans
    for (int tag : new int[] {0x12, 0x0A, 0x0A, 0x0A}) {
      inner = nested(tag, inner);
    }
    byte[] message = inner;
    assertThatThrownBy(() -> new OtlpMessages(Limits.DEFAULT).traces(message))
        .isInstanceOfSatisfying(
            BadRecord.class,
            e -> {
              assertThat(e.code()).isEqualTo("SX-INGEST-013");
              assertThat(e.explanation()).contains("too many levels of nesting");
            });
  }

  /// One length-delimited field around `content`.
  private static byte[] nested(int tag, byte[] content) {
    byte[] header = new byte[6];
    header[0] = (byte) tag;
    int length = content.length;
    int at = 1;
    while (length > 0x7F) {
      header[at++] = (byte) (length & 0x7F | 0x80);
      length >>= 7;
    }
    header[at++] = (byte) length;
    byte[] whole = Arrays.copyOf(header, at + content.length);
    System.arraycopy(content, 0, whole, at, content.length);
    return whole;
  }

  @Test
  void aHundredMegabyteLineIsSkippedWithoutBeingHeld() {
    byte[] mebibyte = "x".repeat(1 << 20).getBytes(UTF_8);
    long before = usedMemory();
    Normalized found =
        Inputs.read(
            Inputs.generated(
                102,
                i ->
                    switch (i) {
                      case 0 -> (GOOD + "\n{\"gen_ai.prompt\":\"").getBytes(UTF_8);
                      case 101 -> ("\"}\n" + GOOD + "\n").getBytes(UTF_8);
                      default -> mebibyte;
                    }));
    assertThat(found.events()).hasSize(2);
    assertThat(found.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo("SX-INGEST-002");
          assertThat(refusal.position()).isEqualTo(2);
        });
    assertThat(usedMemory() - before).isLessThan(64L << 20);
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void aCompressionBombEndsAtTheLimit() throws IOException {
    byte[] bomb = Inputs.gzip((GOOD + "\n" + " ".repeat(50 << 20)).getBytes(UTF_8));
    assertThat(bomb.length).isLessThan(100_000);
    Normalized found =
        Inputs.read(
            new BoundedInputStream(new GZIPInputStream(new ByteArrayInputStream(bomb)), 1 << 20));
    assertThat(found.events()).hasSize(1);
    assertThat(found.refusals()).extracting(Refusal::code).containsExactly("SX-INGEST-011");
  }

  @Test
  void truncatedCompressionIsRefusedAfterWhatCouldBeRead() throws IOException {
    byte[] whole = Inputs.gzip((GOOD + "\n").repeat(5000).getBytes(UTF_8));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Normalized found = Inputs.read(new GZIPInputStream(new ByteArrayInputStream(half)));
    assertThat(found.events()).isNotEmpty();
    assertThat(found.refusals()).extracting(Refusal::code).endsWith("SX-INGEST-012");
  }

  @Test
  void recordsBeyondTheLimitAreRefusedOnce() {
    Limits three = new Limits(1 << 20, 1 << 16, 64, 3, Duration.ofMinutes(10));
    Normalized found =
        Inputs.normalizer(three)
            .normalize((GOOD + "\n").repeat(9).getBytes(UTF_8), "test", SourceFormat.UNKNOWN);
    assertThat(found.events()).hasSize(3);
    assertThat(found.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo("SX-INGEST-010");
          assertThat(refusal.position()).isEqualTo(4);
        });
  }

  @Test
  void aForcedFormatRefusesOthers() {
    Normalized found =
        Inputs.normalizer().normalize(GOOD.getBytes(UTF_8), "test", SourceFormat.BEDROCK);
    assertThat(found.refusals()).extracting(Refusal::code).containsExactly("SX-INGEST-007");
  }

  @Test
  void futureEventsAreSetToReceiptAndTheFarPastIsKept() {
    Normalized found =
        Inputs.read(
            """
            {"time":"2026-03-02T00:09:59Z","gen_ai.prompt":"within the skew"}
            {"time":"2026-03-02T00:10:01Z","gen_ai.prompt":"beyond it"}
            {"time":"1999-12-31T23:59:59Z","gen_ai.prompt":"long ago"}
            {"gen_ai.prompt":"timeless"}
            """);
    assertThat(found.events())
        .extracting(
            event -> event.time().toString(),
            event -> event.body().path("time.assumed").asString(""))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2026-03-02T00:09:59Z", ""),
            org.assertj.core.groups.Tuple.tuple("2026-03-02T00:00:00Z", "future"),
            org.assertj.core.groups.Tuple.tuple("1999-12-31T23:59:59Z", ""),
            org.assertj.core.groups.Tuple.tuple("2026-03-02T00:00:00Z", "missing"));
    assertThat(found.events().get(1).body().at("/raw/time_as_sent").asString())
        .isEqualTo("2026-03-02T00:10:01Z");
  }

  @Test
  void byteOrderMarkCarriageReturnsAndBlankLinesArePassedOver() {
    Normalized found = Inputs.read("\uFEFF\r\n \t\r\n" + GOOD + "\r\n\r\n" + GOOD + "\r\nbad\r\n");
    assertThat(found.events()).hasSize(2);
    assertThat(found.refusals()).extracting(Refusal::position).containsExactly(6L);
  }

  @Test
  void emptyInputGivesNothing() {
    assertThat(Inputs.read("")).isEqualTo(new Normalized(java.util.List.of(), java.util.List.of()));
    assertThat(Inputs.read("\uFEFF").refusals()).isEmpty();
  }
}
