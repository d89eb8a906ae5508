package io.sextant.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the metaschema of OSCAL 1.1.2 says of component definitions, of the parts that we write:
/// which keys there are and must be, what values look like, that no list is empty.
final class OscalFactsTest {
  private static final String MAP = "../examples/systems/ferry.yaml";
  private static final String UUID =
      "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}";
  private static final String TOKEN = "[\\p{L}_][\\p{L}\\p{N}.\\-_]*";
  private static final String LINE = "\\S(.*\\S)?";
  private static final String URI = "[a-zA-Z][a-zA-Z0-9+\\-.]+:.+";
  private static final String TEXT = "(?s).*\\S.*";
  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

  /// Of an object: a key and what its value matches; a key with `?` may be missing; a value that is
  /// a list names the object that its items are.
  private static final Map<String, Map<String, String>> OBJECTS =
      Map.of(
          "document", Map.of("component-definition", ">definition"),
          "definition", Map.of("uuid", UUID, "metadata", ">metadata", "components?", "*component"),
          "metadata",
              Map.of(
                  "title", TEXT, "last-modified", INSTANT, "version", LINE, "oscal-version", LINE),
          "component",
              Map.of(
                  "uuid", UUID,
                  "type", LINE,
                  "title", TEXT,
                  "description", TEXT,
                  "props?", "*property",
                  "control-implementations?", "*implementation"),
          "property", Map.of("name", TOKEN, "ns?", URI, "value", LINE),
          "implementation",
              Map.of(
                  "uuid", UUID,
                  "source", URI,
                  "description", TEXT,
                  "implemented-requirements", "*requirement"),
          "requirement",
              Map.of(
                  "uuid", UUID,
                  "control-id", TOKEN,
                  "description", TEXT,
                  "props?", "*property"));

  private static byte[] first = new byte[0];

  @BeforeAll
  static void write() {
    first = oscal("2026-11-01");
  }

  @Test
  void everyPartIsAsTheMetaschemaSays() {
    List<String> wrong = new ArrayList<>();
    check("document", new JsonMapper().readTree(first), "", wrong);
    assertThat(wrong).isEmpty();
    assertThat(new JsonMapper().readTree(first).findValues("implemented-requirements"))
        .as("there is something to check")
        .hasSizeGreaterThan(3);
  }

  @Test
  void noIdentifierIsUsedTwiceAndAllOutliveTheDay() {
    List<String> ids = uuids(first);
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    assertThat(uuids(oscal("2026-11-02"))).containsExactlyElementsOf(ids);
  }

  @Test
  void oneStateGivesTheSameBytes() {
    assertThat(oscal("2026-11-01")).isEqualTo(first);
  }

  private static void check(String kind, JsonNode node, String at, List<String> wrong) {
    Map<String, String> keys = OBJECTS.get(kind);
    Set<String> known = new HashSet<>();
    keys.forEach((written, form) -> {
      String key = written.replace("?", "");
      known.add(key);
      JsonNode value = node.path(key);
      if (value.isMissingNode()) {
        if (!written.endsWith("?")) {
          wrong.add(at + "/" + key + " is missing");
        }
      } else if (form.startsWith(">")) {
        check(form.substring(1), value, at + "/" + key, wrong);
      } else if (form.startsWith("*")) {
        if (!value.isArray() || value.isEmpty()) {
          wrong.add(at + "/" + key + " is no list, or empty");
        }
        for (int i = 0; i < value.size(); i++) {
          check(form.substring(1), value.get(i), at + "/" + key + "/" + i, wrong);
        }
      } else if (!value.isString() || !value.asString().matches(form)) {
        wrong.add(at + "/" + key + " is " + value);
      }
    });
    node.propertyNames()
        .forEach(key -> {
          if (!known.contains(key)) {
            wrong.add(at + "/" + key + " is not known");
          }
        });
  }

  private static List<String> uuids(byte[] document) {
    return new JsonMapper()
        .readTree(document).findValues("uuid").stream().map(JsonNode::asString).toList();
  }

  private static byte[] oscal(String day) {
    CapturedConsole console = new CapturedConsole();
    int code = console.run("report", "coverage", MAP, "--format", "oscal", "--date", day);
    assertThat(code).as(console.err()).isZero();
    return console.bytes();
  }
}
