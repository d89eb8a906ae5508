package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import io.sextant.server.http.Routes.Method;
import io.sextant.server.http.Routes.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The server against its contract: the same routes, the same permissions, answers of the stated
/// shape.
class ApiContractTest {
  /// What the browser gets; not part of the API.
  private static final Set<String> PAGES = Set.of("GET /", "GET /<file>", "GET /api");

  @TempDir static Path data;
  private static TestServer server;
  private static Contract contract;
  private static String admin;

  @BeforeAll
  static void start() {
    server = TestServer.start(data, config -> config.withTour(true));
    contract = Contract.load();
    admin = server.token(Role.ADMIN);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          JsonNode status = server.get("/api/v1/ingest", admin);
          return server.get("/api/v1/example", admin).path("state").asString().equals("loaded")
              && status.path("searched").asLong() == status.path("stored").asLong();
        });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteIsInTheContractAndTheReverse() {
    TreeMap<String, String> served = new TreeMap<>();
    for (Route route : server.sextant().routes().all()) {
      served.put(route.method() + " " + route.path(), route.permission().name());
    }
    served.keySet().removeAll(PAGES);
    assertThat(served).isEqualTo(contract.permissions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/api/v1/session",
        "/api/v1/tokens",
        "/api/v1/atlas/releases",
        "/api/v1/atlas/matrix",
        "/api/v1/atlas/matrix?release=5.6.1",
        "/api/v1/atlas/techniques/AML.T0051",
        "/api/v1/atlas/techniques/AML.T0051.000?release=5.6.1",
        "/api/v1/atlas/mitigations/AML.M0020",
        "/api/v1/atlas/case-studies",
        "/api/v1/atlas/case-studies/AML.CS0000?release=5.6.1",
        "/api/v1/atlas/diff?from=5.6.1&to=2026.05",
        "/api/v1/search?q=injection",
        "/api/v1/search?q=AML.T0045",
        "/api/v1/atlas/overlays",
        "/api/v1/layers",
        "/api/v1/atlas/search?q=prompt+injection",
        "/api/v1/heat",
        "/api/v1/heat?since=2020-01-01T00:00:00Z",
        "/api/v1/findings",
        "/api/v1/findings?limit=1",
        "/api/v1/findings?status=new&status=acknowledged&level=high&q=ferry",
        "/api/v1/events?limit=2",
        "/api/v1/rules",
        "/api/v1/ingest",
        "/api/v1/ingest/refusals",
        "/api/v1/systems",
        "/api/v1/systems/ferry",
        "/api/v1/systems/ferry/versions",
        "/api/v1/systems/ferry/coverage",
        "/api/v1/systems/ferry/frameworks/owasp-llm@2025",
        "/api/v1/frameworks",
        "/api/v1/controls",
        "/api/v1/threats",
        "/api/v1/threats/overview",
        "/api/v1/questions",
        "/api/v1/example"
      })
  void anAnswerHasTheStatedShape(String path) {
    HttpResponse<String> response = server.send(server.api(path, admin).GET());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(contract.problems("GET", path, 200, response.body())).isEmpty();
  }

  @Test
  void theContractIsReallyAsked() {
    assertThat(contract.schemaProblems("Finding", "{}")).isNotEmpty();
    assertThat(contract.problems("GET", "/api/v1/findings", 200, "{\"items\":[{}]}")).isNotEmpty();
    assertThat(contract.problems("GET", "/api/v1/rules/x", 200, "{\"summary\":1}")).isNotEmpty();
  }

  @Test
  void oneOfEachHasTheStatedShape() {
    JsonNode finding = server.get("/api/v1/findings?limit=1", admin).path("items").get(0);
    valid("/api/v1/findings/" + finding.path("id").asString());
    JsonNode event = server.get("/api/v1/events?limit=1", admin).path("items").get(0);
    valid("/api/v1/events/" + event.path("id").asString());
    for (JsonNode rule : server.get("/api/v1/rules", admin).path("items")) {
      valid("/api/v1/rules/" + rule.path("id").asString());
    }
  }

  private static void valid(String path) {
    String body = server.send(server.api(path, admin).GET()).body();
    assertThat(contract.problems("GET", path, 200, body)).as(path).isEmpty();
  }

  @Test
  void aTriageIsKeptWithItsAuthorAndCanBeUndone() {
    String id =
        server.get("/api/v1/findings?limit=1", admin).path("items").get(0).path("id").asString();
    for (String status : new String[] {"false_positive", "new"}) {
      HttpResponse<String> response =
          server.send(
              server
                  .api("/api/v1/findings/" + id, admin)
                  .header("Content-Type", "application/json")
                  .method(
                      "PATCH",
                      BodyPublishers.ofString(
                          "{\"status\":\"" + status + "\",\"note\":\"looked\"}")));
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(contract.problems("PATCH", "/api/v1/findings/" + id, 200, response.body()))
          .isEmpty();
      assertThat(TestServer.JSON.readTree(response.body()).path("status").asString())
          .isEqualTo(status);
    }
    JsonNode history = server.get("/api/v1/findings/" + id, admin).path("history");
    assertThat(history.size()).isGreaterThanOrEqualTo(2);
    assertThat(history.get(history.size() - 1).path("author").asString()).isEqualTo("test ADMIN");
  }

  @Test
  void pagesOfFindingsJoinWithoutGapOrRepetition() {
    int all = server.get("/api/v1/findings?limit=500", admin).path("items").size();
    Set<String> seen = new TreeSet<>();
    String cursor = "";
    do {
      JsonNode page = server.get("/api/v1/findings?limit=7" + cursor, admin);
      page.path("items").forEach(item -> seen.add(item.path("id").asString()));
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(all);
  }

  @Test
  void findingsComeAsCsv() {
    HttpResponse<String> response = server.send(server.api("/api/v1/findings.csv", admin).GET());
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(response.body().lines().findFirst().orElse("")).startsWith("id,last,first,level");
    assertThat(response.body().lines().count()).isGreaterThan(1);
  }

  @Test
  void theOriginalIsGivenBack() {
    String id =
        server.get("/api/v1/events?limit=1", admin).path("items").get(0).path("id").asString();
    HttpResponse<String> response =
        server.send(server.api("/api/v1/events/" + id + "/original", admin).GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/findings?limt=5",
        "/api/v1/findings?limit=0",
        "/api/v1/findings?limit=501",
        "/api/v1/findings?limit=1&limit=2",
        "/api/v1/findings?status=open",
        "/api/v1/findings?level=HIGH",
        "/api/v1/findings?technique=T1",
        "/api/v1/findings?from=yesterday",
        "/api/v1/findings?cursor=nonsense",
        "/api/v1/events?cursor=nonsense",
        "/api/v1/events?service=a&colour=red",
        "/api/v1/heat?since=1",
        "/api/v1/atlas/search",
        "/api/v1/search?q=%20",
        "/api/v1/atlas/diff?from=5.6.1",
        "/api/v1/atlas/diff?from=..&to=5.6.1",
        "/api/v1/atlas/matrix?release=%20..%20",
        "/api/v1/rules?x=1"
      })
  void aWrongQueryIsRefusedAndExplained(String path) {
    HttpResponse<String> response = server.send(server.api(path, admin).GET());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = TestServer.JSON.readTree(response.body());
    assertThat(contract.schemaProblems("Problem", response.body())).isEmpty();
    assertThat(problem.path("issues").size()).isPositive();
  }

  @Test
  void allMistakesOfAQueryAreToldAtOnce() {
    HttpResponse<String> response =
        server.send(server.api("/api/v1/findings?limit=x&status=y&colour=z", admin).GET());
    assertThat(TestServer.JSON.readTree(response.body()).path("issues").size()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"name\":\"a\"}",
        "{\"name\":\"\",\"role\":\"viewer\"}",
        "{\"name\":\"a\",\"role\":\"king\"}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"colour\":1}",
        "{\"name\":\"a\",\"name\":\"b\",\"role\":\"viewer\"}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"expiresInDays\":0}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"expiresInDays\":\"soon\"}"
      })
  void aWrongBodyIsRefused(String body) {
    HttpResponse<String> response =
        server.send(
            server
                .api("/api/v1/tokens", admin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(contract.schemaProblems("Problem", response.body())).isEmpty();
  }

  @Test
  void aWrongMediaTypeAndAnEndlessBodyAreRefused() {
    assertThat(
            server
                .send(server.api("/api/v1/tokens", admin).POST(BodyPublishers.ofString("name=a")))
                .statusCode())
        .isEqualTo(415);
    HttpResponse<String> large =
        server.send(
            server
                .api("/api/v1/tokens", admin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[1 << 20])));
    assertThat(large.statusCode()).isEqualTo(413);
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    for (String path :
        new String[] {
          "/api/v1/nothing",
          "/api/v1/findings/none",
          "/api/v1/events/none",
          "/api/v1/rules/none",
          "/api/v1/atlas/matrix?release=9.9.9",
          "/api/v1/atlas/techniques/AML.TA0000",
          "/api/v1/atlas/mitigations/AML.T0051",
          "/api/v1/atlas/case-studies/AML.CS9999",
          "/api/v1/atlas/diff?from=5.6.1&to=9.9.9",
          "/api/v1/layers/none"
        }) {
      HttpResponse<String> response = server.send(server.api(path, admin).GET());
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(contract.schemaProblems("Problem", response.body())).as(path).isEmpty();
    }
  }

  @Test
  void aRetiredTechniqueIsExplained() {
    HttpResponse<String> response =
        server.send(server.api("/api/v1/atlas/techniques/AML.T0045", admin).GET());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(TestServer.JSON.readTree(response.body()).path("detail").asString())
        .contains("AML.T0048.004");
  }

  @Test
  void searchKnowsEverything() {
    JsonNode retired = server.get("/api/v1/search?q=AML.T0045", admin).path("items").get(0);
    assertThat(retired.path("kind").asString()).isEqualTo("retired");
    assertThat(retired.path("target").asString()).isEqualTo("AML.T0048.004");
    Set<String> kinds = new TreeSet<>();
    for (String word : new String[] {"injection", "exfiltration", "limit"}) {
      server
          .get("/api/v1/search?limit=50&q=" + word, admin)
          .path("items")
          .forEach(hit -> kinds.add(hit.path("kind").asString()));
    }
    assertThat(kinds)
        .contains("tactic", "technique", "mitigation", "case_study", "rule", "finding");
  }

  @Test
  void aCaseStudyIsAPath() {
    JsonNode steps = server.get("/api/v1/atlas/case-studies/AML.CS0000", admin).path("steps");
    assertThat(steps.size()).isGreaterThan(3);
    assertThat(steps.get(0).path("next").get(0).asInt()).isEqualTo(2);
    assertThat(steps.get(steps.size() - 1).path("next").size()).isZero();
    String second = steps.get(1).path("technique").path("id").asString();
    JsonNode neighbours =
        server.get("/api/v1/atlas/techniques/" + second, admin).path("neighbours");
    assertThat(neighbours.path("before").valueStream().map(each -> each.path("id").asString()))
        .contains(steps.get(0).path("technique").path("id").asString());
  }

  @Test
  void theDifferenceOfReleasesIsTold() {
    JsonNode diff = server.get("/api/v1/atlas/diff?from=5.6.1&to=2026.05", admin);
    assertThat(diff.path("changes").size()).isPositive();
    assertThat(server.get("/api/v1/atlas/diff?from=5.6.1&to=5.6.1", admin).path("changes").size())
        .isZero();
  }

  @Test
  void aBrokenReleaseIsRefusedWithEveryProblem() {
    HttpResponse<String> response =
        server.send(
            server
                .api("/api/v1/atlas/releases", admin)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("id: [unclosed")));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestServer.JSON.readTree(response.body()).path("issues").size()).isPositive();
  }

  /// A caller with a role gets through exactly where the contract says.
  @ParameterizedTest
  @EnumSource(Role.class)
  void everyRouteHoldsToItsPermission(Role role) {
    String token = server.token(role);
    for (Route route : server.sextant().routes().all()) {
      if (route.path().equals("/api/v1/live") || route.path().equals("/sign-in")) {
        continue;
      }
      int status = harmless(route, token);
      if (role.may(route.permission())) {
        assertThat(status).as(role + " " + route.path()).isNotIn(401, 403);
      } else {
        assertThat(status).as(role + " " + route.path()).isEqualTo(403);
      }
    }
  }

  @Test
  void aStrangerGetsNothingButWhatIsPublic() {
    for (Route route : server.sextant().routes().all()) {
      if (route.path().equals("/sign-in") || route.permission().name().equals("INGEST")) {
        continue;
      }
      int status = harmless(route, "");
      if (route.permission().name().equals("PUBLIC")) {
        assertThat(status).as(route.path()).isNotIn(401, 403);
      } else {
        assertThat(status).as(route.path()).isEqualTo(401);
      }
    }
  }

  /// Calls a route such that even with permission nothing happens.
  private static int harmless(Route route, String token) {
    String path = route.path().replaceAll("\\{[a-z]+}", "none").replace("<file>", "favicon.svg");
    var request = token.isEmpty() ? server.api(path) : server.api(path, token);
    if (route.method() == Method.GET) {
      return server.send(request.GET()).statusCode();
    }
    return server
        .send(
            request
                .header("Content-Type", "application/x-wrong")
                .method(
                    route.method().name().toUpperCase(Locale.ROOT),
                    BodyPublishers.ofByteArray("{".getBytes(StandardCharsets.UTF_8))))
        .statusCode();
  }
}
