package io.sextant.sigma.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.Issue;
import io.sextant.sigma.SigmaReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLintTest {
  private static List<Issue> lint(String yaml) {
    SigmaReader.ReadResult read = new SigmaReader().read("r.yml", yaml);
    assertThat(read.hasErrors()).as(read.issues().toString()).isFalse();
    return RuleLint.lint(read.documents(), TagCheck.NONE, _ -> yaml);
  }

  private static List<Issue> detection(String detection) {
    return lint("title: T\nid: t\nlogsource: {product: x}\ndetection:\n" + detection.indent(2));
  }

  private static List<String> codes(List<Issue> issues) {
    return issues.stream().map(Issue::code).distinct().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{f: a, f|startswith: b}",
        "{f: [a, b], f|endswith: [c, d]}",
        "{f: null, f|contains: a}",
        "{f|exists: false, f: a}",
        "{f|gt: 5, f|lt: 5}",
        "{f|gte: 6, f: 5}",
        "{f|all: [a, b]}",
      })
  void findsSelectionsThatNothingFulfils(String selection) {
    assertThat(detection("s: " + selection + "\ncondition: s"))
        .extracting(Issue::code)
        .contains("SX-SIGMA-090", "SX-SIGMA-092");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{f: abc, f|startswith: AB}",
        "{f|contains: a, f|endswith: b}",
        "{f: 'a?c', f|startswith: abc}",
        "{f: abc, f|startswith: 'a?'}",
        "{f|exists: true, f: a}",
        "{f|gte: 5, f|lte: 5}",
        "{f|contains|all: [a, b]}",
        "{f: a, g: b}",
        "{f: a, f|neq: b}",
        "{f|cased: ABC, f|startswith: ab}",
      })
  void takesSelectionsThatSomethingFulfils(String selection) {
    assertThat(detection("s: " + selection + "\ncondition: s")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a and not a | SX-SIGMA-092",
        "a or not a | SX-SIGMA-092",
        "a and not same | SX-SIGMA-092",
        "not (a or b) and (a or b) | SX-SIGMA-092",
        "a or a and b | SX-SIGMA-093",
        "1 of * and b | SX-SIGMA-093",
      })
  void findsConditionsThatSayNothing(String condition, String code) {
    List<Issue> found =
        detection("a: {f: 1, g: 2}\nsame: {g: 2, f: 1}\nb: {f: 3}\ncondition: '" + condition + "'");
    assertThat(codes(found)).contains(code);
    assertThat(found.getFirst().lineText()).contains("condition:");
  }

  @Test
  void takesConditionsThatDecide() {
    assertThat(detection("a: {f: 1}\nb: {f: 2}\nc: {g: 3}\ncondition: (a or b) and not c"))
        .isEmpty();
  }

  @Test
  void findsValuesThatAnotherCovers() {
    List<Issue> found =
        detection(
            "s: {f|contains: [abc, b]}\nt: {f|startswith: [ab, A], g: [x, x]}\ncondition: s or t");
    assertThat(codes(found)).containsExactly("SX-SIGMA-091");
    assertThat(found).extracting(Issue::message).anyMatch(m -> m.contains("'*abc*' decides"));
    assertThat(found).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(\\w+\\s?)*$", "([a-z]*)*", "(x|xx)+y", "(.*)*", "(?:a|b+)*c"})
  void findsExpressionsThatBacktrack(String expression) {
    assertThat(codes(detection("s: {f|re: '" + expression + "'}\ncondition: s")))
        .containsExactly("SX-SIGMA-094");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(\\w+,)*", "a+b+c", "(ab|cd)+", "[a-z]{2,5}", "(a{1,3}b)*", "x.*y.*z"})
  void takesExpressionsThatDoNot(String expression) {
    assertThat(detection("s: {f|re: '" + expression + "'}\ncondition: s")).isEmpty();
  }

  @Test
  void findsRulesWithTheSameLogic() {
    String rule =
        """
        title: %s
        id: %s
        logsource: {product: x}
        detection:
          %s
          condition: %s
        """;
    List<Issue> found =
        lint(
            rule.formatted("One", "one", "a: {f: [1, 2], g: 3}\n  b: {h: 4}", "a and b")
                + "---\n"
                + rule.formatted("Two", "two", "y: {h: 4}\n  x: {g: 3, f: [2, 1]}", "all of them")
                + "---\n"
                + rule.formatted(
                    "Three", "three", "y: {h: 4}\n  x: {g: 3, f: [2, 1]}", "1 of them"));
    assertThat(found)
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo("SX-SIGMA-095");
          assertThat(issue.message()).contains("'One'");
        });
  }

  @Test
  void asksTheCatalogueAboutTags() {
    SigmaReader.ReadResult read =
        new SigmaReader()
            .read(
                "r.yml",
                "title: T\ntags: [atlas.x]\nlogsource: {product: x}\n"
                    + "detection: {s: {f: 1}, condition: s}\n");
    Issue wrong = new Issue("X-1", Issue.Severity.WARNING, "r.yml", 2, 8, "", "no such tag", "");
    assertThat(
            RuleLint.lint(
                read.documents(),
                rule -> rule.tags().contains("atlas.x") ? List.of(wrong) : List.of(),
                _ -> ""))
        .containsExactly(wrong);
  }
}
