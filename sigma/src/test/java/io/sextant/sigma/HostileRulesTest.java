package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.lint.RuleLint;
import io.sextant.sigma.lint.TagCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules made to exhaust time or memory are refused with a reason, or run in linear time.
class HostileRulesTest {
  /// Far above what any of it takes, far below what any of it would take in quadratic time.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String TAIL = "\ncondition: s";

  /// Reads, compiles, lints and matches within the limit; gives the codes of the errors.
  private static List<String> run(String yaml, String event) {
    return Assertions.assertTimeoutPreemptively(
        LIMIT,
        () -> {
          SigmaReader.ReadResult read =
              new SigmaReader(ReaderOptions.DEFAULT.withArrays(true)).read("h.yml", yaml);
          SigmaCompiler.CompileResult compiled = new SigmaCompiler().compile(read.documents());
          RuleLint.lint(read.documents(), TagCheck.NONE, _ -> yaml);
          SigmaEngine engine = SigmaEngine.of(compiled.rules());
          engine.accept(Rules.event(0, 0, event));
          engine.advance(Rules.START.plusSeconds(1_000_000));
          assertThat(read.issues()).allMatch(issue -> issue.lineText().length() <= 1_000);
          assertThat(read.issues()).allMatch(issue -> issue.message().length() <= 2_000);
          assertThat(read.issues()).allMatch(issue -> issue.hint().length() <= 5_000);
          return read.issues().stream()
              .filter(issue -> issue.severity() == Issue.Severity.ERROR)
              .map(Issue::code)
              .distinct()
              .toList();
        });
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
  }

