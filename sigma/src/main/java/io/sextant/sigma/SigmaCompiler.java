package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.regex.StateRoom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns documents into a rule set that can run: resolves references of correlations and filters.
/// Pure and thread-safe.
public final class SigmaCompiler {
  /// The rules that can run, and every reason why one cannot.
  public record CompileResult(RuleSet rules, List<Issue> issues) {
    public CompileResult {
      issues = List.copyOf(issues);
    }
  }

  private final DerivedFields derived;

  /// A compiler of rules that ask for nothing but what events carry.
  public SigmaCompiler() {
    this(DerivedFields.NONE);
  }

  /// @param derived the fields that are worked out
  public SigmaCompiler(DerivedFields derived) {
    this.derived = derived;
  }

  /// Compiles documents of any number of files together.
  public CompileResult compile(List<SigmaDocument> documents) {
    return new Compilation(documents, derived).run();
  }

  /// One run of the compiler.
  private static final class Compilation {
    private final List<Issue> issues = new ArrayList<>();
    private final ProgramBuilder builder;

    /// Every usable rule and correlation with its place, by id, then by name.
    private final Map<String, SigmaDocument> targets = new LinkedHashMap<>();

    private final List<SigmaDocument> accepted = new ArrayList<>();

    /// Correlations over every rule: to be looked at by them silences nothing.
    private final Set<RuleId> overAny = new HashSet<>();

    Compilation(List<SigmaDocument> documents, DerivedFields derived) {
      this.builder = new ProgramBuilder(new StateRoom(), derived);
      documents.forEach(this::accept);
      for (SigmaDocument document : accepted) {
        String name = document.header().name();
        if (!name.isEmpty() && !(document instanceof FilterRule)) {
          targets.putIfAbsent(name, document);
        }
      }
      accepted.replaceAll(this::named);
    }

    /// The same, with the rules named that it looks at.
    private SigmaDocument named(SigmaDocument document) {
      if (!(document instanceof CorrelationRule rule)
          || !rule.looksAtAny()
          || targets.containsKey(CorrelationRule.ANY)) {
        return document;
      }
      List<String> every =
          accepted.stream()
              .filter(DetectionRule.class::isInstance)
              .map(detection -> detection.header().id())
              .filter(id -> !LegacyAggregation.isPart(id))
              .map(RuleId::value)
              .toList();
      CorrelationRule named = rule.over(every);
      overAny.add(rule.header().id());
      targets.replaceAll((_, target) -> target.equals(document) ? named : target);
      return named;
    }

    private void accept(SigmaDocument document) {
      if (document instanceof FilterRule) {
        accepted.add(document);
        return;
      }
      String id = document.header().id().value();
      SigmaDocument earlier = targets.putIfAbsent(id, document);
      if (earlier == null) {
        accepted.add(document);
      } else {
        error(
            document.header(),
            IssueCode.DUPLICATE_RULE,
            "the id "
                + quote(id)
                + " is already that of "
                + quote(earlier.header().title())
                + " in "
                + earlier.header().file(),
            "Give every rule an id of its own.");
      }
    }

    CompileResult run() {
      CorrelationResolver resolver =
          new CorrelationResolver(accepted, targets, overAny, this::error);
      List<CorrelationRule> correlations = resolver.resolved();
      Set<RuleId> running = new HashSet<>();
      correlations.forEach(rule -> running.add(rule.header().id()));
      Set<RuleId> silent = resolver.silent();
      List<CompiledRule> rules = new ArrayList<>();
      Map<RuleId, Integer> ruleIndexes = new HashMap<>();
      Map<RuleId, List<Node>> filters = filters();
      List<RuleHeader> headers = new ArrayList<>();
      for (int order = 0; order < accepted.size(); order++) {
        SigmaDocument document = accepted.get(order);
        boolean runs =
            !(document instanceof CorrelationRule rule) || running.contains(rule.header().id());
        if (runs && !(document instanceof FilterRule) && !silent.contains(document.header().id())) {
          headers.add(document.header());
        }
        if (document instanceof DetectionRule rule) {
          ruleIndexes.put(rule.header().id(), rules.size());
          rules.add(
              compile(
                  rule,
                  order,
                  filters.getOrDefault(rule.header().id(), List.of()),
                  !silent.contains(rule.header().id())));
        }
      }
      List<CorrelationProgram> programs =
          new CorrelationLinker(builder, accepted, targets, silent).link(correlations);
      List<CompiledRule> linked =
          CorrelationLinker.linkRules(rules, ruleIndexes, correlations, targets);
      return new CompileResult(new RuleSet(headers, linked, programs, builder), issues);
    }

    private CompiledRule compile(DetectionRule rule, int order, List<Node> filters, boolean emits) {
      var selections = builder.selections(rule.selections());
      List<Node> all = new ArrayList<>();
      all.add(builder.conditions(rule.conditions(), selections));
      all.addAll(filters);
      return new CompiledRule(rule, order, builder.and(all), selections, emits, List.of());
    }

    private Map<RuleId, List<Node>> filters() {
      Map<RuleId, List<Node>> byRule = new HashMap<>();
      for (SigmaDocument document : accepted) {
        if (document instanceof FilterRule filter) {
          Node node =
              builder.conditions(filter.conditions(), builder.selections(filter.selections()));
          for (RuleId rule : filtered(filter)) {
            byRule.computeIfAbsent(rule, _ -> new ArrayList<>()).add(node);
          }
        }
      }
      return byRule;
    }

    private Set<RuleId> filtered(FilterRule filter) {
      Set<RuleId> found = new HashSet<>();
      if (filter.rules().isEmpty()) {
        for (SigmaDocument document : accepted) {
          if (document instanceof DetectionRule rule && within(rule, filter)) {
            found.add(rule.header().id());
          }
        }
        return found;
      }
      for (String target : filter.rules()) {
        if (targets.get(target) instanceof DetectionRule rule) {
          if (within(rule, filter)) {
            found.add(rule.header().id());
          } else {
            warnTarget(filter, "is about another log source than the rule " + quote(target));
          }
        } else {
          warnTarget(filter, "names " + quote(target) + ", which is no detection rule here");
        }
      }
      return found;
    }

    private void warnTarget(FilterRule filter, String problem) {
      issues.add(
          issue(
              filter.header(),
              Issue.Severity.WARNING,
              IssueCode.FILTER_TARGET,
              "the filter "
                  + quote(filter.header().title())
                  + " "
                  + problem
                  + "; it is not applied to it",
              ""));
    }

    private static boolean within(DetectionRule rule, FilterRule filter) {
      return filter.header().logSource().encloses(rule.header().logSource());
    }

    private void error(RuleHeader header, IssueCode code, String message, String hint) {
      issues.add(issue(header, Issue.Severity.ERROR, code, message, hint));
    }

    private static Issue issue(
        RuleHeader header, Issue.Severity severity, IssueCode code, String message, String hint) {
      return new Issue(code.text(), severity, header.file(), header.line(), 1, "", message, hint);
    }
  }
}
