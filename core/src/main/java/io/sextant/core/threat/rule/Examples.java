package io.sextant.core.threat.rule;

import io.sextant.core.document.Issue;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs the examples of rules.
public final class Examples {
  private final RuleBook book;

  public Examples(RuleBook book) {
    this.book = book;
  }

  /// Every example that does not come out as its rule says, as a problem of the rule's file.
  public List<Issue> run() {
    List<Issue> issues = new ArrayList<>();
    for (Rule rule : book.rules()) {
      for (Rule.Example example : rule.examples()) {
        run(rule, example).ifPresent(issues::add);
      }
    }
    return issues;
  }

  /// How many examples there are.
  public int count() {
    return book.rules().stream().mapToInt(rule -> rule.examples().size()).sum();
  }

  private Optional<Issue> run(Rule rule, Rule.Example example) {
    SystemMap map = changed(book.exampleMap(example.map()), example.changes());
    Component component =
        map.components().stream()
            .filter(each -> each.id().value().equals(example.component()))
            .findFirst()
            .orElseThrow();
    Optional<Verdict> verdict =
        Collections.disjoint(component.kinds(), rule.kinds())
            ? Optional.empty()
            : Optional.of(book.explain(new Surroundings(map), component, rule));
    Answer answer = verdict.map(Verdict::answer).orElse(Answer.NO);
    if (answer == example.expected()) {
      return Optional.empty();
    }
    String why =
        verdict
            .map(each ->
                each.conditions().stream()
                    .map(reason -> reason.condition() + " = " + word(reason.answer()))
                    .collect(Collectors.joining("; ")))
            .orElse("the rule is not for its kinds");
    return Optional.of(
        new Issue(
            Codes.EXAMPLE_FAILS,
            Issue.Severity.ERROR,
            rule.file(),
            example.place(),
            "",
            rule.technique()
                + " on "
                + example.map()
                + "/"
                + example.component()
                + ": expected "
                + word(example.expected())
                + ", found "
                + word(answer)
                + " ("
                + why
                + ")",
            "Mend the rule or the example."));
  }

  private static String word(Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }

  private static SystemMap changed(SystemMap map, List<Rule.Change> changes) {
    Set<ComponentId> gone =
        changes.stream()
            .filter(change -> change.key().isEmpty())
            .map(change -> new ComponentId(change.component()))
            .collect(Collectors.toSet());
    List<Component> components =
        map.components().stream()
            .filter(each -> !gone.contains(each.id()))
            .map(each -> changed(each, changes, gone))
            .toList();
    return new SystemMap(
        map.id(),
        map.name(),
        map.description(),
        map.owner(),
        map.stage(),
        map.assets(),
        map.boundaries(),
        components,
        map.flows().stream()
            .filter(flow -> !gone.contains(flow.from()) && !gone.contains(flow.to()))
            .toList());
  }

  private static Component changed(
      Component component, List<Rule.Change> changes, Set<ComponentId> gone) {
    SequencedMap<String, String> properties = new LinkedHashMap<>(component.properties());
    changes.stream()
        .filter(change -> change.component().equals(component.id().value()))
        .filter(change -> !change.key().isEmpty())
        .forEach(change -> {
          if (change.value().isEmpty()) {
            properties.remove(change.key());
          } else {
            properties.put(change.key(), change.value());
          }
        });
    return new Component(
        component.id(),
        component.was(),
        component.name(),
        component.description(),
        component.kinds(),
        component.boundary(),
        component.parent().filter(whole -> !gone.contains(whole)),
        component.owner(),
        component.exposure(),
        component.stores(),
        component.processes(),
        component.telemetry(),
        component.tags(),
        properties);
  }
}
