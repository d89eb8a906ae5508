package io.sextant.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sextant.core.document.Issue;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.Sensitivity;
import io.sextant.core.system.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schema that editors use says what the reader says.
class SystemMapSchemaTest {
  private static final Path ROOT = Path.of("..");
  private static String text;
  private static Schema schema;

  @BeforeAll
  static void load() throws IOException {
    text = Files.readString(ROOT.resolve("docs/schemas/system-map.schema.json"));
    schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  @Test
  void theExampleFits() throws IOException {
    String map = Files.readString(ROOT.resolve("examples/systems/ferry.yaml"));
    assertThat(schema.validate(json(map), InputFormat.JSON)).isEmpty();
    assertThat(MapReader.read("ferry.yaml", map).issues()).isEmpty();
  }

  @Test
  void itKnowsTheWordsOfTheReader() {
    JsonNode definitions = new JsonMapper().readTree(text).path("$defs");
    assertThat(words(definitions.path("kind")))
        .containsExactlyElementsOf(
            Arrays.stream(ComponentKind.values()).map(ComponentKind::word).toList());
    JsonNode component = definitions.path("component").path("properties");
    assertThat(words(component.path("exposure")))
        .containsExactlyElementsOf(Arrays.stream(Exposure.values()).map(Exposure::word).toList());
    assertThat(words(definitions.path("asset").path("properties").path("sensitivity")))
        .containsExactlyElementsOf(
            Arrays.stream(Sensitivity.values()).map(Sensitivity::word).toList());
    assertThat(words(new JsonMapper().readTree(text).path("properties").path("stage")))
        .containsExactlyElementsOf(Arrays.stream(Stage.values()).map(Stage::word).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sextant: system/2\nid: x",
        "sextant: system/1",
        "sextant: system/1\nid: a b",
        "sextant: system/1\nid: x\nextra: 1",
        "sextant: system/1\nid: x\nstage: live",
        "sextant: system/1\nid: x\ncomponents: [{id: a}]",
        "sextant: system/1\nid: x\ncomponents: [{id: a, kind: robot}]",
        "sextant: system/1\nid: x\ncomponents: [{id: a, kind: tool, own: me}]",
        "sextant: system/1\nid: x\nassets: [{id: a, sensitivity: secret}]",
        "sextant: system/1\nid: x\nboundaries: [{id: a, trust: 101}]",
        "sextant: system/1\nid: x\nflows: [{from: a}]",
        "sextant: system/1\nid: x\nassets: {id: a}",
      })
  void whatItRefusesTheReaderRefusesToo(String map) {
    assertThat(schema.validate(json(map), InputFormat.JSON)).isNotEmpty();
    assertThat(MapReader.read("x.yaml", map).issues())
        .extracting(Issue::severity)
        .contains(Issue.Severity.ERROR);
  }

  private static String json(String yaml) {
    return new JsonMapper()
        .writeValueAsString(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static List<String> words(JsonNode definition) {
    return definition.path("enum").valueStream().map(JsonNode::asString).toList();
  }
}
