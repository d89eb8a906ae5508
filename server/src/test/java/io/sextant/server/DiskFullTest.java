package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.Uuid7;
import io.sextant.core.contract.InMemoryEvents;
import io.sextant.core.contract.InMemoryFindings;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Limits;
import io.sextant.server.http.Caller;
import io.sextant.server.telemetry.IngestConfig;
import io.sextant.server.telemetry.IngestFigures;
import io.sextant.server.telemetry.Intake;
import io.sextant.server.telemetry.OtlpHttpReceiver;
import io.sextant.server.telemetry.OtlpSource;
import io.sextant.server.telemetry.WriteHealth;
import io.sextant.store.StoreException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A store that cannot take more is told to the sender, shows in the health, and heals by itself.
class DiskFullTest {
  @Test
  void theSenderKeepsItsRecordsUntilThereIsRoomAgain() throws Exception {
    Disk disk = new Disk();
    WriteHealth health = new WriteHealth();
    InstantSource clock = InstantSource.system();
    IngestFigures figures = new IngestFigures(clock);
    Intake intake = new Intake(IngestConfig.defaults(), disk, figures, health, _ -> {});
    OtlpSource source = new OtlpSource(Limits.DEFAULT, clock, new Uuid7(clock, new SecureRandom()));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (OtlpHttpReceiver receiver =
            OtlpHttpReceiver.start(
                address,
                intake,
                source,
                _ -> Caller.anonymous(Set.of(io.sextant.core.access.Permission.INGEST)));
        HttpClient http = HttpClient.newHttpClient()) {
      disk.full = true;
      HttpResponse<String> refused = post(http, receiver.port());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
      assertThat(health.failure()).isPresent();
      assertThat(figures.unstorable()).isEqualTo(1);
      assertThat(disk.count()).isZero();
      disk.full = false;
      assertThat(post(http, receiver.port()).statusCode()).isEqualTo(200);
      assertThat(health.failure()).isEmpty();
      assertThat(disk.count()).isEqualTo(1);
      assertThat(intake.queued()).isZero();
      assertThat(intake.memoryUsed()).isZero();
    }
  }

  private static HttpResponse<String> post(HttpClient http, int port) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(Spans.chat("u", "hello", 1).toByteArray()))
            .build(),
        BodyHandlers.ofString());
  }

  /// A journal in memory whose disk can be full.
  private static final class Disk extends InMemoryEvents {
    private volatile boolean full;

    Disk() {
      super(new InMemoryFindings());
    }

    @Override
    public List<Numbered> append(List<Event> more) {
      if (full) {
        throw new StoreException(StoreException.Reason.DISK_FULL, "the disk is full");
      }
      return super.append(more);
    }
  }
}
