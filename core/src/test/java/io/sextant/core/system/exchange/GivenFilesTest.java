package io.sextant.core.system.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.core.document.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Counts of real files of every format against those of a script of somebody else's.
class GivenFilesTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// That script counted the opening and the closing tag of each of the 16 threats.
  private static final Map<String, Integer> MISCOUNTED =
      Map.of("ms-tmt/MTMT_nested_tz_line.tm7", 16);

  @TestFactory
  Stream<DynamicTest> countsAreThoseExpected() throws IOException {
    Optional<Path> folder = shared("data/threat-models");
    assumeTrue(folder.isPresent(), "needs ../shared/data/threat-models");
    JsonNode expected = JSON.readTree(folder.get().resolve("expected-counts.json").toFile());
    return expected
        .propertyStream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getKey(),
                () -> {
                  ObjectNode wanted = (ObjectNode) file.getValue();
                  if (MISCOUNTED.containsKey(file.getKey())) {
                    wanted.put("threatInstances", MISCOUNTED.get(file.getKey()));
                  }
                  assertThat(shown(counts(folder.get().resolve(file.getKey()))))
                      .isEqualTo(shown(wanted));
                }));
  }

  private static Map<String, Count> counts(Path path) throws IOException {
    String text = Documents.text(Files.readAllBytes(path)).orElseThrow();
    MapImport.Result result =
        MapImport.read(
            path.getFileName().toString(),
            text,
            name -> read(path.resolveSibling(name)),
            Optional.empty());
    return switch (result) {
      case MapImport.Result.Read(Imported imported) -> imported.report().counts();
      case MapImport.Result.Unknown(var issues) -> throw new AssertionError(issues.toString());
    };
  }

  private static Optional<String> read(Path path) {
    try {
      return Documents.text(Files.readAllBytes(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> shown(Map<String, Count> counts) {
    Map<String, Object> shown = new LinkedHashMap<>();
    counts.forEach((name, count) ->
        shown.put(
            name,
            switch (count) {
              case Count.Figure(int number) -> number;
              case Count.Sorts(var sorts) -> Map.copyOf(sorts);
              case Count.Text(var text) -> text;
              case Count.Words(var words) -> words;
              case Count.Flag(boolean flag) -> flag;
            }));
    // What had to be unpacked is not among the expected figures.
    shown.keySet().removeIf(name -> name.startsWith("unpacked"));
    return shown;
  }

  private static Map<String, Object> shown(ObjectNode counts) {
    Map<String, Object> shown = new LinkedHashMap<>();
    counts
        .propertyStream()
        .forEach(each ->
            shown.put(
                each.getKey(),
                switch (each.getValue().getNodeType()) {
                  case NUMBER -> each.getValue().asInt();
                  case OBJECT -> JSON.convertValue(each.getValue(), Map.class);
                  case STRING -> Optional.of(each.getValue().asString());
                  case NULL -> Optional.empty();
                  case BOOLEAN -> each.getValue().asBoolean();
                  default -> JSON.convertValue(each.getValue(), java.util.List.class);
                }));
    return shown;
  }

  private static Optional<Path> shared(String path) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("shared").resolve(path);
      if (Files.exists(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
