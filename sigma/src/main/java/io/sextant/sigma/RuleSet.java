package io.sextant.sigma;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final int gateCount;
  private final Map<Integer, GateTexts.Scan> gates;
  private final List<FieldScan> scans;
  private final long[] always;
  private final Set<String> stated = new HashSet<>();

  /// Looks through one field for the texts that rules need.
  static final class FieldScan {
    private final int field;
    private final LiteralAutomaton automaton;
    private final int[][] rules;

    /// @param rules by literal, the rules to try when it occurs
    FieldScan(int field, LiteralAutomaton automaton, int[][] rules) {
      this.field = field;
      this.automaton = automaton;
      this.rules = rules;
    }

    int field() {
      return field;
    }

    LiteralAutomaton automaton() {
      return automaton;
    }

    int[] rulesOf(int literal) {
      return rules[literal];
    }

    boolean concerns(long[] admitted) {
      return Arrays.stream(rules)
          .flatMapToInt(Arrays::stream)
          .anyMatch(rule -> (admitted[rule >> 6] & 1L << rule) != 0);
    }
  }

  /// The rules and scans that concern one kind of log.
  static final class Bucket {
    private final long[] rules;
    private final List<FieldScan> scans;

    Bucket(long[] rules, List<FieldScan> scans) {
      this.rules = rules;
      this.scans = List.copyOf(scans);
    }

    /// 64 rules at a time, as bits.
    long word(int index) {
      return rules[index];
    }

    List<FieldScan> scans() {
      return scans;
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
    this.gateCount = builder.gates().count();
    this.gates = builder.gates().scans();
    this.always = new long[(rules.size() + 63) >> 6];
    this.scans = scans(new Witnesses(builder.nodes()));
    for (CompiledRule rule : rules) {
      LogSource source = rule.rule().header().logSource();
      stated.addAll(List.of(source.category(), source.product(), source.service()));
    }
  }

  private List<FieldScan> scans(Witnesses witnesses) {
    Map<Integer, Map<String, List<Integer>>> byField = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      Set<Witnesses.Witness> set = witnesses.of(rules.get(i).node());
      if (set.isEmpty()) {
        always[i >> 6] |= 1L << i;
      }
      for (Witnesses.Witness witness : set) {
        byField
            .computeIfAbsent(witness.field(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(witness.text(), _ -> new ArrayList<>())
            .add(i);
      }
    }
    List<FieldScan> found = new ArrayList<>();
    byField.forEach((field, literals) ->
        found.add(
            new FieldScan(
                field,
                new LiteralAutomaton(List.copyOf(literals.keySet())),
                literals.values().stream()
                    .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new))));
    return List.copyOf(found);
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
    return new EventFrame(paths, nodeCount, gates, gateCount, first);
  }

  /// Rules that are to be tried on every event of their log source.
  long[] always() {
    return always;
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
    List<FieldScan> needed = scans.stream().filter(scan -> scan.concerns(admitted)).toList();
    return new Bucket(admitted, needed);
  }
}
