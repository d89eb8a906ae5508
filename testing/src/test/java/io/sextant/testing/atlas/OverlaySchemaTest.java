package io.sextant.testing.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sextant.atlas.OverlayReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/// The schema of overlays that editors use says what the reader says.
class OverlaySchemaTest {
  private static final Path ROOT = Path.of("..");
  private static final String HEAD = "overlay: 1\norganisation: X\nid-segment: BANK\n";
  private static Schema schema;

  @BeforeAll
  static void load() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/schemas/atlas-overlay.schema.json"));
    schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  @Test
  void theExampleOfTheManualFits() throws IOException {
    String manual = Files.readString(ROOT.resolve("docs/atlas.md"));
    int start = manual.indexOf("overlay: 1");
    String example = manual.substring(start, manual.indexOf("```", start));
    assertThat(schema.validate(json(example), InputFormat.JSON)).isEmpty();
    assertThat(OverlayReader.read(bytes(example), "x.yaml").issues()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overlay: 2\norganisation: X\nid-segment: BANK",
        "overlay: 1\norganisation: X",
        HEAD + "techniques: [{id: AML.T0001, name: x, tactics: [AML.TA0001]}]",
        HEAD + "techniques: [{id: AML.BANK.T0001, name: x}]",
        HEAD + "techniques: [{id: AML.BANK.T0001, tactics: [AML.TA0001]}]",
        HEAD + "techniques: [{id: AML.BANK.T0001, name: x, tactics: [AML.T0001]}]",
        HEAD + "techniques: [{id: AML.BANK.T0001, name: x, parent: y}]",
        HEAD + "mitigations: [{id: AML.BANK.M0001, name: x, mitigates: [{technique: AML.M0001}]}]",
        HEAD + "hidden: {T0051: no}",
        HEAD + "notes: {AML.T0051: ''}",
        HEAD + "mappings: {AML.T0051: [{title: x}]}",
        HEAD + "mappings: {AML.T0051: [{to: x, url: 'ftp://x'}]}"
      })
  void bothRefuse(String overlay) {
    assertThat(schema.validate(json(overlay), InputFormat.JSON)).isNotEmpty();
    assertThat(OverlayReader.read(bytes(overlay), "x.yaml").overlay()).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String json(String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new JsonMapper().writeValueAsString(value);
  }
}
