package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Saved layers over HTTP.
class LayerTest {
  private static final String LAYERS = "/api/v1/layers";

  @TempDir static Path data;
  private static TestServer server;
  private static Contract contract;
  private static String analyst;

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
    contract = Contract.load();
    analyst = server.token(Role.ANALYST);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String layer(String name, String comment) {
    return """
    {"name": "%s", "domain": "atlas-atlas", "versions": {"layer": "4.5", "navigator": "5.3.2"},
     "techniques": [{"techniqueID": "AML.T0051", "tactic": "execution", "score": 3, "comment": "%s"}], "mine": 1}
    """
        .formatted(name, comment);
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    return server.send(
        server
            .api(path, analyst)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return TestServer.JSON.readTree(response.body());
  }

  private static JsonNode saved(String name) {
    HttpResponse<String> response = send("POST", LAYERS, layer(name, "c"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(contract.problems("POST", LAYERS, 201, response.body())).isEmpty();
    return json(response);
  }

  @Test
  void aLayerIsKeptAsItWasGiven() {
    String hostile = "<img src=x onerror=alert(1)> ☂ {{7*7}}";
    String path =
        LAYERS + "/" + json(send("POST", LAYERS, layer("kept", hostile))).path("id").asString();
    HttpResponse<String> found = server.send(server.api(path, analyst).GET());
    assertThat(contract.problems("GET", path, 200, found.body())).isEmpty();
    assertThat(json(found).path("layer"))
        .isEqualTo(TestServer.JSON.readTree(layer("kept", hostile)));
    assertThat(json(found).path("saved").path("author").asString()).isEqualTo("test ANALYST");
  }

  @Test
  void theListNamesLayersWithoutTheirTexts() {
    String id = saved("listed").path("id").asString();
    HttpResponse<String> list = server.send(server.api(LAYERS, analyst).GET());
    assertThat(contract.problems("GET", LAYERS, 200, list.body())).isEmpty();
    assertThat(list.body()).contains(id).doesNotContain("techniqueID");
  }

  @Test
  void nobodyOverwritesWhatTheyHaveNotSeen() {
    String path = LAYERS + "/" + saved("shared").path("id").asString();
    HttpResponse<String> first = send("PUT", path + "?version=1", layer("hers", "c"));
    assertThat(contract.problems("PUT", path, 200, first.body())).isEmpty();
    assertThat(json(first).path("version").asInt()).isEqualTo(2);
    HttpResponse<String> second = send("PUT", path + "?version=1", layer("his", "c"));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(json(second).path("detail").asString()).contains("version 2");
    assertThat(send("DELETE", path + "?version=1", "").statusCode()).isEqualTo(409);
    assertThat(server.get(path, analyst).path("layer").path("name").asString()).isEqualTo("hers");
    assertThat(send("DELETE", path + "?version=2", "").statusCode()).isEqualTo(204);
    assertThat(send("PUT", path + "?version=2", layer("late", "c")).statusCode()).isEqualTo(404);
  }

  @Test
  void aWrongLayerIsRefusedWithEveryProblem() {
    HttpResponse<String> refused =
        send(
            "POST",
            LAYERS,
            "{\"name\":\"\",\"domain\":\"atlas-atlas\",\"techniques\":[{\"techniqueID\":\"AML.T0051\",\"color\":\"javascript:\"}]}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(contract.schemaProblems("Problem", refused.body())).isEmpty();
    assertThat(json(refused).path("issues").size()).isEqualTo(2);
    assertThat(json(refused).path("issues").get(0).path("line").asInt()).isPositive();
    String path = LAYERS + "/" + saved("x").path("id").asString();
    assertThat(send("PUT", path, layer("x", "c")).statusCode()).isEqualTo(400);
    assertThat(send("PUT", path + "?version=0", layer("x", "c")).statusCode()).isEqualTo(400);
    assertThat(send("POST", LAYERS, "\u0000").statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsTooLargeOrOfAnotherTypeIsRefused() {
    assertThat(send("POST", LAYERS, layer("big", "x".repeat(3 << 20))).statusCode()).isEqualTo(413);
    byte[] latin = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            server
                .send(
                    server
                        .api(LAYERS, analyst)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(latin)))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aSessionMustShowThatItsOwnPagesAsk() {
    HttpResponse<String> forged =
        server.send(
            server
                .api(LAYERS)
                .header("Cookie", server.signIn())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(layer("forged", "c"))));
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(json(forged).path("code").asString()).isEqualTo("SX-SERVER-015");
  }

  @Test
  void aViewerLooksAndDoesNotChange() {
    String viewer = server.token(Role.VIEWER);
    assertThat(server.send(server.api(LAYERS, viewer).GET()).statusCode()).isEqualTo(200);
    assertThat(
            server
                .send(
                    server
                        .api(LAYERS, viewer)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(layer("no", "c"))))
                .statusCode())
        .isEqualTo(403);
  }
}