  private static String longText(int length) {
    return "{'a':'" + "a".repeat(length) + "'}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u1c80", "[\u0400-\u2000]", "\\x{1C88}", "[^\\x{80}-\\x{10FFFF}]"})
  void expressionsThatRe2WouldFoldWithoutEndAreRefused(String expression) {
    assertThat(run(Rules.rule("s: {a|re|i: '" + expression + "'}" + TAIL), "{'a':'x'}"))
        .containsExactly(IssueCode.REGEX_NOT_EXACT.text());
    assertThat(run(Rules.rule("s: {a|re: '(?i)" + expression + "'}" + TAIL), "{'a':'x'}"))
        .containsExactly(IssueCode.REGEX_NOT_EXACT.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*a){20}b", "(a?){50}a{50}b", "(\\w+\\s?)*$"})
  void expressionsThatExplodeElsewhereRunInLinearTime(String expression) {
    assertThat(run(Rules.rule("s: {a|re: '" + expression + "'}" + TAIL), longText(50_000)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u1C82",
        "x\\x{1C88}y",
        "[\\x{80}-\\x{10FFFF}]",
        "[\u0400-\u1C83]",
        "[a\\x{1C80}]"
      })
  void lettersThatFoldNowhereAreRefusedWhereCaseIsIgnored(String expression) {
    assertThat(run(Rules.rule("s: {a|re|i: '" + expression + "'}" + TAIL), "{}"))
        .containsExactly("SX-SIGMA-027");
    assertThat(run(Rules.rule("s: {a|re: '(?i)" + expression + "'}" + TAIL), "{}"))
        .containsExactly("SX-SIGMA-027");
    assertThat(run(Rules.rule("s: {a|re: '" + expression + "'}" + TAIL), "{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"((((a{99}){99}){99}){99}){99}", "a{1000000}", "(a{1000}){1000}"})
  void expressionsThatGrowAreRefused(String expression) {
    assertThat(run(Rules.rule("s: {a|re: '" + expression + "'}" + TAIL), "{}"))
        .containsAnyOf("SX-SIGMA-028", "SX-SIGMA-029");
  }

  @Test
  void manyLargeExpressionsAreRefusedTogether() {
    String values = lines(2_000, i -> "    - '((x" + i + "y{100}){10}){15}'");
    assertThat(run(Rules.rule("s:\n  a|re:\n" + values + TAIL), "{}"))
        .containsExactly("SX-SIGMA-029");
  }

  @Test
  void aWideOrOfValuesOrConditionsIsLinear() {
    String values = lines(10_000, i -> "    - '*value " + i + "*other*'");
    assertThat(run(Rules.rule("s:\n  a:\n" + values + TAIL), longText(100_000))).isEmpty();
    SigmaEngine engine = Rules.engine(Rules.rule("s:\n  a:\n" + values + TAIL));
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'a value 9999 and other'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(0, 0, "{'a':'a nalue 9999 and other'}"))).isEmpty();
    String wide = lines(9_999, _ -> "s or").replace('\n', ' ') + " s";
    assertThat(run(Rules.rule("s: {a: x}\ncondition: " + wide), "{}")).isEmpty();
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(run("a: " + "[".repeat(10_000), "{}")).containsExactly("SX-SIGMA-002");
    assertThat(run(lines(10_000, i -> " ".repeat(i) + "a:"), "{}")).containsExactly("SX-SIGMA-002");
    assertThat(run(Rules.rule("s: {a: x}\ncondition: " + "not ".repeat(10_000) + "s"), "{}"))
        .containsExactly("SX-SIGMA-040");
    assertThat(run(Rules.rule("s: {a: x}\ncondition: " + "(".repeat(10_000) + "s"), "{}"))
        .containsExactly("SX-SIGMA-040");
    assertThat(run(Rules.rule("s:\n  ? '" + "a[any].".repeat(10_000) + "b'\n  : x" + TAIL), "{}"))
        .containsExactly("SX-SIGMA-002");
    assertThat(run(Rules.rule("s: {a|re: '" + "(".repeat(9_000) + "'}" + TAIL), "{}")).hasSize(1);
  }

  @Test
  void aliasBombsAreRefused() {
    String bomb =
        lines(
            12,
            i ->
                "a"
                    + i
                    + ": &a"
                    + i
                    + (i == 0 ? " {x: y}" : " [" + ("*a" + (i - 1) + ",").repeat(9) + "1]"));
    assertThat(run(bomb, "{}")).contains("SX-SIGMA-002");
    String merges =
        lines(
            60,
            i ->
                "a"
                    + i
                    + ": &a"
                    + i
                    + (i == 0
                        ? " {x: y}"
                        : " {<<: *a" + (i - 1) + ", k" + i + ": *a" + (i - 1) + "}"));
    assertThat(run(merges, "{}")).contains("SX-SIGMA-002");
  }

  @Test
  void megabyteValuesAreRefused() {
    String megabyte = "x".repeat(1 << 20);
    assertThat(run(Rules.rule("s: {a|contains: '" + megabyte + "'}" + TAIL), longText(1_000)))
        .containsExactly("SX-SIGMA-002");
    assertThat(run(Rules.rule("s: {a|re: '" + megabyte + "'}" + TAIL), "{}"))
        .containsExactly("SX-SIGMA-002");
    assertThat(run(Rules.rule("s: {a: '" + "?a".repeat(200) + "'}" + TAIL), longText(1_000)))
        .containsExactly("SX-SIGMA-002");
    assertThat(
            run(Rules.rule("s:\n  ? a|" + "contains|".repeat(100_000) + "all\n  : x" + TAIL), "{}"))
        .containsExactly("SX-SIGMA-022");
    assertThat(run(Rules.rule("s:\n  ? " + megabyte + "|contains\n  : x" + TAIL), "{}")).isEmpty();
    assertThat(run("title: " + megabyte + "\n" + Rules.rule("s: {a: x}" + TAIL), "{}"))
        .containsExactly("SX-SIGMA-003");
    assertThat(run("x".repeat(9 << 20), "{}")).containsExactly("SX-SIGMA-002");
  }

  @Test
  void encodingsOfLongValuesAreBounded() {
    String value = " -a -b -c -d " + "x".repeat(15_000);
    String values = lines(300, i -> "    - '" + i + value + "'");
    assertThat(run(Rules.rule("s:\n  a|windash|base64offset|contains:\n" + values + TAIL), "{}"))
        .isNotEmpty();
  }

  @Test
  void thirtyThousandSelectionsAreLinear() {
    String selections = lines(30_000, i -> "s" + i + ": {a: v" + i + "}");
    assertThat(run(Rules.rule(selections + "\ncondition: 1 of s*"), longText(1_000))).isEmpty();
  }

  @Test
  void conditionsOverManySelectionsAreLinearOrRefused() {
    String selections = lines(10_000, i -> "s" + i + ": {a: v" + i + "}");
    assertThat(run(Rules.rule(selections + "\ncondition: all of them"), "{}")).isEmpty();
    String many = lines(3_000, _ -> "1 of s* or").replace('\n', ' ') + " s1";
    assertThat(run(Rules.rule(selections + "\ncondition: " + many), "{}"))
        .containsExactly("SX-SIGMA-002");
    String unknown = lines(5_000, i -> "t" + i + " or").replace('\n', ' ') + " s1";
    assertThat(run(Rules.rule(selections + "\ncondition: " + unknown), "{}"))
        .containsExactly("SX-SIGMA-041");
  }

  @Test
  void manyItemsOrKeysAreLinear() {
    String items = lines(10_000, i -> "  f" + i + ": x");
    assertThat(run(Rules.rule("s:\n" + items + TAIL), "{}")).isEmpty();
    String same = lines(900, i -> "  '" + " ".repeat(i) + "f': x" + i);
    assertThat(run(Rules.rule("s:\n" + same + TAIL), "{}")).isEmpty();
    String keys = lines(30_000, i -> "titel" + i % 10 + i + ": x");
    assertThat(run(keys + "\n" + Rules.rule("s: {a: x}" + TAIL), "{}")).isEmpty();
  }

  @Test
  void aFilterForEveryRuleIsSharedNotCopied() {
    String rules =
        lines(
            500,
            i ->
                "---\n" + Rules.rule("s: {a: v" + i + "}" + TAIL).replace("id: test", "id: r" + i));
    String selections = lines(10_000, i -> "  s" + i + ": {b: v" + i + "}");
    assertThat(
            run(
                rules
                    + "\n---\ntitle: F\nlogsource: {product: test}\nfilter:\n  rules: any\n"
                    + selections
                    + "\n  condition: not all of s*\n",
                "{'a':'v7'}"))
        .isEmpty();
  }

  @Test
  void repeatingALargeRuleIsRefused() {
    String selections = lines(5_000, i -> "s" + i + ": {a: v" + i + "}");
    String repeats = lines(5_000, i -> "---\naction: repeat\nid: r" + i);
    assertThat(run(Rules.rule(selections + "\ncondition: 1 of s*") + repeats, "{}"))
        .containsExactly("SX-SIGMA-002");
    String merged = lines(5_000, i -> "---\nid: r" + i);
    assertThat(
            run(
                "action: global\n" + Rules.rule(selections + "\ncondition: 1 of s*") + merged,
                "{}"))
        .containsExactly("SX-SIGMA-002");
  }

  @Test
  void aLongTextAgainstEveryKindOfPatternIsLinear() {
    String event = longText(100_000);
    String a = "a".repeat(10_000);
    for (String item :
        List.of(
            "a|contains: '" + a + "b'",
            "a|endswith: 'b" + a + "'",
            "a: '*" + "a*".repeat(5_000) + "b'",
            "a: '*" + "a?".repeat(49) + "b*'",
            "a|windash|contains: '" + " -a".repeat(50) + "'",
            "a|fieldref|contains: b")) {
      assertThat(run(Rules.rule("s: {" + item + "}" + TAIL), event)).as(item).isEmpty();
    }
  }
}
