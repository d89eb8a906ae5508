package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.access.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A process that is killed while telemetry comes in loses nothing it acknowledged, and finds
/// everything once.
@Timeout(240)
class KillTest {
  private static final int SENDERS = 4;
  private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 60;

  @TempDir Path data;

  @Test
  void whatWasAcknowledgedIsThereAndFoundOnce() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    Process process = start();
    try (BufferedReader output = process.inputReader()) {
      URI otlp = address(output);
      List<Thread> senders = new ArrayList<>();
      AtomicInteger number = new AtomicInteger();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(Thread.ofVirtual().start(() -> sendUntilItDies(otlp, number, acknowledged)));
      }
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_THE_KILL);
      process.destroyForcibly().waitFor();
      for (Thread sender : senders) {
        sender.join();
      }
    }
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            JsonNode status = server.get("/api/v1/ingest", token);
            return status.path("searched").asLong() == status.path("stored").asLong();
          });
      assertThat(server.get("/api/v1/ingest", token).path("stored").asLong())
          .isGreaterThanOrEqualTo(acknowledged.size());
      List<JsonNode> overrides = overrides(server, token);
      List<String> victims =
          overrides.stream().map(f -> f.at("/entities/principal").asString()).toList();
      assertThat(victims).doesNotHaveDuplicates().containsAll(acknowledged);
      assertThat(overrides)
          .allSatisfy(finding -> assertThat(finding.path("count").asInt()).isEqualTo(1));
    }
  }

  /// All findings of the rule for overridden instructions, over all pages.
  private static List<JsonNode> overrides(TestServer server, String token) {
    List<JsonNode> findings = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          server.get(
              "/api/v1/findings?limit=500&technique=AML.T0051.000&rule=" + OVERRIDE + cursor,
              token);
      page.path("items").forEach(findings::add);
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
    } while (!cursor.isEmpty());
    return findings;
  }

  /// "Prompt overrides the instructions of the assistant".
  private static final String OVERRIDE = "a55bad03-4ee4-4773-b11b-39528b544237";

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            DoomedServer.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static URI address(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("OTLP ")) {
        return URI.create(line.substring("OTLP ".length()));
      }
    }
    throw new AssertionError("the server did not start");
  }

  private static void sendUntilItDies(URI otlp, AtomicInteger number, Set<String> acknowledged) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (true) {
        String user = "user-" + number.incrementAndGet();
        HttpResponse<Void> response =
            http.send(
                HttpRequest.newBuilder(otlp.resolve("/v1/traces"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/x-protobuf")
                    .POST(
                        BodyPublishers.ofByteArray(Spans.chat(user, Spans.ATTACK, 1).toByteArray()))
                    .build(),
                BodyHandlers.discarding());
        if (response.statusCode() == 200) {
          acknowledged.add(user);
        }
      }
    } catch (IOException e) {
      // The server is dead, as it should be.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
