package io.sextant.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.sextant.core.access.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The OTLP receivers as exporters meet them, and as they must not be.
class OtlpTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  @TempDir static Path data;
  private static TestServer server;
  private static String viewer;

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
    viewer = server.token(Role.VIEWER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void protobufIsStoredWhenItIsAcknowledged() throws IOException {
    long before = stored();
    HttpResponse<byte[]> response =
        post("/v1/traces", PROTOBUF, Spans.chat("u", "hello", 3).toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(response.body()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThat(stored() - before).isEqualTo(3);
  }

  @Test
  void logsAreTaken() {
    long before = stored();
    assertThat(post("/v1/logs", PROTOBUF, Spans.log("u", "hello").toByteArray()).statusCode())
        .isEqualTo(200);
    assertThat(stored() - before).isEqualTo(1);
  }

  @Test
  void jsonIsAnsweredInJson() {
    long before = stored();
    HttpResponse<byte[]> response = post("/v1/traces", JSON, OTLP_JSON.getBytes(UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(new String(response.body(), UTF_8)).isEqualTo("{}");
    assertThat(stored() - before).isEqualTo(1);
  }

  @Test
  void aCharsetBesideTheTypeIsFine() {
    assertThat(
            post("/v1/traces", "application/json; charset=utf-8", OTLP_JSON.getBytes(UTF_8))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void gzipIsTaken() {
    long before = stored();
    byte[] packed = TestServer.gzip(Spans.chat("u", "hello", 50).toByteArray());
    assertThat(gzipped("/v1/traces", packed).statusCode()).isEqualTo(200);
    assertThat(stored() - before).isEqualTo(50);
  }

  @Test
  void fieldsOfALaterVersionArePassedOver() {
    String later = OTLP_JSON.replaceFirst("\\{", "{\"fromTheFuture\":{\"a\":[1]},");
    assertThat(post("/v1/traces", JSON, later.getBytes(UTF_8)).statusCode()).isEqualTo(200);
    byte[] unknownField = {(byte) 0xFA, 0x3E, 0x02, 'h', 'i'};
    byte[] message = Spans.chat("u", "hello", 1).toByteArray();
    byte[] joined = Arrays.copyOf(message, message.length + unknownField.length);
    System.arraycopy(unknownField, 0, joined, message.length, unknownField.length);
    assertThat(post("/v1/traces", PROTOBUF, joined).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNotAboutAiIsTakenAndIgnored() throws IOException {
    long before = stored();
    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, Spans.other().toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(ExportTraceServiceResponse.parseFrom(response.body()).hasPartialSuccess()).isFalse();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void metricsAreTurnedDownWithoutAnError() throws IOException {
    HttpResponse<byte[]> response = post("/v1/metrics", PROTOBUF, metrics().toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    ExportMetricsServiceResponse answer = ExportMetricsServiceResponse.parseFrom(response.body());
    assertThat(answer.getPartialSuccess().getRejectedDataPoints()).isEqualTo(2);
    assertThat(answer.getPartialSuccess().getErrorMessage()).contains("metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415",
    "application/x-protobuf-not, 415",
    "application/grpc, 415",
    "'', 415"
  })
  void anotherContentTypeIsRefused(String type, int status) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.sextant().otlpHttp().resolve("/v1/traces"))
            .POST(BodyPublishers.ofString("{}"));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    assertThat(server.send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void anotherEncodingIsRefused() {
    assertThat(
            server
                .send(
                    server
                        .otlp("/v1/traces", PROTOBUF, new byte[0])
                        .header("Content-Encoding", "br"))
                .statusCode())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "{\"resourceSpans\":5}", "not json", "{\"resourceSpans\":[{}]"})
  void malformedJsonIsRefusedWithAStatusInJson(String body) {
    HttpResponse<byte[]> response = post("/v1/traces", JSON, body.getBytes(UTF_8));
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode status = TestServer.JSON.readTree(response.body());
    assertThat(status.path("code").asInt()).isEqualTo(3);
    assertThat(status.path("message").asString()).contains("SX-INGEST-");
  }

  @Test
  void malformedProtobufIsRefusedWithAStatus() throws IOException {
    byte[] whole = Spans.chat("u", "hello", 2).toByteArray();
    HttpResponse<byte[]> response =
        post("/v1/traces", PROTOBUF, Arrays.copyOf(whole, whole.length - 7));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(com.google.rpc.Status.parseFrom(response.body()).getMessage())
        .contains("SX-INGEST-");
  }

  @Test
  void truncatedGzipIsRefused() {
    byte[] packed = TestServer.gzip(Spans.chat("u", "hello", 20).toByteArray());
    assertThat(gzipped("/v1/traces", Arrays.copyOf(packed, packed.length / 2)).statusCode())
        .isEqualTo(400);
    assertThat(gzipped("/v1/traces", "no gzip".getBytes(UTF_8)).statusCode()).isEqualTo(400);
  }

  @Test
  void aGzipBombIsStoppedAtTheLimit() throws IOException {
    byte[] bomb = zeros(512L << 20);
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThat(gzipped("/v1/traces", bomb).statusCode()).isEqualTo(413);
    assertThat(
            server
                .send(
                    server
                        .api("/api/v1/events", server.token(Role.SENDER))
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(bomb)))
                .statusCode())
        .isIn(200, 413);
  }

  @Test
  void aBodyOfAHundredMegabytesIsRefused() {
    HttpRequest.Builder stated =
        server
            .otlp("/v1/traces", PROTOBUF, new byte[0])
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> endless(100L << 20)), 100L << 20));
    HttpRequest.Builder chunked =
        server
            .otlp("/v1/traces", PROTOBUF, new byte[0])
            .POST(BodyPublishers.ofInputStream(() -> endless(100L << 20)));
    for (HttpRequest.Builder request : new HttpRequest.Builder[] {stated, chunked}) {
      try {
        assertThat(server.send(request).statusCode()).isEqualTo(413);
      } catch (java.io.UncheckedIOException e) {
        // The server may close the connection while the client still sends.
        assertThat(e).hasMessageMatching("(?s).*(reset|closed|Broken|EOF|error|bytes).*");
      }
    }
    assertThat(post("/v1/traces", PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyPostToAKnownPathIsTaken() {
    HttpResponse<String> get =
        server.send(
            HttpRequest.newBuilder(server.sextant().otlpHttp().resolve("/v1/traces")).GET());
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(post("/v1/profiles", PROTOBUF, new byte[0]).statusCode()).isEqualTo(404);
    HttpResponse<byte[]> unknownVersion = post("/v2/traces", JSON, "{}".getBytes(UTF_8));
    assertThat(unknownVersion.statusCode()).isEqualTo(404);
    assertThat(new String(unknownVersion.body(), UTF_8)).contains("/v1/traces");
  }

  @Test
  void aWebPageCannotSendTelemetry() {
    HttpResponse<String> response =
        server.send(
            server
                .otlp("/v1/traces", JSON, OTLP_JSON.getBytes(UTF_8))
                .header("Origin", "http://evil.example"));
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void grpcIsTakenAlsoCompressed() throws InterruptedException {
    ManagedChannel channel = channel(server);
    try {
      long before = stored();
      var traces = TraceServiceGrpc.newBlockingStub(channel);
      assertThat(traces.export(Spans.chat("u", "hello", 4)).hasPartialSuccess()).isFalse();
      traces.withCompression("gzip").export(Spans.chat("u", "hello", 4));
      LogsServiceGrpc.newBlockingStub(channel).export(Spans.log("u", "hello"));
      assertThat(stored() - before).isEqualTo(9);
      assertThat(
              MetricsServiceGrpc.newBlockingStub(channel)
                  .export(metrics())
                  .getPartialSuccess()
                  .getRejectedDataPoints())
          .isEqualTo(2);
      assertThatThrownBy(() -> traces.export(Spans.chat("u", "x".repeat(17 << 20), 1)))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void whereATokenIsRequiredNothingElseIsTaken(@TempDir Path other) throws InterruptedException {
    try (TestServer closed =
        TestServer.start(other, config -> config.with(config.ingest().withRequireToken(true)))) {
      byte[] body = Spans.chat("u", "hello", 1).toByteArray();
      String sender = closed.token(Role.SENDER);
      assertThat(closed.send(closed.otlp("/v1/traces", PROTOBUF, body)).statusCode())
          .isEqualTo(401);
      assertThat(
              closed
                  .send(
                      closed
                          .otlp("/v1/traces", PROTOBUF, body)
                          .header("Authorization", "Bearer " + closed.token(Role.VIEWER)))
                  .statusCode())
          .isEqualTo(401);
      assertThat(
              closed
                  .send(
                      closed
                          .otlp("/v1/traces", PROTOBUF, body)
                          .header("Authorization", "Bearer " + sender))
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              closed
                  .send(closed.api("/api/v1/events").POST(BodyPublishers.ofString("{}")))
                  .statusCode())
          .isEqualTo(401);
      ManagedChannel channel = channel(closed);
      assertThatThrownBy(
              () -> TraceServiceGrpc.newBlockingStub(channel).export(Spans.chat("u", "hello", 1)))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void jsonLinesAreTakenAndBadOnesListed() {
    String lines =
        """
        {"time":"2026-03-01T12:00:00Z","logsource":{"product":"ai","category":"llm_inference"},"user.id":"u"}
        {"time":"2026-03-01T12:00:00Z","logsource":
        {"who":"knows"}
        {"time":"2026-03-01T12:00:01Z","logsource":{"product":"ai","category":"llm_inference"},"user.id":"u"}
        """;
    HttpResponse<String> response =
        server.send(
            server
                .api("/api/v1/events?source=unit")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode result = TestServer.JSON.readTree(response.body());
    assertThat(result.path("accepted").asInt()).isEqualTo(2);
    assertThat(result.path("refused").asInt()).isEqualTo(2);
    assertThat(result.path("refusals").get(0).path("position").asInt()).isEqualTo(2);
    JsonNode refusals = server.get("/api/v1/ingest/refusals", viewer).path("items");
    assertThat(refusals.get(0).path("source").asString()).isEqualTo("unit");
  }

  @Test
  void sendersAreToldApart() {
    post("/v1/traces", PROTOBUF, Spans.chat("u", "hello", 1).toByteArray());
    JsonNode sources = server.get("/api/v1/ingest", viewer).path("sources");
    assertThat(sources.findValuesAsString("service")).contains("test");
  }

  private static long stored() {
    return server.get("/api/v1/ingest", viewer).path("stored").asLong();
  }

  private static HttpResponse<byte[]> post(String path, String type, byte[] body) {
    return server.send(server.otlp(path, type, body), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> gzipped(String path, byte[] body) {
    return server.send(
        server.otlp(path, PROTOBUF, body).header("Content-Encoding", "gzip"),
        BodyHandlers.ofByteArray());
  }

  static ManagedChannel channel(TestServer of) {
    return NettyChannelBuilder.forAddress(
            of.sextant().otlpGrpc().getHost(), of.sextant().otlpGrpc().getPort())
        .usePlaintext()
        .build();
  }

  private static byte[] zeros(long length) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] chunk = new byte[1 << 20];
      for (long written = 0; written < length; written += chunk.length) {
        gzip.write(chunk);
      }
    }
    return packed.toByteArray();
  }

  private static InputStream endless(long length) {
    return new InputStream() {
      private long left = length;

      @Override
      public int read() {
        return left-- > 0 ? 'x' : -1;
      }

      @Override
      public int read(byte[] into, int offset, int count) {
        if (left <= 0) {
          return -1;
        }
        int read = (int) Math.min(count, left);
        Arrays.fill(into, offset, offset + read, (byte) 'x');
        left -= read;
        return read;
      }
    };
  }

  private static ExportMetricsServiceRequest metrics() {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(
                            Metric.newBuilder()
                                .setName("m")
                                .setGauge(
                                    Gauge.newBuilder()
                                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(1))
                                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(2))))))
        .build();
  }

  private static final String OTLP_JSON =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"json"}}]},
      "scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat",
      "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000",
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
      {"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}
      """;
}
