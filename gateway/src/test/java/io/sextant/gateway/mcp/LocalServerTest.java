package io.sextant.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.config.McpServerConfig.Pins;
import io.sextant.gateway.config.McpServerConfig.Place;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class LocalServerTest {
  private static final int MOST = 20_000;

  /// Speaks the protocol as far as these tests need it, by the name of the tool that is called.
  private static final String PROGRAM =
      """
      echo 'Server starts, hello!'
      while IFS= read -r line; do
        id=$(printf '%s' "$line" | sed -n 's/.*"id":\\([0-9]*\\).*/\\1/p')
        case "$line" in
          *'"initialize"'*)
            echo '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":"2025-06-18","capabilities":{}}}' ;;
          *'"die"'*) exit 3 ;;
          *'"long"'*) head -c 50000 /dev/zero | tr '\\0' 'a'; echo ;;
          *'"silent"'*) ;;
          *'"env"'*)
            echo '{"jsonrpc":"2.0","id":'$id',"result":{"content":[{"type":"text","text":"'"$TOKEN/$SEXTANT_PROBE/$PWD"'"}]}}' ;;
          *'"ask"'*)
            echo '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}'
            echo '{"jsonrpc":"2.0","id":90,"method":"roots/list"}'
            read -r answer
            echo '{"jsonrpc":"2.0","id":'$id',"result":{"content":[{"type":"text","text":"answered"}]}}' ;;
          *'"id"'*) echo '{"jsonrpc":"2.0","id":'$id',"result":{}}' ;;
        esac
      done
      """;

  @TempDir private Path folder;

  @BeforeEach
  void needsShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
  }

  private Rig rig(List<String> command) throws IOException {
    return new Rig(
        Rig.shipped("balanced"),
        Rig.remembered(new RememberedPins()),
        new LimitConfig(100_000, 10_000, MOST, MOST, Duration.ofMillis(700)),
        new McpServerConfig(
            "local",
            new Place.Local(command, Map.of("TOKEN", new Secret("the-token")), Optional.of(folder)),
            Pins.FIRST_SEEN,
            List.of(),
            List.of()));
  }

  private Rig rig() throws IOException {
    Path program = folder.resolve("server.sh");
    Files.writeString(program, PROGRAM);
    return rig(List.of("/bin/sh", program.toString()));
  }

  @Test
  void aProgramIsReachedAndLinesThatAreNoMessagesAreNot() throws IOException {
    try (Rig rig = rig()) {
      String session = rig.begin("local");
      assertThat(rig.ask("local", session, "ping", "{}").has("result")).isTrue();
      JsonNode result = rig.call("local", session, "env", "{}").path("result");
      assertThat(result.toString())
          .contains("the-token/", folder.toRealPath().getFileName().toString());
      String other = rig.begin("local");
      assertThat(other).isNotEqualTo(session);
    }
  }

  @Test
  void aProgramCanAskInTheMiddleOfACall() throws Exception {
    try (Rig rig = rig()) {
      String session = rig.begin("local");
      var call =
          rig.client.sendAsync(
              rig.request("local", session)
                  .POST(
                      java.net.http.HttpRequest.BodyPublishers.ofString(
                          Rig.message("tools/call", "{\"name\":\"ask\"}")))
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      StringBuilder seen = new StringBuilder();
      var lines = call.get().body().iterator();
      while (lines.hasNext()) {
        String line = lines.next();
        seen.append(line);
        if (line.contains("roots/list")) {
          var answer =
              rig.post(
                  "local", session, "{\"jsonrpc\":\"2.0\",\"id\":90,\"result\":{\"roots\":[]}}");
          assertThat(answer.statusCode()).isEqualTo(202);
        }
      }
      assertThat(seen.toString()).contains("notifications/progress", "answered");
    }
  }

  @Test
  void aProgramThatDiesEndsItsSession() throws IOException {
    try (Rig rig = rig()) {
      String session = rig.begin("local");
      JsonNode reply = rig.call("local", session, "die", "{}");
      assertThat(reply.path("error").path("data").path("code").asString())
          .isEqualTo("SX-GATEWAY-017");
      await()
          .until(() -> rig.post("local", session, Rig.message("ping", "{}")).statusCode() == 404);
      assertThat(rig.begin("local")).isNotEmpty();
    }
  }

  @Test
  void aProgramThatKeepsSilentOrSaysTooMuchIsAnError() throws IOException {
    try (Rig rig = rig()) {
      String session = rig.begin("local");
      assertThat(rig.call("local", session, "silent", "{}").path("error").toString())
          .contains("SX-GATEWAY-017");
      assertThat(rig.call("local", session, "long", "{}").path("error").toString())
          .contains("SX-GATEWAY-017");
    }
  }

  @Test
  void aSessionThatIsOverEndsItsProgram() throws IOException {
    try (Rig rig = rig()) {
      String session = rig.begin("local");
      assertThat(rig.send(rig.request("local", session).DELETE().build()).statusCode())
          .isEqualTo(204);
      assertThat(rig.post("local", session, Rig.message("ping", "{}")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aProgramThatDoesNotStartIsAnError() throws IOException {
    try (Rig rig = rig(List.of(folder.resolve("none").toString()))) {
      assertThat(rig.ask("local", "", "initialize", "{}").path("error").toString())
          .contains("SX-GATEWAY-017");
    }
  }
}
