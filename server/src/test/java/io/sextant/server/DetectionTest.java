package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.core.access.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From an event to a finding that people see.
class DetectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;

  @Test
  void anAttackBecomesAFindingOnTheLiveStream() {
    try (TestServer server = TestServer.start(data);
        LiveLines live = new LiveLines(server)) {
      await().atMost(PATIENCE).until(() -> !live.lines.isEmpty());
      send(server, Spans.ATTACK);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(live.lines)
                  .contains("event: finding", "event: heat", "event: ingest")
                  .anySatisfy(line -> assertThat(line).contains("AML.T0051")));
      Contract contract = Contract.load();
      for (int i = 0; i < live.lines.size() - 1; i++) {
        String kind = live.lines.get(i);
        String json = live.lines.get(i + 1).replaceFirst("^data: ", "");
        switch (kind) {
          case "event: finding" -> assertThat(contract.schemaProblems("Finding", json)).isEmpty();
          case "event: heat" -> assertThat(contract.schemaProblems("Heat", json)).isEmpty();
          case "event: ingest" ->
              assertThat(contract.schemaProblems("IngestStatus", json)).isEmpty();
          default -> {}
        }
      }
    }
  }

  @Test
  void aRepetitionIsCountedNotRepeated() {
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      send(server, Spans.ATTACK);
      await().atMost(PATIENCE).until(() -> findings(server, token).size() > 0);
      int kinds = findings(server, token).size();
      send(server, Spans.ATTACK);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(findings(server, token))
                  .allSatisfy(finding ->
                      assertThat(finding.path("count").asInt()).isGreaterThanOrEqualTo(2)));
      assertThat(findings(server, token)).hasSize(kinds);
    }
  }

  @Test
  void aRestartRepeatsNothing() {
    List<JsonNode> before;
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      send(server, Spans.ATTACK);
      await().atMost(PATIENCE).until(() -> findings(server, token).size() > 0);
      before = findings(server, token);
    }
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      send(server, "good morning");
      await()
          .atMost(PATIENCE)
          .until(() -> server.get("/api/v1/ingest", token).path("searched").asLong() == 2);
      assertThat(findings(server, token)).isEqualTo(before);
    }
  }

  @Test
  void aRuleThatIsWrittenWorksAndOneThatIsBrokenLeavesTheLastGoodOne() throws IOException {
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      Path file = data.resolve("rules/marmalade.yml");
      Files.writeString(file, rule("marmalade"));
      await().atMost(PATIENCE).until(() -> rules(server, token).contains("Marmalade"));
      send(server, "please pass the marmalade");
      await().atMost(PATIENCE).until(() -> titles(server, token).contains("Marmalade"));
      Files.writeString(file, "title: Marmalade\ndetection: [broken");
      await()
          .atMost(PATIENCE)
          .until(() -> server.get("/api/v1/rules", token).path("issues").size() > 0);
      JsonNode issue = server.get("/api/v1/rules", token).path("issues").get(0);
      assertThat(issue.path("file").asString()).endsWith("marmalade.yml");
      assertThat(rules(server, token)).contains("Marmalade");
      Files.delete(file);
      await().atMost(PATIENCE).until(() -> !rules(server, token).contains("Marmalade"));
      assertThat(server.get("/api/v1/rules", token).path("issues")).isEmpty();
    }
  }

  @Test
  void aWindowOpenedBeforeARestartIsClosedAfterIt() throws IOException {
    Files.createDirectories(data.resolve("rules"));
    Files.writeString(data.resolve("rules/three.yml"), CORRELATION);
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      send(server, "knock");
      send(server, "knock");
      await()
          .atMost(PATIENCE)
          .until(() -> server.get("/api/v1/ingest", token).path("searched").asLong() == 2);
      assertThat(titles(server, token)).doesNotContain("Three knocks");
    }
    try (TestServer server = TestServer.start(data)) {
      String token = server.token(Role.VIEWER);
      send(server, "knock");
      await().atMost(PATIENCE).until(() -> titles(server, token).contains("Three knocks"));
      JsonNode finding =
          findings(server, token).stream()
              .filter(f -> f.path("title").asString().equals("Three knocks"))
              .findFirst()
              .orElseThrow();
      assertThat(finding.path("evidence")).hasSize(3);
      assertThat(
              server
                  .get("/api/v1/rules/" + finding.path("rule").asString(), token)
                  .at("/summary/kind")
                  .asString())
          .isEqualTo("correlation");
    }
  }

  private static void send(TestServer server, String says) {
    assertThat(
            server
                .send(
                    server.otlp(
                        "/v1/traces",
                        "application/x-protobuf",
                        Spans.chat("mallory", says, 1).toByteArray()))
                .statusCode())
        .isEqualTo(200);
  }

  private static List<JsonNode> findings(TestServer server, String token) {
    return server.get("/api/v1/findings?limit=500", token).path("items").valueStream().toList();
  }

  private static List<String> titles(TestServer server, String token) {
    return findings(server, token).stream().map(f -> f.path("title").asString()).toList();
  }

  private static List<String> rules(TestServer server, String token) {
    return server
        .get("/api/v1/rules", token)
        .path("items")
        .valueStream()
        .map(rule -> rule.path("title").asString())
        .toList();
  }

  private static String rule(String word) {
    return """
    title: Marmalade
    id: 0a4c1f0e-6f1b-4a86-9d0b-0d7c1e9c7a01
    status: test
    level: low
    logsource: {product: ai, category: llm_inference}
    detection:
      selection:
        text.user|contains: %s
      condition: selection
    """
        .formatted(word);
  }

  private static final String CORRELATION =
      """
      title: Knock
      id: 0a4c1f0e-6f1b-4a86-9d0b-0d7c1e9c7a02
      name: knock
      status: test
      level: informational
      logsource: {product: ai, category: llm_inference}
      detection:
        selection:
          text.user|contains: knock
        condition: selection
      ---
      title: Three knocks
      id: 0a4c1f0e-6f1b-4a86-9d0b-0d7c1e9c7a03
      status: test
      level: low
      correlation:
        type: event_count
        rules: [knock]
        group-by: [user.id]
        timespan: 1h
        condition:
          gte: 3
      """;

  /// The lines of a live stream, read on a thread of their own.
  private static final class LiveLines implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final InputStream body;

    LiveLines(TestServer server) {
      HttpResponse<InputStream> response =
          server.send(
              server.api("/api/v1/live", server.token(Role.VIEWER)).GET(),
              BodyHandlers.ofInputStream());
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      body = response.body();
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException e) {
        lines.add("ended: " + e.getMessage());
      }
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
