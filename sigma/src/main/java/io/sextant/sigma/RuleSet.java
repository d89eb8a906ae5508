package io.sextant.sigma;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compiled rules, immutable and shareable between engines and threads.
public final class RuleSet {
  /// Stands for every log source part that no rule states.
  private static final String OTHER = "\u0000";

  private final List<RuleHeader> headers;
  private final List<CompiledRule> rules;
  private final List<CorrelationProgram> correlations;
  private final LazyPlan plan;
  private final Set<String> stated = new HashSet<>();

  RuleSet(
      List<RuleHeader> headers,
      List<CompiledRule> rules,
      List<CorrelationProgram> correlations,
      ProgramBuilder builder) {
    this.headers = List.copyOf(headers);
    this.rules = List.copyOf(rules);
    this.correlations = List.copyOf(correlations);
    this.plan = new LazyPlan(this.rules, builder);
    for (CompiledRule rule : rules) {
      LogSource source = rule.rule().header().logSource();
      stated.addAll(List.of(source.category(), source.product(), source.service()));
    }
  }

  /// Every rule and correlation that can fire by itself, in the order read.
  public List<RuleHeader> headers() {
    return headers;
  }

  /// The longest window of any correlation; zero when there is none. Replaying this much warms an
  /// engine up.
  public Duration longestWindow() {
    return correlations.stream()
        .map(correlation -> correlation.rule().timespan())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  List<CompiledRule> rules() {
    return rules;
  }

  List<CorrelationProgram> correlations() {
    return correlations;
  }

  /// A frame in which an engine looks at events.
  EventFrame frame() {
    return new EventFrame(plan.get());
  }

  /// The log source with every part that no rule states made the same, so that few are different.
  LogSource narrowed(LogSource source) {
    return new LogSource(
        narrowed(source.category()), narrowed(source.product()), narrowed(source.service()));
  }

  private String narrowed(String part) {
    return part.isEmpty() || stated.contains(part) ? part : OTHER;
  }

  /// What concerns events of a log source.
  RulePlan.Bucket bucket(LogSource source) {
    long[] admitted = new long[(rules.size() + 63) >> 6];
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).rule().header().logSource().admits(source)) {
        admitted[i >> 6] |= 1L << i;
      }
    }
    return plan.get().bucket(admitted);
  }

  /// The plan, made when an event is first looked at: whoever only checks rules needs none.
  private static final class LazyPlan {
    private final List<CompiledRule> rules;

    /// Gone when the plan is there.
    private Optional<ProgramBuilder> builder;

    private Optional<RulePlan> plan = Optional.empty();

    LazyPlan(List<CompiledRule> rules, ProgramBuilder builder) {
      this.rules = rules;
      this.builder = Optional.of(builder);
    }

    synchronized RulePlan get() {
      if (plan.isEmpty()) {
        plan = builder.map(parts -> new RulePlan(rules, parts));
        builder = Optional.empty();
      }
      return plan.orElseThrow();
    }
  }
}
