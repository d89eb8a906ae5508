package io.sextant.server;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document as tests ask it.
final class Contract {
  private static final String BASE = "https://sextant.invalid/openapi.json";
  private final JsonNode document;
  private final SchemaRegistry schemas;

  private Contract(JsonNode document) {
    this.document = document;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(BASE, document.toString())));
  }

  static Contract load() {
    try (InputStream in = Contract.class.getResourceAsStream("/io/sextant/openapi/openapi.yaml")) {
      Object tree = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return new Contract(JsonMapper.shared().valueToTree(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every operation as `METHOD /path` with the permission it states.
  TreeMap<String, String> permissions() {
    TreeMap<String, String> permissions = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    permissions.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue().path("x-permission").asString("none"))));
    return permissions;
  }

  /// How an answer differs from what the contract says of it.
  List<String> problems(String method, String pathWithQuery, int status, String body) {
    String path = pathWithQuery.split("\\?", 2)[0];
    String template =
        document.path("paths").properties().stream()
            .map(Map.Entry::getKey)
            .sorted(java.util.Comparator.comparing((String key) -> key.contains("{")))
            .filter(key -> path.matches(key.replaceAll("\\{[a-z]+}", "[^/]+")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no such path: " + path));
    String pointer =
        "/paths/"
            + template.replace("~", "~0").replace("/", "~1")
            + "/"
            + method.toLowerCase(Locale.ROOT)
            + "/responses/"
            + status
            + "/content/application~1json/schema";
    return validate(pointer, body);
  }

  List<String> schemaProblems(String schema, String body) {
    return validate("/components/schemas/" + schema, body);
  }

  private List<String> validate(String pointer, String body) {
    Schema schema =
        schemas.getSchema(
            SchemaLocation.of(BASE + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
    return schema
        .validate(
            body,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }
}
