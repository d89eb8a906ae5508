package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad rules: every problem is listed with its place, and none takes long.
class ReaderIssuesTest {
  @Test
  void allProblemsOfAFileAtOnce() {
    List<Issue> issues =
        Rules.issues(
            """
            title: Bad
            level: hihg
            logsource: {product: test}
            detection:
              s:
                a|contain: x
                b|base64: 'a*'
                b|base64: 'a*'
              condition: s and t)
            """);
    assertThat(issues)
        .extracting(Issue::code)
        .contains("SX-SIGMA-003", "SX-SIGMA-007", "SX-SIGMA-021", "SX-SIGMA-025", "SX-SIGMA-040");
    Issue modifier =
        issues.stream().filter(i -> i.code().equals("SX-SIGMA-021")).findFirst().orElseThrow();
    assertThat(modifier.line()).isEqualTo(6);
    assertThat(modifier.column()).isEqualTo(7);
    assertThat(modifier.lineText()).isEqualTo("    a|contain: x");
    assertThat(modifier.hint()).isEqualTo("did you mean 'contains'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s: {a: [[x]]}#condition: s | SX-SIGMA-023",
        "s: {a: {b: c}}#condition: s | SX-SIGMA-023",
        "s: {a: []}#condition: s | SX-SIGMA-023",
        "s: {}#condition: s | SX-SIGMA-020",
        "s: {a: x} | SX-SIGMA-005",
        "s: {a: x}#condition: s and | SX-SIGMA-040",
        "s: {a: x}#condition: (s | SX-SIGMA-040",
        "s: {a: x}#condition: s s | SX-SIGMA-040",
        "s: {a: x}#condition: t | SX-SIGMA-041",
        "s: {a: x}#condition: 1 of t* | SX-SIGMA-042",
        "s: {a: x}#condition: some of s* | SX-SIGMA-040",
        "s: {a: x}#t: {a: y}#condition: s | SX-SIGMA-043",
        "s: {a: x}#timeframe: 5m#condition: s | SX-SIGMA-035",
        "s: {a: [x, null]}#condition: s | SX-SIGMA-033",
        "s: {a: yes}#condition: s | SX-SIGMA-032",
        "s: {a: 017}#condition: s | SX-SIGMA-032",
      })
  void eachProblemHasItsCode(String detection, String code) {
    assertThat(Rules.codes(Rules.rule(detection.replace('#', '\n')))).contains(code);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "contains|startswith; x; SX-SIGMA-022",
        "contains|contains; x; SX-SIGMA-022",
        "i; x; SX-SIGMA-022",
        "cidr|contains; 10.0.0.0/8; SX-SIGMA-022",
        "gt|lt; 5; SX-SIGMA-022",
        "gt; x; SX-SIGMA-023",
        "hour; 1.5; SX-SIGMA-023",
        "hour; 24; SX-SIGMA-023",
        "month|gte; 0; SX-SIGMA-023",
        "fieldref; 'a*'; SX-SIGMA-023",
        "exists; maybe; SX-SIGMA-023",
        "contains; null; SX-SIGMA-023",
        "all; x; SX-SIGMA-024",
        "cidr; 10.0.0.0/33; SX-SIGMA-030",
        "cidr; 10.0.0/8; SX-SIGMA-030",
        "expand; '%admins%'; SX-SIGMA-026",
        "base64; 'a?'; SX-SIGMA-025",
        "re; '(?=x)y'; SX-SIGMA-027",
        "re; '(?<!x)y'; SX-SIGMA-027",
        "re; '(?>x)y'; SX-SIGMA-027",
        "re; '(x)\\1'; SX-SIGMA-027",
        "re; 'x*+'; SX-SIGMA-027",
        "re; '(x'; SX-SIGMA-028",
        "re; 'x\\Z'; SX-SIGMA-028",
        "re; '((((x{100}){100}){100}){100}){100}'; SX-SIGMA-029",
      })
  void eachModifierProblemHasItsCode(String modifiers, String value, String code) {
    assertThat(Rules.codes(Rules.rule("s:\n  a|" + modifiers + ": " + value + "\ncondition: s")))
        .contains(code);
  }

  @Test
  void placeholdersCanBeGivenAndTheirWildcardsCount() {
    ReaderOptions given =
        ReaderOptions.DEFAULT.with(
            new Placeholders(java.util.Map.of("admins", List.of("root", "a*b", "c\\*d"))));
    SigmaReader.ReadResult read =
        new SigmaReader(given)
            .read("t.yml", Rules.rule("s:\n  a|expand: 'x-%admins%'\ncondition: s"));
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(read.documents()).rules());
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x-root'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x-a*b'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x-aQb'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x-c*d'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x-cQd'}"))).isEmpty();
  }

  @Test
  void versionThreeNeedsTheSwitch() {
    String rule = "sigma-version: 3\n" + Rules.rule("s: {'a[any]': x}\ncondition: s");
    assertThat(Rules.codes(rule)).containsOnly("SX-SIGMA-013");
    SigmaReader.ReadResult read =
        new SigmaReader(ReaderOptions.DEFAULT.withArrays(true)).read("t.yml", rule);
    assertThat(read.documents()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "s: {'a[some]': x}; SX-SIGMA-034",
        "s: {'a[any]|contains': {b: x}}; SX-SIGMA-022",
        "s: {'a[any]': {u: {b: x}, condition: v}}; SX-SIGMA-041",
        "s: {'a[any]': {u: {b: x}, condition: [u]}}; SX-SIGMA-040",
        "s: {'a[any]': {}}; SX-SIGMA-020",
        "s: {'a[0][0][0][0][0][0][0][0][0]': x}; SX-SIGMA-002",
      })
  void eachProblemOfArraySelectorsHasItsCode(String selection, String code) {
    SigmaReader.ReadResult read =
        new SigmaReader(ReaderOptions.DEFAULT.withArrays(true))
            .read("t.yml", Rules.rule(selection + "\ncondition: s"));
    assertThat(read.issues()).extracting(Issue::code).contains(code);
  }

  @Test
  void correlationProblems() {
    String base = Rules.rule("s: {a: x}\ncondition: s") + "---\ntitle: C\ncorrelation:\n";
    assertThat(
            Rules.codes(
                base
                    + "  type: event_count\n  rules: [nope]\n  timespan: 1m\n  condition: {gte: 1}\n"))
        .contains("SX-SIGMA-053");
    assertThat(
            Rules.codes(
                base
                    + "  type: event_coun\n  rules: [test]\n  timespan: 1x\n  condition: {ge: 1}\n"))
        .contains("SX-SIGMA-050", "SX-SIGMA-051", "SX-SIGMA-052");
    assertThat(Rules.codes(base + "  type: temporal\n  rules: [C]\n  timespan: 1m\n"))
        .contains("SX-SIGMA-054");
  }

  @Test
  void filtersAreJoinedByAndAndLinted() {
    String rule = Rules.rule("s: {a: x}\ncondition: s");
    String filter =
        "---\ntitle: F\nlogsource: {product: test}\nfilter:\n  rules: [test]\n  n: {b: y}\n  condition: ";
    SigmaEngine engine = Rules.engine(rule + filter + "not n\n");
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'x','b':'y'}"))).isEmpty();
    assertThat(Rules.codes(rule + filter + "n\n")).contains("SX-SIGMA-060");
  }
}
