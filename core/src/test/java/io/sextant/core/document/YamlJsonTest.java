package io.sextant.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class YamlJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4               | 4
          -9000000000     | -9000000000
          12345678901234567890 | 12345678901234567890
          007             | 7
          0.50            | 0.50
          .5              | 0.5
          1e5             | 1E+5
          -2.5E-3         | -0.0025
          true            | true
          ~               | null
          '"4"'           | '"4"'
          1.2.3           | '"1.2.3"'
          10:30           | '"10:30"'
          1e9999          | '"1e9999"'
          .inf            | '".inf"'
          e5              | '"e5"'
          .               | '"."'
          [1, {a: no}]    | '[1,{"a":"no"}]'
          """)
  void valuesAreReadAsTheCoreSchemaReadsThem(String yaml, String json) {
    IssueLog log = new IssueLog("a.yml", yaml);
    Tree tree = Documents.read("value: " + yaml, log).getFirst();
    assertThat(JSON.writeValueAsString(YamlJson.of(tree).get("value"))).isEqualTo(json);
    assertThat(log.issues()).isEmpty();
  }
}
