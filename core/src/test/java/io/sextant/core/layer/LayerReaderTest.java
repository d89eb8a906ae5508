package io.sextant.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerReaderTest {
  private static final String SMALL =
      """
      {"name": " gaps ", "domain": "atlas-atlas", "versions": {"layer": "4.5"},
       "metadata": [{"name": "atlas_data_version", "value": "5.6.1"}, {"divider": true}],
       "gradient": {"colors": ["#fff", "#FF0000"], "minValue": 0, "maxValue": 10},
       "techniques": [
         {"techniqueID": "AML.T0051", "tactic": "execution", "score": -1.5, "color": "", "comment": "<b>x</b>",
          "enabled": false, "links": [{"label": "x", "url": "https://example.org/"}, {"divider": true}]},
         {"techniqueID": "AML.T0051.000"}],
       "somebody's own": {"deep": [1]}}
      """;

  @Test
  void readsALayerAndKeepsItsText() {
    LayerReader.Reading reading = LayerReader.read("f", SMALL);
    assertThat(reading.issues()).isEmpty();
    assertThat(reading.layer())
        .contains(new LayerDocument("gaps", "atlas-atlas", "5.6.1", 2, SMALL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.3", "4", "4.5"})
  void readsTheFormatsInUse(String version) {
    String json =
        "{\"name\":\"n\",\"domain\":\"atlas-atlas\",\"version\":\"%s\",\"techniques\":[]}"
            .formatted(version);
    assertThat(LayerReader.read("f", json).layer()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"score\": -1.5 | \"score\": \"high\" | SX-LAYER-002",
        "\"score\": -1.5 | \"score\": 1e999 | SX-LAYER-002",
        "\"tactic\": \"execution\" | \"tactic\": [] | SX-LAYER-002",
        "\"color\": \"\" | \"color\": \"url(x)\" | SX-LAYER-002",
        "https://example.org/ | javascript:alert(1) | SX-LAYER-002",
        "\"enabled\": false | \"enabled\": \"no\" | SX-LAYER-002",
        "AML.T0051.000 | <script> | SX-LAYER-002",
        "\"#FF0000\" | \"red\" | SX-LAYER-002",
        "\"#fff\", | \"\" | SX-FILE-001",
        "\"maxValue\": 10 | \"other\": 10 | SX-LAYER-002",
        "\"layer\": \"4.5\" | \"layer\": \"5.0\" | SX-LAYER-002",
        "atlas-atlas | Atlas Atlas | SX-LAYER-002",
        "\" gaps \" | \" \" | SX-LAYER-003",
        "\"techniques\" | \"technics\" | SX-LAYER-003",
        "\"techniqueID\": \"AML.T0051\", |  | SX-LAYER-003",
      })
  void refusesAWrongValueAtItsPlace(String from, String to, String code) {
    LayerReader.Reading reading =
        LayerReader.read(
            "f",
            SMALL.replaceFirst(
                java.util.regex.Pattern.quote(from),
                java.util.regex.Matcher.quoteReplacement(to == null ? "" : to)));
    assertThat(reading.layer()).isEmpty();
    assertThat(reading.issues()).extracting(Issue::code).contains(code);
    assertThat(reading.issues().getFirst().place().line()).isPositive();
  }

  @Test
  void tellsEverythingAtOnce() {
    String json =
        "{\"name\":\"\",\"domain\":\"a b\",\"techniques\":[{\"score\":true},{\"techniqueID\":\"x\",\"color\":\"x\"}]}";
    assertThat(LayerReader.read("f", json).issues()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "name: x", "{", "{\"name\": \"a\", \"name\": \"b\"}", "\"x\""})
  void refusesWhatIsNoLayer(String text) {
    LayerReader.Reading reading = LayerReader.read("f", text);
    assertThat(reading.layer()).isEmpty();
    assertThat(reading.issues()).isNotEmpty();
  }

  @Test
  void boundsTexts() {
    String json =
        "{\"name\":\"%s\",\"domain\":\"atlas-atlas\",\"techniques\":[]}".formatted("n".repeat(201));
    assertThat(LayerReader.read("f", json).issues())
        .extracting(Issue::code)
        .isEqualTo(List.of("SX-LAYER-004"));
  }
}
