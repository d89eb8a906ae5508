package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases of `conformance/`: one for each line of the specification, each with events that
/// must match and events that must not.
class ConformanceTest {
  private static final List<String> FILES =
      List.of("values", "fields", "modifiers", "conditions", "scalars");

  @TestFactory
  Stream<DynamicTest> everyCase() {
    return FILES.stream().flatMap(ConformanceTest::cases);
  }

  private static Stream<DynamicTest> cases(String file) {
    IssueLog log = new IssueLog(file, "");
    YamlTree root = YamlParser.parse(resource(file), log).getFirst().tree();
    assertThat(log.issues()).isEmpty();
    return ((YamlTree.Sequence) root)
        .items().stream()
            .map(YamlTree.Mapping.class::cast)
            .map(c -> DynamicTest.dynamicTest(file + ": " + text(c, "case"), () -> run(c)));
  }

  private static void run(YamlTree.Mapping c) {
    String rule = Rules.rule(text(c, "detection"));
    SigmaEngine engine = Rules.engine(rule);
    List<String> matching = events(c, "match");
    List<String> others = events(c, "no-match");
    assertThat(matching).isNotEmpty();
    assertThat(others).isNotEmpty();
    for (String event : matching) {
      List<Detection> detections = engine.accept(event(event));
      assertThat(detections).as("must match %s", event).hasSize(1);
    }
    for (String event : others) {
      assertThat(engine.accept(event(event))).as("must not match %s", event).isEmpty();
    }
  }

  private static SigmaEvent event(String json) {
    return new SigmaEvent(0, Rules.START, LogSource.ANY, Rules.JSON.readTree(json));
  }

  private static List<String> events(YamlTree.Mapping c, String key) {
    return ((YamlTree.Sequence) c.get(key).orElseThrow().value())
        .items().stream().map(YamlTree.Scalar.class::cast).map(YamlTree.Scalar::text).toList();
  }

  private static String text(YamlTree.Mapping c, String key) {
    return ((YamlTree.Scalar) c.get(key).orElseThrow().value()).text();
  }

  private static String resource(String file) {
    try (InputStream in =
        ConformanceTest.class.getResourceAsStream("/conformance/" + file + ".yml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
