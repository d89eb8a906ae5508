package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// TAXII 2.1 as a client sees it.
class TaxiiTest {
  private static final String TAXII = "application/taxii+json;version=2.1";
  private static final String OBJECTS = "/taxii2/atlas/collections/2026.05/objects/";

  @TempDir static Path data;
  private static TestServer server;
  private static String token;

  @BeforeAll
  static void start() throws IOException {
    Path overlays = Files.createDirectories(data.resolve("overlays"));
    Files.writeString(
        overlays.resolve("own.yaml"),
        """
        overlay: 1
        organisation: Ferry Line
        id-segment: FERRY
        techniques:
        - {id: AML.FERRY.T0001, name: Fake Booking, tactics: [AML.TA0011]}
        notes: {AML.T0051: seen here}
        """);
    server = TestServer.start(data);
    token = server.token(Role.VIEWER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aClientFindsItsWayFromTheAddressAlone() {
    JsonNode discovery = json("/taxii2/");
    URI root = URI.create(discovery.path("default").asString());
    assertThat(root).isEqualTo(server.sextant().pages().resolve("/taxii2/atlas/"));
    assertThat(discovery.path("api_roots").get(0).asString()).isEqualTo(root.toString());
    assertThat(json(root.getPath()).path("versions").get(0).asString()).isEqualTo(TAXII);

    JsonNode collection = json("/taxii2/atlas/collections/").path("collections").get(0);
    assertThat(collection.path("title").asString()).isEqualTo("MITRE ATLAS 2026.05");
    assertThat(collection.path("can_read").asBoolean()).isTrue();
    assertThat(collection.path("can_write").asBoolean()).isFalse();
    String id = collection.path("id").asString();
    assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(json("/taxii2/atlas/collections/" + id + "/")).isEqualTo(collection);
    assertThat(json("/taxii2/atlas/collections/2026.05")).isEqualTo(collection);
  }

  @Test
  void pagesTogetherAreTheWholeCollectionAndNothingTwice() {
    Set<String> ids = new HashSet<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page = json(OBJECTS + "?limit=100" + (next.isEmpty() ? "" : "&next=" + next));
      page.path("objects")
          .forEach(object -> assertThat(ids.add(object.path("id").asString())).isTrue());
      assertThat(page.path("more").asBoolean(false)).isEqualTo(page.has("next"));
      next = page.path("next").asString("");
      pages++;
    } while (!next.isEmpty());

    assertThat(pages).isEqualTo((ids.size() + 99) / 100).isGreaterThan(5);
    JsonNode manifest = json("/taxii2/atlas/collections/2026.05/manifest/?limit=1000");
    assertThat(manifest.path("objects").valueStream().map(entry -> entry.path("id").asString()))
        .isSubsetOf(ids)
        .hasSize(Math.min(1000, ids.size()));
    assertThat(manifest.path("objects").get(0).path("date_added").asString())
        .isEqualTo("2026-05-27T00:00:00.000000Z");
  }

  @ParameterizedTest
  @CsvSource({
    "match[type]=x-mitre-tactic, 16",
    "match[type]=x-mitre-tactic&match[version]=last, 16",
    "match[type]=x-mitre-tactic&match[version]=2001-01-01T00:00:00Z, 0",
    "match[type]=x-mitre-tactic&match[spec_version]=2.1, 16",
    "match[type]=x-mitre-tactic&match[spec_version]=2.0, 0",
    "'match[type]=x-mitre-tactic,course-of-action', 51",
    "match[id]=attack-pattern--00000000-0000-4000-8000-000000000000, 0",
    "match[type]=attack-pattern&limit=1000, 171"
  })
  void filtersChoose(String query, int count) {
    assertThat(json(OBJECTS + "?" + encoded(query)).path("objects").size()).isEqualTo(count);
  }

  @Test
  void whatCameLaterIsAskedForByItsTime() {
    JsonNode later = json(OBJECTS + "?added_after=2026-05-27T00:00:00Z");
    assertThat(later.path("objects").valueStream().map(object -> object.path("type").asString()))
        .containsExactlyInAnyOrder("identity", "attack-pattern", "note");
    assertThat(json(OBJECTS + "?added_after=2999-01-01T00:00:00Z").isEmpty()).isTrue();
  }

  @Test
  void anObjectHasOneVersion() {
    JsonNode first = json(OBJECTS + "?limit=1&" + encoded("match[type]=attack-pattern"));
    JsonNode object = first.path("objects").get(0);
    String id = object.path("id").asString();
    assertThat(json(OBJECTS + id + "/").path("objects").get(0)).isEqualTo(object);
    assertThat(json(OBJECTS + id + "/versions/").path("versions").get(0).asString())
        .isEqualTo(object.path("modified").asString());
  }

  @Test
  void answersSayTheirTypeAndWhenTheirObjectsCame() {
    HttpResponse<String> response = send(OBJECTS + "?limit=2", TAXII);
    assertThat(response.headers().firstValue("Content-Type")).contains(TAXII);
    assertThat(response.headers().firstValue("X-TAXII-Date-Added-First"))
        .contains("2026-05-27T00:00:00.000000Z");
    assertThat(response.headers().firstValue("X-TAXII-Date-Added-Last")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TAXII,
        "application/taxii+json; version=2.1",
        "application/taxii+json",
        "*/*",
        "text/html, application/*;q=0.8"
      })
  void typesThatAreTaken(String accept) {
    assertThat(send("/taxii2/", accept).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/taxii2/, application/taxii+json;version=2.0, 406",
    "/taxii2/, application/json, 406",
    "/taxii2/atlas/collections/nothing/, */*, 404",
    "/taxii2/atlas/collections/nothing/objects/, */*, 404",
    "/taxii2/atlas/collections/2026.05/objects/attack-pattern--x/, */*, 404",
    "/taxii2/atlas/collections/2026.05/objects/?limit=0, */*, 400",
    "/taxii2/atlas/collections/2026.05/objects/?added_after=yesterday, */*, 400",
    "/taxii2/atlas/collections/2026.05/objects/?next=forged, */*, 400",
    "/taxii2/atlas/collections/2026.05/objects/?unknown=1, */*, 400"
  })
  void aRefusalIsAnErrorMessageOfTaxii(String path, String accept, int status) {
    HttpResponse<String> response = send(path, accept);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode error = TestServer.JSON.readTree(response.body());
    assertThat(error.path("title").asString()).isNotEmpty();
    assertThat(error.path("http_status").asString()).isEqualTo(Integer.toString(status));
  }

  @Test
  void strangersSeeNothing() {
    assertThat(server.send(server.api("/taxii2/").GET()).statusCode()).isEqualTo(401);
  }

  private static JsonNode json(String path) {
    HttpResponse<String> response = send(path, TAXII);
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
    return TestServer.JSON.readTree(response.body());
  }

  private static HttpResponse<String> send(String path, String accept) {
    return server.send(server.api(path, token).header("Accept", accept).GET());
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("%3D", "=").replace("%26", "&");
  }
}
