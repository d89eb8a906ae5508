package io.sextant.sigma.lint;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.FilterRule;
import io.sextant.sigma.Issue;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.ValueTest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Looks for what is well-formed and still wrong: selections that nothing fulfils, conditions that
/// are always or never true, expressions that make other engines hang, rules that say the same.
///
/// All findings are warnings. Pure.
public final class RuleLint {
  private final TagCheck tags;
  private final Findings findings;

  private RuleLint(TagCheck tags, UnaryOperator<String> sources) {
    this.tags = tags;
    this.findings = new Findings(sources);
  }

  /// Lints documents that were read without errors.
  ///
  /// @param sources file → its text, for positions; may give an empty text
  public static List<Issue> lint(
      List<SigmaDocument> documents, TagCheck tags, UnaryOperator<String> sources) {
    RuleLint lint = new RuleLint(tags, sources);
    documents.forEach(lint::document);
    lint.duplicates(documents);
    return lint.findings.issues();
  }

  private void document(SigmaDocument document) {
    findings.addAll(tags.problems(document.header()));
    switch (document) {
      case DetectionRule rule -> rule(rule.header(), rule.selections(), rule.conditions());
      case FilterRule rule -> rule(rule.header(), rule.selections(), rule.conditions());
      case CorrelationRule _ -> {}
    }
  }

  private void rule(
      RuleHeader header, SequencedMap<String, Selection> selections, List<Condition> conditions) {
    SelectionLint lint = new SelectionLint(header, findings);
    Set<String> impossible = new HashSet<>();
    selections.forEach((name, selection) -> {
      if (lint.neverMatches(name, selection)) {
        impossible.add(name);
      }
      lint.items(selection);
    });
    new ConditionLint(header, selections, impossible, findings).lint(conditions);
  }

  /// What decides which events a rule matches, without order, places and wording.
  private record Logic(LogSource source, Set<Object> conditions) {}

  private void duplicates(List<SigmaDocument> documents) {
    Map<Logic, RuleHeader> seen = new HashMap<>();
    for (SigmaDocument document : documents) {
      // A rule with a name is made for a correlation, which may look at events that others look at
      // too.
      if (document instanceof DetectionRule rule && rule.header().name().isEmpty()) {
        RuleHeader earlier = seen.putIfAbsent(logic(rule), rule.header());
        if (earlier != null) {
          findings.warn(
              IssueCode.DUPLICATE_LOGIC,
              rule.header(),
              new Findings.Spot(rule.header().line(), 1),
              "this rule matches the same events as '" + earlier.title() + "' in " + earlier.file(),
              "Keep one, or say what sets them apart.");
        }
      }
    }
  }

  private static Logic logic(DetectionRule rule) {
    Set<Object> conditions = new HashSet<>();
    rule.conditions().forEach(condition -> conditions.add(form(condition, rule.selections())));
    return new Logic(rule.header().logSource(), conditions);
  }

  /// Joined by AND, OR or a count, in any order.
  private record Joined(String how, Set<Object> parts) {}

  private static Object form(Condition condition, Map<String, Selection> selections) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) -> joined("and", parts, selections);
      case Condition.Or(List<Condition> parts) -> joined("or", parts, selections);
      case Condition.Not(Condition part) -> new Joined("not", Set.of(form(part, selections)));
      case Condition.Named(String name) -> named(name, selections);
      case Condition.Quantified quantified -> {
        Set<Object> parts = new HashSet<>();
        quantified.selections().forEach(name -> parts.add(named(name, selections)));
        boolean all = quantified.least() == quantified.selections().size();
        String how = all ? "and" : quantified.least() == 1 ? "or" : ">=" + quantified.least();
        yield parts.size() == 1 && (all || quantified.least() == 1)
            ? parts.iterator().next()
            : new Joined(how, parts);
      }
    };
  }

  private static Object joined(
      String how, List<Condition> parts, Map<String, Selection> selections) {
    Set<Object> forms = new HashSet<>();
    parts.forEach(part -> forms.add(form(part, selections)));
    return forms.size() == 1 ? forms.iterator().next() : new Joined(how, forms);
  }

  private static Object named(String name, Map<String, Selection> selections) {
    Selection selection = selections.get(name);
    return selection == null ? name : form(selection);
  }

  private record Item(String field, Set<ValueTest> tests, boolean all, boolean negated) {}

  /// A selection without order and places; equal forms match the same events.
  static Object form(Selection selection) {
    Set<Object> parts = new HashSet<>();
    boolean all =
        switch (selection) {
          case Selection.AllOf(List<DetectionItem> items) -> {
            for (DetectionItem item : items) {
              Set<ValueTest> tests = Set.copyOf(item.tests());
              parts.add(
                  new Item(item.field(), tests, item.all() && tests.size() > 1, item.negated()));
            }
            yield true;
          }
          case Selection.AnyOf(List<Selection> alternatives) -> {
            alternatives.forEach(alternative -> parts.add(form(alternative)));
            yield false;
          }
        };
    return parts.size() == 1 ? parts.iterator().next() : new Joined(all ? "and" : "or", parts);
  }
}
