package io.sextant.core.threat.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleReaderTest {
  private static final String MAP =
      """
      sextant: system/1
      id: small
      owner: us
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world}
        - {id: app, kind: llm-application, within: house}
        - {id: far, kind: llm-application, within: house}
      flows: [{from: guest, to: app}]
      """;

  private static List<Issue> issues(String rules) {
    return RuleReader.read(
            List.of(
                new RuleReader.Source("rules.yaml", rules), new RuleReader.Source("map.yaml", MAP)))
        .issues()
        .stream()
        .filter(issue -> issue.severity() == Issue.Severity.ERROR)
        .toList();
  }

  private static String rule(String when) {
    return """
    sextant: applicability/1
    facts: [{name: sends-out, question: "Does {it}?"}]
    rules:
      - technique: AML.T0051.000
        on: llm-application
        when: %s
        stride: tampering
        says: Something.
        applies: [{map: small, to: app}]
        spares: [{map: small, to: far}]
    """
        .formatted(when);
  }

  @Test
  void aGoodRuleRuns() {
    String good = rule("component.input('outsider')");
    assertThat(issues(good)).isEmpty();
    RuleBook book =
        RuleReader.read(
            List.of(
                new RuleReader.Source("map.yaml", MAP), new RuleReader.Source("rules.yaml", good)));
    assertThat(new Examples(book).run()).isEmpty();
    assertThat(new Examples(book).count()).isEqualTo(2);
  }

  @Test
  void anExampleThatComesOutOtherwiseIsAProblem() {
    RuleBook book =
        RuleReader.read(
            List.of(
                new RuleReader.Source("map.yaml", MAP),
                new RuleReader.Source("rules.yaml", rule("component.input('content')"))));
    assertThat(new Examples(book).run())
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo(Codes.EXAMPLE_FAILS);
          assertThat(issue.message()).contains("expected yes, found no", "input('content')");
        });
  }

  @Test
  void aFactIsAssumedUntilTheMapDeniesIt() {
    String assumes =
        """
        sextant: applicability/1
        facts: [{name: sends-out, question: "Does {it}?", assume: "component.beside('human')"}]
        rules:
          - technique: AML.T0051.000
            on: llm-application
            when: component.fact('sends-out')
            stride: [tampering]
            says: x
            applies: [{map: small, to: app}]
            spares: [{map: small, to: app, with: {app: {sends-out: 'false'}}}]
            asks: [{map: small, to: far}]
        """;
    assertThat(issues(assumes)).isEmpty();
    RuleBook book =
        RuleReader.read(
            List.of(
                new RuleReader.Source("rules.yaml", assumes),
                new RuleReader.Source("map.yaml", MAP)));
    assertThat(new Examples(book).run()).isEmpty();
    Verdict verdict = book.judge(new Surroundings(book.exampleMap("small"))).getFirst();
    assertThat(verdict.assumed()).extracting(Question::text).containsExactly("Does app?");
    assertThat(verdict.paths()).isEmpty();
  }

  @Test
  void anAssumptionAsksForNothingUncertain() {
    assertThat(
            issues(
                rule("component.fact('sends-out')")
                    .replace(
                        "\"Does {it}?\"",
                        "\"Does {it}?\", assume: \"component.fact('sends-out')\"")))
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo(Codes.CONDITION);
          assertThat(issue.message()).contains("cannot ask fact()");
        });
  }

  @Test
  void mistakesInConditionsHaveTheirPlaceAndAHint() {
    assertThat(issues(rule("component.inptu('outsider')")))
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo(Codes.CONDITION);
          assertThat(issue.place().line()).isEqualTo(6);
          assertThat(issue.lineText().substring(issue.place().column() - 1)).startsWith("(");
          assertThat(issue.hint()).isEqualTo("Did you mean 'input'?");
        });
    assertThat(issues(rule("component.is('agnet')")))
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.lineText().substring(issue.place().column() - 1)).startsWith("'agnet'");
          assertThat(issue.hint()).isEqualTo("Did you mean 'agent'?");
        });
    assertThat(issues(rule("\"component.fact('send-out')\"")))
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.lineText().substring(issue.place().column() - 1))
              .startsWith("'send-out'");
          assertThat(issue.hint()).isEqualTo("Did you mean 'sends-out'?");
        });
    assertThat(issues(rule("|\n        component.prompts() &&\n          component.is(1)")))
        .singleElement()
        .satisfies(issue -> assertThat(issue.place().line()).isEqualTo(8));
    assertThat(issues(rule("component.count('tool')"))).as("not a truth value").isNotEmpty();
    assertThat(issues(rule("component.prompts( &&"))).isNotEmpty();
  }

  @Test
  void everyMistakeOfAFileIsListed() {
    String bad =
        """
        sextant: applicability/2
        extra: 1
        rules:
          - technique: AML.51
            on: [agnet]
            when: [component.prompts()]
            stride: [lying]
            applies: [{map: smal, to: app}]
        not-threats:
          - {technique: AML.T0001, role: prepration, reason: x}
        """;
    assertThat(issues(bad))
        .extracting(Issue::code)
        .contains(
            Codes.SHAPE, Codes.UNKNOWN_WORD, Codes.BAD_TECHNIQUE, Codes.MISSING, Codes.NO_EXAMPLE);
    assertThat(issues("- 1\n")).extracting(Issue::code).containsExactly(Codes.SHAPE);
  }

  @Test
  void aTechniqueHasOneRule() {
    String twice = rule("component.prompts()");
    String again = twice + twice.substring(twice.indexOf("  - technique"));
    assertThat(issues(again)).extracting(Issue::code).containsExactly(Codes.TWICE);
  }
}
