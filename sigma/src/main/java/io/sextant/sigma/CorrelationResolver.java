package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what correlations refer to, refuses those whose references lead nowhere or in a circle,
/// and puts the rest so that each stands after those it looks at.
final class CorrelationResolver {
  private static final int MAX_CHAIN = 50;

  /// Takes an error of a document.
  interface Errors {
    void error(RuleHeader header, IssueCode code, String message, String hint);
  }

  private final Map<String, SigmaDocument> targets;
  private final Errors errors;
  private final List<CorrelationRule> resolved = new ArrayList<>();
  private final Map<RuleId, Boolean> decided = new HashMap<>();
  private final Set<RuleId> open = new HashSet<>();
  private final Set<RuleId> silent = new HashSet<>();

  /// @param overAny correlations that silence nothing
  CorrelationResolver(
      List<SigmaDocument> documents,
      Map<String, SigmaDocument> targets,
      Set<RuleId> overAny,
      Errors errors) {
    this.targets = targets;
    this.errors = errors;
    for (SigmaDocument document : documents) {
      if (document instanceof CorrelationRule rule) {
        resolve(rule, 0);
      }
    }
    Set<RuleId> generating = new HashSet<>();
    for (CorrelationRule rule : resolved) {
      for (String reference : rule.rules()) {
        SigmaDocument target = targets.get(reference);
        if (target != null && !overAny.contains(rule.header().id())) {
          (rule.generate() ? generating : silent).add(target.header().id());
        }
      }
    }
    silent.removeAll(generating);
  }

  /// Those that can run, each after those it looks at.
  List<CorrelationRule> resolved() {
    return resolved;
  }

  /// Documents that only feed correlations and report nothing themselves.
  Set<RuleId> silent() {
    return silent;
  }

  private boolean resolve(CorrelationRule rule, int depth) {
    Boolean known = decided.get(rule.header().id());
    if (known != null) {
      return known;
    }
    if (!open.add(rule.header().id()) || depth > MAX_CHAIN) {
      errors.error(
          rule.header(),
          IssueCode.REFERENCE_CYCLE,
          "the correlation " + quote(rule.header().title()) + " looks at itself through others",
          "Remove one of the references.");
      return false;
    }
    boolean usable = true;
    for (String reference : rule.rules()) {
      usable &= usable(rule, reference, depth);
    }
    open.remove(rule.header().id());
    if (usable && decided.get(rule.header().id()) == null) {
      resolved.add(rule);
    }
    decided.putIfAbsent(rule.header().id(), usable);
    return usable;
  }

  private boolean usable(CorrelationRule rule, String reference, int depth) {
    SigmaDocument target = targets.get(reference);
    boolean usable =
        switch (target) {
          case null -> false;
          case DetectionRule _ -> true;
          case CorrelationRule inner -> resolve(inner, depth + 1) && states(inner, rule, reference);
          case FilterRule _ -> false;
        };
    if (target == null) {
      errors.error(
          rule.header(),
          IssueCode.UNRESOLVED_REFERENCE,
          "the correlation "
              + quote(rule.header().title())
              + " looks at "
              + quote(reference)
              + ", which is no id or name of a usable rule here",
          Suggestion.hint(reference, targets.keySet(), "Give the rule's file too."));
    } else if (!usable && !isExplained(target)) {
      errors.error(
          rule.header(),
          IssueCode.UNRESOLVED_REFERENCE,
          "the correlation "
              + quote(rule.header().title())
              + " looks at "
              + quote(reference)
              + ", which cannot run",
          "");
    }
    return usable;
  }

  /// Whether an error tells already why a correlation cannot be looked at.
  private boolean isExplained(SigmaDocument target) {
    return target instanceof CorrelationRule inner
        && (open.contains(inner.header().id()) || decided.getOrDefault(inner.header().id(), false));
  }

  /// Whether the firings of a correlation state all that another groups them by.
  private boolean states(CorrelationRule inner, CorrelationRule rule, String reference) {
    boolean stated = true;
    for (String name : rule.groupBy()) {
      String field = rule.fieldOf(name, reference);
      if (!inner.groupBy().contains(field)) {
        stated = false;
        errors.error(
            rule.header(),
            IssueCode.GROUP_NOT_STATED,
            "the correlation "
                + quote(rule.header().title())
                + " groups by "
                + quote(field)
                + ", which the correlation "
                + quote(inner.header().title())
                + " does not state: it is not grouped by it",
            "Add it to the group-by of " + quote(inner.header().title()) + ", or give an alias.");
      }
    }
    return stated;
  }
}
