package io.sextant.sigma.lint;

import io.sextant.sigma.Condition;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at the conditions of one rule as truth functions of its selections: equal selections are
/// one variable, selections that nothing fulfils are false.
final class ConditionLint {
  /// Conditions over more selections are not worked out.
  private static final int MAX_VARIABLES = 12;

  private final RuleHeader rule;
  private final Map<String, Selection> selections;
  private final Set<String> impossible;
  private final Findings findings;
  private final Map<Object, Integer> variables = new HashMap<>();
  private final Map<String, Integer> variableOf = new HashMap<>();

  ConditionLint(
      RuleHeader rule,
      Map<String, Selection> selections,
      Set<String> impossible,
      Findings findings) {
    this.rule = rule;
    this.selections = selections;
    this.impossible = impossible;
    this.findings = findings;
  }

  void lint(List<Condition> conditions) {
    Set<String> used = new LinkedHashSet<>();
    conditions.forEach(condition -> names(condition, used));
    List<String> names = new ArrayList<>(used);
    names.removeIf(name -> !selections.containsKey(name));
    for (String name : names) {
      Selection selection = selections.get(name);
      if (selection != null && !impossible.contains(name)) {
        int next = variables.size();
        variableOf.put(name, variables.computeIfAbsent(RuleLint.form(selection), _ -> next));
      }
    }
    if (variables.size() <= MAX_VARIABLES) {
      Condition whole = new Condition.Or(conditions);
      boolean constant = constant(whole);
      if (!constant) {
        names.forEach(name -> influence(name, whole));
      }
    }
  }

  private boolean constant(Condition whole) {
    boolean ever = false;
    boolean always = true;
    for (int values = 0; values < 1 << variables.size() && (always || !ever); values++) {
      boolean holds = holds(whole, values);
      ever |= holds;
      always &= holds;
    }
    if (!ever || always) {
      findings.warn(
          IssueCode.CONDITION_CONSTANT,
          rule,
          findings.condition(rule),
          ever
              ? "the condition holds for every event of the log source"
              : "the condition can never hold: it contradicts itself",
          "");
    }
    return !ever || always;
  }

  private void influence(String name, Condition whole) {
    Integer variable = variableOf.get(name);
    if (variable == null) {
      return;
    }
    for (int values = 0; values < 1 << variables.size(); values++) {
      if (holds(whole, values) != holds(whole, values ^ 1 << variable)) {
        return;
      }
    }
    findings.warn(
        IssueCode.NO_INFLUENCE,
        rule,
        findings.condition(rule),
        "the selection '"
            + name
            + "' never decides anything: the condition says the same without it",
        "Check parentheses: 'and' binds tighter than 'or'.");
  }

  private boolean holds(Condition condition, int values) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          parts.stream().allMatch(part -> holds(part, values));
      case Condition.Or(List<Condition> parts) ->
          parts.stream().anyMatch(part -> holds(part, values));
      case Condition.Not(Condition part) -> !holds(part, values);
      case Condition.Named(String name) -> holds(name, values);
      case Condition.Quantified quantified ->
          quantified.selections().stream().filter(name -> holds(name, values)).count()
              >= quantified.least();
    };
  }

  private boolean holds(String name, int values) {
    Integer variable = variableOf.get(name);
    return variable != null && (values & 1 << variable) != 0;
  }

  private static void names(Condition condition, Set<String> into) {
    switch (condition) {
      case Condition.And(List<Condition> parts) -> parts.forEach(part -> names(part, into));
      case Condition.Or(List<Condition> parts) -> parts.forEach(part -> names(part, into));
      case Condition.Not(Condition part) -> names(part, into);
      case Condition.Named(String name) -> into.add(name);
      case Condition.Quantified quantified -> into.addAll(quantified.selections());
    }
  }
}
