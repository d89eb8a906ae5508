package io.sextant.atlas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.Technique;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PublishTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ReleaseIndex index =
      AtlasLibrary.builtIn().release(new ReleaseId("5.6.1")).orElseThrow();

  @Test
  void theBundleKeepsEveryObjectAndEdgeUnderAnIdOfItsOwn() {
    Map<String, Integer> counts = new HashMap<>();
    Set<String> ids = new HashSet<>();
    JsonNode objects = StixBundle.of(index).get("objects");
    for (JsonNode object : objects) {
      assertThat(ids.add(object.get("id").stringValue())).as(object.toString()).isTrue();
      String type = object.get("type").stringValue();
      String kind = object.path("relationship_type").asString(type);
      counts.merge(kind, 1, Integer::sum);
    }
    assertThat(counts)
        .containsEntry("x-mitre-tactic", 16)
        .containsEntry("attack-pattern", 170)
        .containsEntry("course-of-action", 35)
        .containsEntry("campaign", 57)
        .containsEntry("mitigates", 246)
        .containsEntry("subtechnique-of", 69)
        .containsEntry("uses", 440);
    for (JsonNode object : objects) {
      for (String end : List.of("source_ref", "target_ref", "created_by_ref")) {
        if (object.has(end)) {
          assertThat(ids).contains(object.get(end).stringValue());
        }
      }
    }
  }

  @Test
  void theStepsOfACaseStudyKeepTheirOrder() {
    for (CaseStudy study : index.release().caseStudies()) {
      JsonNode campaign = byId(StixIds.of(study.id()));
      JsonNode steps = campaign.get("extensions").iterator().next().get("steps");
      assertThat(steps).hasSize(study.procedure().size());
      for (int i = 0; i < steps.size(); i++) {
        assertThat(steps.get(i).get("technique_ref").stringValue())
            .isEqualTo(StixIds.of(study.procedure().get(i).technique()));
      }
    }
  }

  private JsonNode byId(String id) {
    for (JsonNode object : StixBundle.of(index).get("objects")) {
      if (object.get("id").stringValue().equals(id)) {
        return object;
      }
    }
    throw new AssertionError(id);
  }

  @Test
  void objectsBearMitresOwnIds() throws IOException {
    Set<String> ours = new HashSet<>();
    StixBundle.of(index).get("objects").forEach(object -> ours.add(object.get("id").stringValue()));
    int compared = 0;
    for (JsonNode object :
        MAPPER.readTree(Files.readAllBytes(official("stix-atlas.json"))).get("objects")) {
      if (Set.of("attack-pattern", "course-of-action", "x-mitre-tactic")
          .contains(object.get("type").stringValue())) {
        assertThat(ours).contains(object.get("id").stringValue());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(221);
  }

  @Test
  void theSameReleaseGivesTheSameBundle() {
    assertThat(StixBundle.of(index)).isEqualTo(StixBundle.of(index));
  }

  @Test
  void aLayerHasEveryCellOfTheMatrix() {
    ObjectNode layer = NavigatorLayer.frequency(index);
    int cells =
        index.release().techniques().stream()
            .mapToInt(technique -> technique.tactics().size())
            .sum();
    assertThat(layer.get("techniques")).hasSize(cells);
    assertThat(layer.get("domain").stringValue()).isEqualTo("atlas-atlas");
    assertThat(layer.get("versions").get("layer").stringValue()).isEqualTo("4.5");
  }

  @Test
  void officialLayersKeepTheirCells() throws IOException {
    int layers = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(official("navigator-layers"))) {
      for (Path file : files) {
        ObjectNode old = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
        ObjectNode now = NavigatorLayer.upgrade(old);
        assertThat(now.get("techniques")).isEqualTo(old.get("techniques"));
        assertThat(now.get("versions").get("layer").stringValue()).isEqualTo("4.5");
        layers++;
      }
    }
    assertThat(layers).isEqualTo(59);
  }

  @Test
  void whatIsNoLayerIsRefused() {
    assertThatThrownBy(() -> NavigatorLayer.upgrade(MAPPER.createObjectNode()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGalaxyValueNamesIdAndName() {
    JsonNode values = MispGalaxy.of(index).get("values");
    assertThat(values).hasSize(170);
    assertThat(values.get(0).get("value").stringValue())
        .isEqualTo("Search Open Technical Databases - AML.T0000");
    assertThat(values.get(0).get("uuid").stringValue())
        .isEqualTo("c02f812d-59cc-5366-b1aa-7eb05154b772");
  }

  @Test
  void everyLinkOfTheWikiLeadsToAPage() {
    Map<String, String> pages = Wiki.markdown(index);
    assertThat(pages).hasSize(index.objects().size() + 1);
    Pattern link = Pattern.compile("\\]\\(([^)]*)\\)");
    pages
        .values()
        .forEach(page -> {
          Matcher matcher = link.matcher(page);
          while (matcher.find()) {
            assertThat(pages).containsKey(matcher.group(1));
          }
        });
  }

  @Test
  void everyLinkOfTheHtmlWikiLeadsToAFile() {
    Map<String, String> pages = Wiki.html(index);
    Pattern link = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");
    int links = 0;
    for (String page : pages.values()) {
      Matcher matcher = link.matcher(page);
      while (matcher.find()) {
        links++;
        assertThat(pages).containsKey(matcher.group(1));
      }
    }
    assertThat(links).isGreaterThan(2000);
    assertThat(String.valueOf(pages.get("AML.T0051.000.html")))
        .contains("How it looks in telemetry", "rules/prompt/override_of_instructions.yml");
    assertThat(String.valueOf(pages.get("AML.T0005.html"))).contains("Not observable because");
  }

  @Test
  void everyTechniqueAsksQuestionsInTheWiki() {
    Map<String, String> html = Wiki.html(index);
    Map<String, String> markdown = Wiki.markdown(index);
    for (Technique technique : index.release().techniques()) {
      String page = String.valueOf(html.get(technique.id() + ".html"));
      assertThat(page).contains("<h2>Ask yourself</h2>", "<details><summary>Answer</summary>");
      assertThat(page.split("<ol type", -1)).hasSameSizeAs(page.split("<details>", -1));
      assertThat(String.valueOf(markdown.get(technique.id() + ".md")))
          .contains("## Ask yourself", "   - a) ", "## Answers");
    }
    assertThat(html).isEqualTo(Wiki.html(index));
  }

  @Test
  void hostileTextDoesNothingInTheWikiAndTheTable() {
    String hostile =
        """
        format-version: 6.0.0
        collection: {id: ATLAS-collection, name: x, version: '2030.10'}
        tactics:
          AML.TA0000: {id: AML.TA0000, name: "=cmd|' /C calc'!A0"}
        techniques:
          AML.T0000: {id: AML.T0000, name: "=1+1", description: "<script>alert(1)</script> ![x](javascript:alert(1)) [y](http://evil)"}
        relationships:
          AML.T0000:
            achieves: [{source: AML.T0000, target: AML.TA0000, relationship-type: achieves}]
        """;
    ReleaseIndex bad =
        AtlasLibrary.index(
            new ReleaseReader()
                .read(hostile.getBytes(StandardCharsets.UTF_8), "ATLAS-2030.10.yaml")
                .release()
                .orElseThrow());
    String page = String.valueOf(Wiki.markdown(bad).get("AML.T0000.md"));
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("](javascript")
        .doesNotContain("](http");
    Map<String, String> html = Wiki.html(bad);
    assertThat(String.valueOf(html.get("AML.T0000.html")))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>", "href=\"javascript", "href=\"http", "<img");
    assertThat(String.valueOf(html.get("AML.TA0000.html"))).contains("&#39; /C calc&#39;");
  }

  private static Path official(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data/atlas").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    Assumptions.abort(name + " is not at hand");
    throw new AssertionError();
  }
}
