package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What ties the documents of a file together; `conformance/x-collections` has what follows for
/// matching.
class RuleCollectionTest {
  private static List<String> ids(String yaml) {
    return new SigmaReader()
        .read("t.yml", yaml).documents().stream()
            .map(document -> document.header().id().value())
            .toList();
  }

  @Test
  void rulesThatShareAnIdAreToldApart() {
    assertThat(
            ids(
                """
                action: global
                title: T
                id: g
                logsource: {product: test}
                detection: {condition: s}
                ---
                detection: {s: {a: 1}}
                ---
                detection: {s: {a: 2}}
                ---
                action: repeat
                detection: {s: {a: 3}}
                """))
        .containsExactly("g", "g#2", "g#3");
  }

  @Test
  void aSecondGlobalAddsToTheFirst() {
    assertThat(
            ids(
                """
                action: global
                title: T
                logsource: {product: test}
                ---
                action: global
                detection: {condition: s}
                ---
                id: one
                detection: {s: {a: 1}}
                """))
        .containsExactly("one");
  }

  @Test
  void correlationsAndFiltersAreLeftAlone() {
    String read =
        new SigmaReader()
            .read(
                "t.yml",
                """
                action: global
                title: Global
                logsource: {product: test}
                ---
                title: Own
                logsource: {product: other}
                filter: {rules: [x], s: {a: 1}, condition: not s}
                """)
            .documents()
            .getFirst()
            .header()
            .title();
    assertThat(read).isEqualTo("Own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "action: globl#title: T | did you mean 'global'?",
        "action: [x]#title: T | Known are global, reset, repeat.",
        "action: repeat#title: T | Put the rule to be repeated before it in the same file.",
      })
  void wrongActionsAreReported(String yaml, String hint) {
    List<Issue> issues = new SigmaReader().read("t.yml", yaml.replace('#', '\n')).issues();
    assertThat(issues)
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo("SX-SIGMA-010");
          assertThat(issue.hint()).isEqualTo(hint);
          assertThat(issue.line()).isEqualTo(1);
        });
  }
}
