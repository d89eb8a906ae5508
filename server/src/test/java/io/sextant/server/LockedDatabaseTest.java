package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.access.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// While something else holds the database people can still look, and whoever wants to write is
/// told to try again; then everything goes on, and nothing acknowledged was passed over.
class LockedDatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  @Test
  void peopleCanLookAndWritersAreToldToTryAgain() throws Exception {
    try (TestServer server = TestServer.start(data)) {
      String known = server.token(Role.ANALYST);
      String fresh = server.token(Role.VIEWER);
      assertThat(send(server)).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> !findings(server, known).isEmpty());
      String finding = findings(server, known).get(0).path("id").asString();
      try (Connection other =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve("sextant.db"));
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        assertThat(send(server)).isEqualTo(503);
        HttpResponse<String> health = server.send(server.api("/health").GET());
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(findings(server, fresh)).isNotEmpty();
        HttpResponse<String> triage = server.send(triage(server, known, finding));
        assertThat(triage.statusCode()).isEqualTo(503);
        assertThat(triage.body()).contains("SX-SERVER-021");
        assertThat(triage.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        statement.execute("commit");
      }
      assertThat(server.send(triage(server, known, finding)).statusCode()).isEqualTo(200);
      assertThat(send(server)).isEqualTo(200);
      assertThat(server.send(server.api("/health").GET()).statusCode()).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .until(() -> server.get("/api/v1/ingest", known).path("searched").asLong() == 2);
    }
  }

  private static int send(TestServer server) {
    byte[] body = Spans.chat("mallory", Spans.ATTACK, 1).toByteArray();
    return server.send(server.otlp("/v1/traces", "application/x-protobuf", body)).statusCode();
  }

  private static JsonNode findings(TestServer server, String token) {
    return server.get("/api/v1/findings", token).path("items");
  }

  private static HttpRequest.Builder triage(TestServer server, String token, String finding) {
    return server
        .api("/api/v1/findings/" + finding, token)
        .header("Content-Type", "application/json")
        .method("PATCH", BodyPublishers.ofString("{\"status\": \"acknowledged\"}"));
  }
}
