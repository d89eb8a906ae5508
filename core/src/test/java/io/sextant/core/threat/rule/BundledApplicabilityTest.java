package io.sextant.core.threat.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.Technique;
import io.sextant.core.document.Issue;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BundledApplicabilityTest {
  private static final RuleBook BOOK = RuleReader.read(BundledApplicability.sources());

  @Test
  void theRulesHaveNoMistake() {
    assertThat(BOOK.issues().stream().filter(each -> each.severity() == Issue.Severity.ERROR))
        .isEmpty();
  }

  @Test
  void everyExampleComesOutAsItsRuleSays() {
    Examples examples = new Examples(BOOK);
    assertThat(examples.count()).isGreaterThan(2 * BOOK.rules().size() - 1);
    assertThat(examples.run().stream().map(Issue::message).collect(Collectors.joining("\n")))
        .isEmpty();
  }

  @Test
  void everyTechniqueOfTheReleaseHasARuleOrAReason() {
    List<Technique> techniques =
        AtlasLibrary.builtIn()
            .release(new ReleaseId("2026.05"))
            .orElseThrow()
            .release()
            .techniques();
    assertThat(techniques).hasSize(170);
    assertThat(
            techniques.stream()
                .filter(
                    each -> BOOK.rule(each.id()).isEmpty() && BOOK.unlisted(each.id()).isEmpty()))
        .isEmpty();
    assertThat(BOOK.rules()).allMatch(rule -> BOOK.unlisted(rule.technique()).isEmpty());
  }

  @Test
  void everyFactIsAskedForByARule() {
    String conditions =
        BOOK.rules().stream()
            .flatMap(rule -> rule.conditions().stream())
            .map(Condition::text)
            .collect(Collectors.joining("\n"));
    assertThat(BOOK.facts())
        .filteredOn(fact -> !conditions.contains("'" + fact.name() + "'"))
        .extracting(Fact::name)
        .as("asked by no rule")
        .containsExactly("human-approves-actions");
  }
}
