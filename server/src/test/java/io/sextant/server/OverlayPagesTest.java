package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the pages learn of an organisation's overlay, apart from what MITRE says.
class OverlayPagesTest {
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
        mitigations:
        - id: AML.FERRY.M0001
          name: Call The Purser
          mitigates: [{technique: AML.T0051, text: asks a person}]
        renamed: {AML.T0051: Whispering To The Model}
        hidden: {AML.T0008: We buy nothing}
        notes: {AML.CS0000: 'We tried this. <b>Twice</b>', AML.M0020: Bought}
        mappings: {AML.T0051: [{to: R-7, title: Risks, url: 'https://ferry.example/7'}]}
        """);
    server = TestServer.start(data);
    token = server.token(Role.VIEWER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode json(String path) {
    HttpResponse<String> response = server.send(server.api(path, token).GET());
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
    return TestServer.JSON.readTree(response.body());
  }

  @Test
  void aTechniqueSaysWhatIsOursOfIt() {
    JsonNode detail = json("/api/v1/atlas/techniques/AML.T0051");
    JsonNode own = detail.path("technique").path("own");
    assertThat(own.path("renamed").path("official").asString()).isEqualTo("LLM Prompt Injection");
    assertThat(own.path("mappings").get(0).path("to").asString()).isEqualTo("R-7");
    assertThat(own.has("addedBy")).isFalse();
    assertThat(detail.path("mitigations").valueStream())
        .filteredOn(each -> each.has("addedBy"))
        .extracting(each -> each.path("id").asString() + " " + each.path("addedBy").asString())
        .containsExactly("AML.FERRY.M0001 Ferry Line");
    assertThat(detail.path("mitigations").size()).isGreaterThan(1);
  }

  @Test
  void notesStandOnEveryKindOfObjectAsPlainText() {
    JsonNode study = json("/api/v1/atlas/case-studies/AML.CS0000");
    assertThat(study.path("own").path("notes").get(0).path("text").asString())
        .isEqualTo("We tried this. <b>Twice</b>");
    JsonNode mitigation = json("/api/v1/atlas/mitigations/AML.M0020");
    assertThat(mitigation.path("own").path("notes").get(0).path("organisation").asString())
        .isEqualTo("Ferry Line");
    assertThat(json("/api/v1/atlas/mitigations/AML.M0019").has("own")).isFalse();
  }

  @Test
  void theMatrixHasOwnCellsAndLeavesHiddenOnesOut() {
    JsonNode matrix = json("/api/v1/atlas/matrix");
    assertThat(matrix.path("techniques").valueStream().map(each -> each.path("id").asString()))
        .contains("AML.FERRY.T0001")
        .noneMatch(id -> id.startsWith("AML.T0008"));
    JsonNode hidden = json("/api/v1/atlas/techniques/AML.T0008").path("technique").path("own");
    assertThat(hidden.path("hidden").path("reason").asString()).isEqualTo("We buy nothing");
  }

  @Test
  void searchFindsOwnAndRenamedObjectsAndSaysWhoseTheyAre() {
    assertThat(by("Fake Booking", "AML.FERRY.T0001")).isEqualTo("Ferry Line");
    assertThat(by("Whispering", "AML.T0051")).isEqualTo("Ferry Line");
    assertThat(by("LLM Prompt Injection", "AML.T0051")).isEqualTo("Ferry Line");
    assertThat(by("LLM Jailbreak", "AML.T0054")).isEmpty();
  }

  private static String by(String query, String id) {
    return json("/api/v1/search?q=" + query.replace(" ", "%20"))
        .path("items")
        .valueStream()
        .filter(hit -> hit.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow()
        .path("by")
        .asString("");
  }
}
