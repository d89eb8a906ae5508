package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.sextant.core.access.Role;
import io.sextant.core.telemetry.Limits;
import io.sextant.server.telemetry.IngestConfig;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// More than there is room for: the sender is told, and what was acknowledged is there.
class OverloadTest {
  private static final int SENDERS = 64;

  @TempDir Path data;

  @Test
  void acknowledgedIsStoredAndTheRestIsToldToRetry() throws Exception {
    IngestConfig tight =
        new IngestConfig(
            Limits.DEFAULT, 600_000, 100_000, Duration.ZERO, Duration.ofSeconds(2), false);
    byte[] body = Spans.chat("u", "hello", 200).toByteArray();
    try (TestServer server = TestServer.start(data, config -> config.with(tight));
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        answers.add(
            senders.submit(
                () -> server.send(server.otlp("/v1/traces", "application/x-protobuf", body))));
      }
      long acknowledged = 0;
      long toldToRetry = 0;
      for (Future<HttpResponse<String>> answer : answers) {
        HttpResponse<String> response = answer.get(60, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isIn(200, 429);
        if (response.statusCode() == 200) {
          acknowledged += 200;
        } else {
          toldToRetry++;
          assertThat(response.headers().firstValue("Retry-After")).contains("2");
        }
      }
      assertThat(toldToRetry).isPositive();
      assertThat(acknowledged).isPositive();
      var status = server.get("/api/v1/ingest", server.token(Role.VIEWER));
      assertThat(status.path("stored").asLong()).isEqualTo(acknowledged);
      assertThat(status.path("overloads").asLong()).isEqualTo(toldToRetry);
    }
  }

  /// A server that answers and closes while the body still comes resets the connection, and the
  /// answer is lost with it.
  @ParameterizedTest
  @ValueSource(strings = {"otlp", "api"})
  void senderOfMuchHearsTheAnswerToo(String way) throws Exception {
    IngestConfig noRoom =
        new IngestConfig(Limits.DEFAULT, 1, 1, Duration.ZERO, Duration.ofSeconds(2), false);
    byte[] much = new byte[8 << 20];
    try (TestServer server = TestServer.start(data, config -> config.with(noRoom));
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpRequest.Builder request =
          way.equals("otlp")
              ? server.otlp("/v1/traces", "application/x-protobuf", much)
              : server
                  .api("/api/v1/events")
                  .header("Content-Type", "application/x-ndjson")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(much));
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < SENDERS / 4; i++) {
        answers.add(senders.submit(() -> server.send(request)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<String>> answer : answers) {
        statuses.add(answer.get(60, TimeUnit.SECONDS).statusCode());
      }
      assertThat(statuses)
          .allSatisfy(status -> assertThat(status).isIn(200, 400, 429))
          .contains(429);
    }
  }

  @Test
  void grpcIsToldWithRetryInfo() throws Exception {
    IngestConfig nothing =
        new IngestConfig(Limits.DEFAULT, 1, 1, Duration.ZERO, Duration.ofSeconds(3), false);
    try (TestServer server = TestServer.start(data, config -> config.with(nothing))) {
      ManagedChannel channel = OtlpTest.channel(server);
      try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
        var stub = TraceServiceGrpc.newBlockingStub(channel);
        List<Future<?>> answers = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
          answers.add(senders.submit(() -> stub.export(Spans.chat("u", "hello", 200))));
        }
        List<Throwable> refused = new ArrayList<>();
        for (Future<?> answer : answers) {
          try {
            answer.get(60, TimeUnit.SECONDS);
          } catch (java.util.concurrent.ExecutionException e) {
            refused.add(e.getCause());
          }
        }
        assertThat(refused).isNotEmpty().allSatisfy(OverloadTest::saysWhenToRetry);
      } finally {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
      }
    }
  }

  private static void saysWhenToRetry(Throwable refusal) throws InvalidProtocolBufferException {
    assertThat(refusal).isInstanceOf(StatusRuntimeException.class);
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    assertThat(status.getCode()).isEqualTo(com.google.rpc.Code.UNAVAILABLE_VALUE);
    assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(3);
  }
}
