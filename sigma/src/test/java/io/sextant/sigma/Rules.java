package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Short ways to read, compile and run rules in tests.
final class Rules {
  static final JsonMapper JSON = new JsonMapper();
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Rules() {}

  /// A rule with this detection (lines below `detection:`, without indentation).
  static String rule(String detection) {
    return "title: Test\nid: test\nlogsource: {product: test}\ndetection:\n" + detection.indent(2);
  }

  static RuleSet compiled(String yaml) {
    SigmaReader.ReadResult read = new SigmaReader().read("test.yml", yaml);
    assertThat(read.issues().stream().filter(i -> i.severity() == Issue.Severity.ERROR)).isEmpty();
    SigmaCompiler.CompileResult compiled = new SigmaCompiler().compile(read.documents());
    assertThat(compiled.issues().stream().filter(i -> i.severity() == Issue.Severity.ERROR))
        .isEmpty();
    return compiled.rules();
  }

  static SigmaEngine engine(String yaml) {
    return SigmaEngine.of(compiled(yaml));
  }

  static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  static SigmaEvent event(long ref, long second, String body) {
    return new SigmaEvent(ref, START.plusSeconds(second), LogSource.ANY, json(body));
  }

  /// Whether a rule with this detection matches the event.
  static boolean matches(String detection, String body) {
    return !engine(rule(detection)).accept(event(0, 0, body)).isEmpty();
  }

  static List<Issue> issues(String yaml) {
    SigmaReader.ReadResult read = new SigmaReader().read("test.yml", yaml);
    List<Issue> issues = new ArrayList<>(read.issues());
    issues.addAll(new SigmaCompiler().compile(read.documents()).issues());
    return issues;
  }

  static List<String> codes(String yaml) {
    return issues(yaml).stream().map(Issue::code).toList();
  }
}
