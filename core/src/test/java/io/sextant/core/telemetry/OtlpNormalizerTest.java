package io.sextant.core.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OtlpNormalizerTest {
  private static ExportLogsServiceRequest logs(String records) {
    String json = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
    return new OtlpMessages(Limits.DEFAULT).logsFromJson(json.getBytes(UTF_8));
  }

  private static Normalized normalize(Limits limits, String records) {
    return new OtlpNormalizer(limits, () -> Inputs.NOW, new FixedIds()).logs(logs(records), "test");
  }

  private static final String PREDICTION =
      "\"attributes\":[{\"key\":\"predict.model.name\",\"value\":{\"stringValue\":\"m\"}}]";

  @Test
  void aFutureTimeIsSetToReceiptAndKept() {
    Normalized found =
        normalize(Limits.DEFAULT, "{\"timeUnixNano\":\"1893456000000000000\"," + PREDICTION + "}");
    assertThat(found.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.time()).isEqualTo(Inputs.NOW);
          assertThat(event.body().path("time.assumed").asString()).isEqualTo("future");
          assertThat(event.body().at("/raw/time_as_sent").asString())
              .isEqualTo("2030-01-01T00:00:00Z");
        });
  }

  @Test
  void anEventOfAnotherProductInABodyKeepsItsFields() {
    Normalized found =
        normalize(
            Limits.DEFAULT,
            "{\"timeUnixNano\":\"1772366400000000000\",\"body\":{\"stringValue\":"
                + "\"{\\\"logsource\\\":{\\\"product\\\":\\\"windows\\\",\\\"category\\\":\\\"process_creation\\\"},"
                + "\\\"Image\\\":\\\"x.exe\\\"}\"}}");
    assertThat(found.refusals()).isEmpty();
    assertThat(found.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.logSource().product()).isEqualTo("windows");
          assertThat(event.body().path("Image").asString()).isEqualTo("x.exe");
          assertThat(event.time()).isEqualTo("2026-03-01T12:00:00Z");
        });
  }

  @Test
  void aRecordThatIsTooLongIsRefusedAmongOthers() {
    Limits small = new Limits(1 << 20, 200, 64, 100, Duration.ofMinutes(10));
    String padding = "{\"key\":\"x\",\"value\":{\"stringValue\":\"" + "y".repeat(300) + "\"}}";
    Normalized found =
        normalize(
            small, "{" + PREDICTION + "},{\"attributes\":[" + padding + "]},{" + PREDICTION + "}");
    assertThat(found.events()).hasSize(2);
    assertThat(found.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo("SX-INGEST-002");
          assertThat(refusal.position()).isEqualTo(2);
          assertThat(refusal.format()).isEqualTo(SourceFormat.OTLP_LOGS);
        });
  }

  @Test
  void aRequestOfTooManyRecordsIsRefusedAsAWhole() {
    Limits two = new Limits(1 << 20, 1 << 20, 64, 2, Duration.ofMinutes(10));
    assertThatThrownBy(() -> normalize(two, "{},{},{}"))
        .isInstanceOfSatisfying(
            BadRecord.class, e -> assertThat(e.code()).isEqualTo("SX-INGEST-010"));
    assertThat(normalize(two, "{},{}").ignored()).isEqualTo(2);
  }
}
