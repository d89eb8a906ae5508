package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// System maps, their threats and what is decided, over HTTP.
class SystemTest {
  private static final String SYSTEMS = "/api/v1/systems";
  private static final String MAP =
      """
      # kept as it is ☂
      sextant: system/1
      id: %s
      owner: web
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world, owner: nobody-of-ours}
        - {id: desk, kind: llm-application, within: house, processes: [orders]}
        - {id: model, kind: generative-model, within: house}
      %s
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
        - {from: desk, to: model, both-ways: true}
      """;

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

  private static HttpResponse<String> send(String method, String path, String type, String body) {
    return server.send(
        server
            .api(path, analyst)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> yaml(String method, String path, String body) {
    return send(method, path, "application/yaml", body);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return TestServer.JSON.readTree(response.body());
  }

  /// The answer of a GET, which must have the stated shape.
  private static JsonNode get(String path) {
    HttpResponse<String> response = server.send(server.api(path, analyst).GET());
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
    assertThat(contract.problems("GET", path, 200, response.body())).as(path).isEmpty();
    return json(response);
  }

  private static String map(String id) {
    return MAP.formatted(id, "");
  }

  private static void add(String id) {
    HttpResponse<String> response = yaml("POST", SYSTEMS + "?note=first", map(id));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(contract.problems("POST", SYSTEMS, 201, response.body())).isEmpty();
  }

  private static List<String> keys(JsonNode threats, String field) {
    List<String> keys = new ArrayList<>();
    threats.forEach(each -> keys.add(each.path(field).asString()));
    return keys;
  }

  /// Telemetry and files speak for parts that the map lacks; accepted ones are proposed no more.
  @Test
  void whatIsSeenAndNotDrawnIsProposedUntilItIsAccepted() {
    add("found");
    assertThat(
            server
                .send(
                    server.otlp(
                        "/v1/traces",
                        "application/x-protobuf",
                        Spans.chat("ada", "What time is it?", 1).toByteArray()))
                .statusCode())
        .isEqualTo(200);
    String path = SYSTEMS + "/found/proposals";
    String files =
        """
        {"files": [
          {"path": "app/requirements.txt", "text": "chromadb==1.0\\n"},
          {"path": "models/churn.pkl"},
          {"path": ".mcp.json", "text": "{\\"mcpServers\\": {\\"crm\\": {\\"url\\": \\"https://crm.example/mcp\\"}}}"}]}
        """;
    HttpResponse<String> answer = send("POST", path, "application/json", files);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(contract.problems("POST", path, 200, answer.body())).isEmpty();
    assertThat(keys(json(answer).path("items"), "id"))
        .contains("model-gpt-4o", "retrieval-index", "model-churn", "mcp-crm");
    assertThat(json(answer).path("events").asInt()).isPositive();
    HttpResponse<String> saved =
        yaml(
            "PUT",
            SYSTEMS + "/found?version=1",
            MAP.formatted(
                "found",
                "  - {id: bot, kind: agent, within: house, telemetry: {models: [gpt-4o]}}"));
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    assertThat(keys(json(send("POST", path, "application/json", "{}")).path("items"), "id"))
        .doesNotContain("model-gpt-4o");
  }

  @Test
  void sourcesThatAreNoneAreRefused() {
    add("wrong-sources");
    String path = SYSTEMS + "/wrong-sources/proposals";
    for (String body : List.of("{\"files\": [{}]}", "{\"files\": 1}", "no json")) {
      assertThat(send("POST", path, "application/json", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(send("POST", SYSTEMS + "/nobody/proposals", "application/json", "{}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aNewServerHasTheExampleWithEverythingAboutIt() {
    assertThat(keys(get(SYSTEMS).path("items"), "id")).contains("ferry");
    JsonNode overview = get("/api/v1/threats/overview?system=ferry").path("items").get(0);
    assertThat(overview.path("threats").asInt()).isGreaterThan(10);
    assertThat(overview.path("owners").size()).isGreaterThan(1);
    assertThat(overview.path("worst").size()).isEqualTo(3);
    assertThat(keys(overview.path("steps"), "kind")).contains("mitigate");
    JsonNode accepted = get(SYSTEMS + "/ferry/threats/AML.T0043.003@fraud-model");
    assertThat(keys(accepted.path("history"), "status")).containsExactly("accepted");
    assertThat(get("/api/v1/example/systems").path("items").size()).isEqualTo(7);
    // What is proven decays with the days.
    JsonNode states = overview.path("states");
    assertThat(states.path("proven").asInt() + states.path("decayed").asInt()).isPositive();
    JsonNode direct = get(SYSTEMS + "/ferry/threats/AML.T0051.000@desk");
    assertThat(direct.path("threat").path("state").asString()).isIn("proven", "decayed");
    assertThat(direct.path("controls"))
        .anyMatch(each -> each.path("evidence").path("result").asString().equals("passed"));
    assertThat(keys(get("/api/v1/controls").path("items"), "id")).contains("input-screening");
    JsonNode totals = get(SYSTEMS + "/ferry/coverage").path("totals");
    assertThat(totals.path("applicable").asInt())
        .isEqualTo(overview.path("threats").asInt())
        .isGreaterThan(totals.path("covered").asInt());
    assertThat(totals.path("undetermined").asInt())
        .isEqualTo(overview.path("undetermined").asInt());
  }

  @Test
  void aMapIsKeptAsItWasWrittenInEveryVersion() {
    add("kept");
    String path = SYSTEMS + "/kept";
    assertThat(get(path).path("text").asString()).isEqualTo(map("kept"));
    String next = MAP.formatted("kept", "  - {id: store, kind: database, within: house}");
    HttpResponse<String> saved = yaml("PUT", path + "?version=1&note=a+store", next);
    assertThat(contract.problems("PUT", path, 200, saved.body())).isEmpty();
    assertThat(json(saved).path("issues").size()).as("what nothing reaches").isEqualTo(1);
    JsonNode now = get(path);
    assertThat(now.path("saved").path("version").asInt()).isEqualTo(2);
    assertThat(now.path("saved").path("author").asString()).isEqualTo("test ANALYST");
    assertThat(get(path + "?version=1").path("text").asString()).isEqualTo(map("kept"));
    assertThat(keys(get(path + "/versions").path("items"), "note"))
        .containsExactly("a store", "first");
    JsonNode diff = get(path + "/diff?from=1&to=2");
    assertThat(diff.path("map").get(0).path("id").asString()).isEqualTo("store");
    assertThat(diff.path("map").get(0).path("kind").asString()).isEqualTo("added");
  }

  @Test
  void nobodyOverwritesWhatTheyHaveNotSeen() {
    add("shared");
    String path = SYSTEMS + "/shared";
    assertThat(yaml("PUT", path + "?version=1", map("shared")).statusCode()).isEqualTo(200);
    HttpResponse<String> late = yaml("PUT", path + "?version=1", map("shared"));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("detail").asString()).contains("version 2");
    assertThat(yaml("POST", SYSTEMS, map("shared")).statusCode()).isEqualTo(409);
    assertThat(yaml("PUT", path + "?version=2", map("other")).statusCode()).isEqualTo(400);
    assertThat(yaml("DELETE", path + "?version=1", "").statusCode()).isEqualTo(409);
    assertThat(yaml("DELETE", path + "?version=2", "").statusCode()).isEqualTo(204);
    assertThat(yaml("PUT", path + "?version=2", map("shared")).statusCode()).isEqualTo(404);
    assertThat(server.send(server.api(path, analyst).GET()).statusCode()).isEqualTo(404);
    assertThat(server.send(server.api(SYSTEMS + "/-", analyst).GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void aBrokenMapIsRefusedWithEveryProblemAndItsPlace() {
    String broken =
        map("broken").replace("kind: human", "kind: humam").replace("to: model", "to: x");
    HttpResponse<String> refused = yaml("POST", SYSTEMS, broken);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(contract.schemaProblems("Problem", refused.body())).isEmpty();
    assertThat(json(refused).path("issues").size()).isGreaterThanOrEqualTo(2);
    json(refused)
        .path("issues")
        .forEach(each -> assertThat(each.path("line").asInt()).isPositive());
    HttpResponse<String> preview = yaml("POST", "/api/v1/threats/preview", broken);
    assertThat(contract.problems("POST", "/api/v1/threats/preview", 200, preview.body())).isEmpty();
    assertThat(json(preview).path("sound").asBoolean()).isFalse();
    assertThat(json(preview).path("threats").size()).isPositive();
    assertThat(yaml("POST", "/api/v1/threats/preview", "- [").statusCode()).isEqualTo(200);
    assertThat(send("POST", SYSTEMS, "application/json", "{}").statusCode()).isEqualTo(415);
    assertThat(yaml("POST", SYSTEMS, "x".repeat(9 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void anAnswerToAQuestionChangesTheThreats() {
    add("asked");
    JsonNode question = get("/api/v1/questions?system=asked").path("items").get(0);
    assertThat(question.path("techniques").size()).isPositive();
    String answered =
        MAP.formatted("asked", "")
            .replace(
                "{id: " + question.path("component").asString() + ",",
                "{id: "
                    + question.path("component").asString()
                    + ", properties: {"
                    + question.path("key").asString()
                    + ": 'true'},");
    assertThat(yaml("PUT", SYSTEMS + "/asked?version=1", answered).statusCode()).isEqualTo(200);
    assertThat(get(SYSTEMS + "/asked/diff").path("added").size()).isPositive();
    assertThat(get("/api/v1/questions?system=asked").path("items"))
        .noneMatch(each -> each.equals(question));
  }

  @Test
  void aThreatIsExplainedAndSoIsItsAbsence() {
    add("why");
    JsonNode rows = get("/api/v1/threats?system=why").path("items");
    assertThat(keys(rows, "key")).contains("AML.T0051.000@desk");
    JsonNode threat = get(SYSTEMS + "/why/threats/AML.T0051.000@desk");
    assertThat(threat.path("paths").get(0).path("components").toString())
        .isEqualTo("[\"guest\",\"desk\"]");
    assertThat(threat.path("factors").size()).isEqualTo(5);
    assertThat(threat.path("conditions")).anyMatch(each -> !each.path("facts").isEmpty());
    JsonNode why = get(SYSTEMS + "/why/explain?technique=AML.T0051.001");
    assertThat(keys(why.path("components"), "answer")).contains("no");
    assertThat(get(SYSTEMS + "/why/explain?technique=AML.T0002").path("role").asString())
        .isNotEmpty();
    for (String path :
        List.of("/why/threats/nothing", "/why/threats/AML.T0051@x", "/why/explain?technique=T1")) {
      assertThat(server.send(server.api(SYSTEMS + path, analyst).GET()).statusCode())
          .as(path)
          .isEqualTo(404);
    }
  }

  private static HttpResponse<String> decide(String body) {
    return send("POST", SYSTEMS + "/decided/decisions", "application/json", body);
  }

  @Test
  void whatIsDecidedIsKeptWithWhatWasDecidedBefore() {
    add("decided");
    String threat = "{\"threat\": \"AML.T0051.000@desk\", ";
    HttpResponse<String> bad =
        decide(threat + "\"seen\": 0, \"status\": \"accepted\", \"expires\": \"2001-01-01\"}");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(keys(json(bad).path("issues"), "code"))
        .containsExactlyInAnyOrder("SX-THREAT-005", "SX-THREAT-007");
    HttpResponse<String> done =
        decide(
            threat
                + "\"seen\": 0, \"status\": \"accepted\", \"reason\": \"small ☂\", \"expires\": \"2999-01-01\"}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
    assertThat(contract.problems("POST", SYSTEMS + "/decided/decisions", 201, done.body()))
        .isEmpty();
    assertThat(decide(threat + "\"seen\": 0, \"status\": \"open\"}").statusCode()).isEqualTo(409);
    assertThat(
            decide(threat + "\"seen\": 1, \"status\": \"in-progress\", \"owner\": \"ben\"}")
                .statusCode())
        .isEqualTo(201);
    assertThat(
            decide("{\"threat\": \"AML.T0051.000@no\", \"seen\": 0, \"status\": \"open\"}")
                .statusCode())
        .isEqualTo(404);
    JsonNode detail = get(SYSTEMS + "/decided/threats/AML.T0051.000@desk");
    assertThat(keys(detail.path("history"), "status")).containsExactly("accepted", "in-progress");
    assertThat(detail.path("history").get(0).path("author").asString()).isEqualTo("test ANALYST");
    assertThat(detail.path("threat").path("owner").asString()).isEqualTo("ben");
  }

  @Test
  void filesOfOtherToolsAreReadWithAReport() {
    String otm =
        """
        {"otmVersion": "0.2.0", "project": {"name": "Shop", "id": "shop"},
         "trustZones": [{"id": "z", "name": "Cloud", "type": "cloud", "risk": {"trustRating": 70}}],
         "components": [{"id": "a", "name": "Chat LLM", "type": "llm", "parent": {"trustZone": "z"}}]}
        """;
    String path = SYSTEMS + "/import?name=" + URLEncoder.encode("shop.otm", StandardCharsets.UTF_8);
    HttpResponse<String> read = send("POST", path, "application/octet-stream", otm);
    assertThat(contract.problems("POST", path, 200, read.body())).isEmpty();
    assertThat(json(read).path("format").asString()).isEqualTo("otm");
    assertThat(yaml("POST", SYSTEMS, json(read).path("text").asString()).statusCode())
        .isEqualTo(201);
    HttpResponse<String> unknown = send("POST", path, "application/octet-stream", "nothing");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(json(unknown).path("issues").size()).isPositive();
  }

  @Test
  void aLayoutIsKept() {
    add("placed");
    String path = SYSTEMS + "/placed/layout";
    String layout = "{\"positions\":{\"desk\":{\"x\":1.5,\"y\":2.0}}}";
    assertThat(send("PUT", path, "application/json", layout).statusCode()).isEqualTo(204);
    assertThat(get(SYSTEMS + "/placed").path("layout")).isEqualTo(TestServer.JSON.readTree(layout));
    assertThat(send("PUT", path, "application/json", "{}").statusCode()).isEqualTo(400);
    assertThat(send("PUT", SYSTEMS + "/none/layout", "application/json", layout).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aViewerLooksAndDoesNotChange() {
    String viewer = server.token(Role.VIEWER);
    assertThat(server.send(server.api(SYSTEMS, viewer).GET()).statusCode()).isEqualTo(200);
    for (String path : List.of(SYSTEMS, SYSTEMS + "/ferry/decisions")) {
      assertThat(
              server
                  .send(
                      server
                          .api(path, viewer)
                          .header("Content-Type", "application/yaml")
                          .POST(BodyPublishers.ofString(map("no"))))
                  .statusCode())
          .isEqualTo(403);
    }
  }
}
