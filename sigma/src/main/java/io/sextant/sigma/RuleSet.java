package io.sextant.sigma;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compiled rules, immutable and shareable between engines and threads.
public final class RuleSet {
  /// Stands for every log source part that no rule states.
  private static final String OTHER = "\u0000";

  private final List<RuleHeader> headers;
  private final List<CompiledRule> rules;
  private final List<CorrelationProgram> correlations;
  private final FieldPath[] paths;
  private final int nodeCount;
  private final int witnessCount;
  private final FieldIndex[] indexes;
  private final long[] always;

  /// By field, the rules that something seen in it makes candidates.
  private final Map<Integer, Set<Integer>> rulesByField = new LinkedHashMap<>();

  private final Set<String> stated = new HashSet<>();

  /// The rules that concern one kind of log, and the fields that tell which to try.
  static final class Bucket {
    private final long[] rules;
    private final long[] always;
    private final int[] fields;

    Bucket(long[] rules, long[] always, int[] fields) {
      this.rules = rules;
      this.always = always;
      this.fields = fields;
    }

    int words() {
      return rules.length;
    }

    /// Of 64 rules, as bits, those to try on the frame's event.
    long candidates(int word, EventFrame frame) {
      return rules[word] & (always[word] | frame.candidates(word));
    }

    int[] fields() {
      return fields;
    }
  }

  RuleSet(
      List<RuleHeader> headers,
      List<CompiledRule> rules,
      List<CorrelationProgram> correlations,
      ProgramBuilder builder) {
    this.headers = List.copyOf(headers);
    this.rules = List.copyOf(rules);
    this.correlations = List.copyOf(correlations);
    this.paths = builder.paths();
    this.nodeCount = builder.nodeCount();
    this.always = new long[(rules.size() + 63) >> 6];
    this.indexes = indexes(new Witnesses(builder.nodes()), builder.hints());
    this.witnessCount = builder.hints().all().size();
    for (CompiledRule rule : rules) {
      LogSource source = rule.rule().header().logSource();
      stated.addAll(List.of(source.category(), source.product(), source.service()));
    }
  }

  private FieldIndex[] indexes(Witnesses witnesses, Hints hints) {
    Map<Witness, List<Integer>> candidates = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      Set<Witness> set = witnesses.of(rules.get(i).node());
      if (set.isEmpty()) {
        always[i >> 6] |= 1L << i;
      }
      for (Witness witness : set) {
        hints.number(witness);
        candidates.computeIfAbsent(witness, _ -> new ArrayList<>()).add(i);
        rulesByField.computeIfAbsent(witness.field(), _ -> new HashSet<>()).add(i);
      }
    }
    FieldIndex.Builder[] builders = new FieldIndex.Builder[paths.length];
    Arrays.setAll(builders, _ -> new FieldIndex.Builder());
    hints
        .all()
        .forEach((witness, number) ->
            builders[witness.field()].add(
                witness, number, candidates.getOrDefault(witness, List.of())));
    return Arrays.stream(builders).map(FieldIndex.Builder::build).toArray(FieldIndex[]::new);
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
  EventFrame frame(FieldSource first) {
    return new EventFrame(paths, nodeCount, indexes, witnessCount, rules.size(), first);
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
  Bucket bucket(LogSource source) {
    long[] admitted = new long[always.length];
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).rule().header().logSource().admits(source)) {
        admitted[i >> 6] |= 1L << i;
      }
    }
    int[] fields =
        rulesByField.entrySet().stream()
            .filter(entry ->
                entry.getValue().stream().anyMatch(rule -> (admitted[rule >> 6] & 1L << rule) != 0))
            .mapToInt(Map.Entry::getKey)
            .toArray();
    return new Bucket(admitted, always, fields);
  }
}
