package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.attack.AttackLibrary;
import io.sextant.atlas.attack.AttackMatrix;
import io.sextant.core.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Exercises and the quiz over HTTP.
class AwarenessTest {
  private static final String RUNS = "/api/v1/awareness/exercises";
  private static final String QUIZ = "/api/v1/awareness/quiz";

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

  private static HttpResponse<String> send(String method, String path, String body, String who) {
    return server.send(
        server
            .api(path, who)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private static JsonNode valid(String method, String path, String body, int status) {
    HttpResponse<String> response = send(method, path, body, analyst);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(contract.problems(method, path, status, response.body())).isEmpty();
    return TestServer.JSON.readTree(response.body());
  }

  private static String run(String team) {
    return """
    {"release":"2026.05","study":"AML.CS0000","team":"%s","played":[1],"given":["1.recognise.2"],
     "actions":[{"text":"Name an owner"}]}
    """
        .formatted(team);
  }

  @Test
  void anExerciseIsPlannedByWishes() {
    JsonNode plan =
        valid("GET", "/api/v1/awareness/plan?study=AML.CS0009&injects=3&seed=4", "", 200);
    assertThat(plan.path("injects")).hasSize(3);
    String none = "/api/v1/awareness/plan?study=AML.CS9999";
    assertThat(send("GET", none, "", analyst).statusCode()).isEqualTo(404);
    String wrong = "/api/v1/awareness/plan?study=AML.CS0000&minutes=3";
    assertThat(send("GET", wrong, "", analyst).statusCode()).isEqualTo(400);
  }

  @Test
  void aRunIsKeptScoredAndReported() {
    String path = RUNS + "/" + valid("POST", RUNS, run("Blue | one"), 201).path("id").asString();
    JsonNode detail = valid("GET", path, "", 200);
    assertThat(detail.path("score").path("total").path("got").asInt()).isEqualTo(2);
    assertThat(detail.path("run").path("team").asString()).isEqualTo("Blue | one");
    assertThat(detail.path("plan").path("study").asString()).isEqualTo("AML.CS0000");
    HttpResponse<String> report = server.send(server.api(path + "/report", analyst).GET());
    assertThat(report.headers().firstValue("Content-Type").orElseThrow()).contains("text/markdown");
    assertThat(report.body()).contains("After-action report", "Blue \\| one", "Name an owner");
    HttpResponse<String> pdf = server.send(server.api(path + "/report?format=pdf", analyst).GET());
    assertThat(pdf.body()).startsWith("%PDF-");
    String odd = path + "/report?format=doc";
    assertThat(send("GET", odd, "", analyst).statusCode()).isEqualTo(400);
    assertThat(valid("PUT", path + "?version=1", run("Red"), 200).path("version").asInt())
        .isEqualTo(2);
    assertThat(send("PUT", path + "?version=1", run("Late"), analyst).statusCode()).isEqualTo(409);
    assertThat(valid("GET", RUNS, "", 200).path("items")).isNotEmpty();
    assertThat(send("DELETE", path + "?version=2", "", analyst).statusCode()).isEqualTo(204);
    assertThat(send("GET", path, "", analyst).statusCode()).isEqualTo(404);
  }

  @Test
  void aReleaseIsMadeCurrentByWhoMay() {
    String engineer = server.token(Role.ENGINEER);
    String path = "/api/v1/atlas/current";
    for (String tag : new String[] {"5.6.1", "2026.05"}) {
      HttpResponse<String> made = send("PUT", path, "{\"tag\":\"" + tag + "\"}", engineer);
      assertThat(made.statusCode()).isEqualTo(200);
      assertThat(contract.problems("PUT", path, 200, made.body())).isEmpty();
      assertThat(server.get("/api/v1/atlas/releases", engineer).path("current").asString())
          .isEqualTo(tag);
    }
    assertThat(send("PUT", path, "{\"tag\":\"9.9\"}", engineer).statusCode()).isEqualTo(404);
    assertThat(send("PUT", path, "{}", engineer).statusCode()).isEqualTo(400);
    assertThat(send("PUT", path, "{\"tag\":\"5.6.1\"}", analyst).statusCode()).isEqualTo(403);
  }

  @Test
  void aMatrixOfAttackNamesWhatWasAdaptedFromIt() {
    String path = "/api/v1/attack/matrices";
    assertThat(valid("GET", path, "", 200).path("items")).isEmpty();
    assertThat(send("GET", path + "/mobile-attack", "", analyst).statusCode()).isEqualTo(404);
    new AttackLibrary(data.resolve("attack"))
        .keep(
            new AttackMatrix(
                "mobile-attack",
                "",
                "Test",
                List.of(new AttackMatrix.Tactic("TA0043", "Reconnaissance", "reconnaissance")),
                List.of(
                    new AttackMatrix.Technique(
                        "T1596", "x", "", Optional.empty(), List.of("TA0043"), List.of()))));
    JsonNode detail = valid("GET", path + "/mobile-attack", "", 200);
    assertThat(detail.path("atlas").path("TA0043").get(0).asString()).isEqualTo("AML.TA0002");
    assertThat(detail.path("atlas").path("T1596").get(0).asString()).isEqualTo("AML.T0000");
  }

  @Test
  void aWrongRunIsRefusedWithEveryProblem() {
    HttpResponse<String> refused = send("POST", RUNS, "{\"study\":\"x\",\"played\":[99]}", analyst);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestServer.JSON.readTree(refused.body()).path("issues")).hasSize(3);
    String other = run("x").replace("AML.CS0000", "AML.CS9999");
    assertThat(send("POST", RUNS, other, analyst).statusCode()).isEqualTo(404);
    String viewer = server.token(Role.VIEWER);
    assertThat(send("POST", RUNS, run("x"), viewer).statusCode()).isEqualTo(403);
  }

  @Test
  void aQuizRemembersWhatEachPersonKnows() {
    String viewer = server.token(Role.VIEWER);
    JsonNode sitting = valid("GET", QUIZ + "?count=5", "", 200);
    assertThat(sitting.path("questions")).hasSize(5);
    assertThat(sitting.toString()).doesNotContain("explanation");
    Set<String> techniques = new HashSet<>();
    sitting.path("questions").forEach(one -> techniques.add(one.path("technique").asString()));
    assertThat(techniques).hasSize(5);
    JsonNode first = sitting.path("questions").get(0);
    int correct = 0;
    for (JsonNode option : first.path("options")) {
      JsonNode result = valid("POST", QUIZ, answer(sitting, first, option), 200);
      correct += result.path("correct").asBoolean() ? 1 : 0;
    }
    assertThat(correct).isEqualTo(1);
    JsonNode after = valid("GET", QUIZ + "?count=50", "", 200);
    assertThat(after.path("progress").path("begun").asInt()).isEqualTo(1);
    assertThat(after.path("questions").toString())
        .doesNotContain("\"" + first.path("id").asString() + "\"");
    assertThat(server.get(QUIZ, viewer).path("progress").path("begun").asInt()).isZero();
    assertThat(send("DELETE", QUIZ, "", analyst).statusCode()).isEqualTo(204);
    assertThat(server.get(QUIZ, analyst).path("progress").path("begun").asInt()).isZero();
  }

  @Test
  void anAnswerToNothingIsRefused() {
    JsonNode sitting = valid("GET", QUIZ + "?tactic=AML.TA0011", "", 200);
    JsonNode first = sitting.path("questions").get(0);
    String good = answer(sitting, first, first.path("options").get(0));
    for (String bad :
        new String[] {
          good.replace(first.path("id").asString(), "tactic/AML.T9999"),
          good.replace("\"option\":\"", "\"option\":\"x"),
          good.replace("easy", "sure"),
          "{}"
        }) {
      assertThat(send("POST", QUIZ, bad, analyst).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(send("GET", QUIZ + "?tactic=Impact", "", analyst).statusCode()).isEqualTo(400);
  }

  private static String answer(JsonNode sitting, JsonNode question, JsonNode option) {
    return TestServer.JSON.writeValueAsString(
        TestServer.JSON
            .createObjectNode()
            .put("release", sitting.path("release").asString())
            .put("seed", sitting.path("seed").asLong())
            .put("question", question.path("id").asString())
            .put("option", option.path("id").asString())
            .put("recall", "easy"));
  }
}
