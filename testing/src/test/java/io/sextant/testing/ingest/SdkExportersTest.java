package io.sextant.testing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sextant.core.access.Role;
import io.sextant.server.ListenConfig;
import io.sextant.server.Sextant;
import io.sextant.server.SextantConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The exporters of the OpenTelemetry SDK against a real server.
class SdkExportersTest {
  private static final int RECORDS = 700;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path data;
  private static Sextant sextant;
  private static String viewer;

  @BeforeAll
  static void start() {
    sextant = Sextant.start(SextantConfig.on(data).with(ListenConfig.FREE_PORTS));
    viewer = sextant.access().createToken("test", Role.VIEWER, Optional.empty()).secret().reveal();
  }

  @AfterAll
  static void stop() {
    sextant.close();
  }

  static Stream<SpanExporter> spanExporters() {
    String http = sextant.otlpHttp() + "/v1/traces";
    String grpc = sextant.otlpGrpc().toString();
    return Stream.of(
        OtlpHttpSpanExporter.builder().setEndpoint(http).build(),
        OtlpHttpSpanExporter.builder().setEndpoint(http).setCompression("gzip").build(),
        OtlpGrpcSpanExporter.builder().setEndpoint(grpc).build(),
        OtlpGrpcSpanExporter.builder().setEndpoint(grpc).setCompression("gzip").build());
  }

  @ParameterizedTest
  @MethodSource("spanExporters")
  void everySpanArrives(SpanExporter exporter) {
    long before = stored();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build()) {
      for (int i = 0; i < RECORDS; i++) {
        provider
            .get("test")
            .spanBuilder("chat")
            .setAttribute("gen_ai.operation.name", "chat")
            .setAttribute("gen_ai.request.model", "m")
            .setAttribute("user.id", "u-" + i)
            .startSpan()
            .end();
      }
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    await().atMost(PATIENCE).until(() -> stored() - before == RECORDS);
  }

  static Stream<LogRecordExporter> logExporters() {
    return Stream.of(
        OtlpHttpLogRecordExporter.builder().setEndpoint(sextant.otlpHttp() + "/v1/logs").build(),
        OtlpGrpcLogRecordExporter.builder().setEndpoint(sextant.otlpGrpc().toString()).build());
  }

  @ParameterizedTest
  @MethodSource("logExporters")
  void everyLogRecordArrives(LogRecordExporter exporter) {
    long before = stored();
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
            .build()) {
      for (int i = 0; i < RECORDS; i++) {
        provider
            .get("test")
            .logRecordBuilder()
            .setSeverity(Severity.INFO)
            .setAttribute(AttributeKey.stringKey("gen_ai.operation.name"), "chat")
            .setAttribute(AttributeKey.stringKey("gen_ai.request.model"), "m")
            .emit();
      }
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    await().atMost(PATIENCE).until(() -> stored() - before == RECORDS);
  }

  @Test
  void metricsDoNotMakeAnSdkFail() {
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.create(
                    OtlpHttpMetricExporter.builder()
                        .setEndpoint(sextant.otlpHttp() + "/v1/metrics")
                        .build()))
            .build()) {
      provider.get("test").counterBuilder("c").build().add(1);
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
  }

  private static long stored() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode status =
          JsonMapper.shared()
              .readTree(
                  http.send(
                          HttpRequest.newBuilder(sextant.pages().resolve("/api/v1/ingest"))
                              .header("Authorization", "Bearer " + viewer)
                              .build(),
                          BodyHandlers.ofString())
                      .body());
      return status.path("stored").asLong();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
