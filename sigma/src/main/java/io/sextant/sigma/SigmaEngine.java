package io.sextant.sigma;

import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.RuleSet.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// Runs a rule set over a stream of events and keeps the state of its correlations.
///
/// One thread at a time may use an engine. Memory is bounded: see [EngineLimits].
public final class SigmaEngine {
  /// Events named by one detection; of more, the newest.
  static final int MAX_EVIDENCE = 1_000;

  private record Ordered(int order, Detection detection) {}

  private final RuleSet rules;
  private final JsonFields fields;
  private final EventFrame frame;
  private final EngineState state;
  private final List<CorrelationRunner> runners;
  private final Map<LogSource, Bucket> buckets = new HashMap<>();
  private final List<Ordered> output = new ArrayList<>();

  private SigmaEngine(RuleSet rules, EngineLimits limits) {
    this.rules = rules;
    this.fields = new JsonFields(tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());
    this.frame = rules.frame(fields);
    this.state = new EngineState(limits);
    this.runners =
        rules.correlations().stream()
            .map(program -> new CorrelationRunner(program, state))
            .toList();
  }

  /// An engine with empty correlation state and default limits.
  public static SigmaEngine of(RuleSet rules) {
    return of(rules, EngineLimits.DEFAULT);
  }

  /// An engine with empty correlation state.
  public static SigmaEngine of(RuleSet rules, EngineLimits limits) {
    return new SigmaEngine(rules, limits);
  }

  /// Tries every rule on one event; detections come in rule order.
  public List<Detection> accept(SigmaEvent event) {
    long time = Micros.of(event.time());
    state.events++;
    closeWindows(time - 1);
    state.newest = Math.max(state.newest, time);
    fields.reset(event.body());
    frame.reset(fields);
    Bucket bucket = buckets.computeIfAbsent(rules.narrowed(event.logSource()), rules::bucket);
    for (int field : bucket.fields()) {
      frame.search(field);
    }
    for (int word = 0; word < bucket.words(); word++) {
      for (long left = bucket.candidates(word, frame); left != 0; left &= left - 1) {
        CompiledRule rule = rules.rules().get((word << 6) + Long.numberOfTrailingZeros(left));
        if (rule.node().holds(frame)) {
          matched(rule, event, time);
        }
      }
    }
    return drained();
  }

  /// Closes windows that ended before `now`: conditions such as `lt` can only be decided then.
  public List<Detection> advance(Instant now) {
    long time = Micros.of(now);
    closeWindows(time);
    for (CorrelationRunner runner : runners) {
      runner.sweep(time);
    }
    return drained();
  }

  /// What was done and what could not be done so far.
  public EngineCounters counters() {
    return state.counters();
  }

  private void matched(CompiledRule rule, SigmaEvent event, long time) {
    List<Long> events = List.of(event.ref());
    if (rule.emits()) {
      output.add(
          new Ordered(
              rule.order(),
              new Detection(
                  rule.rule().header().id(),
                  events,
                  new LinkedHashMap<>(),
                  event.time(),
                  event.time(),
                  rule.explain(frame))));
    }
    for (int i = rule.parents().size() - 1; i >= 0; i--) {
      CorrelationProgram.Link link = rule.parents().get(i);
      correlate(link, time, events, new LinkedHashMap<>(), Optional.of(rule));
    }
  }

  /// Adds a match of a rule, or a firing of a correlation, to a correlation.
  ///
  /// @param known values of fields that the match states itself
  /// @param trigger the rule whose match of the frame's event led here; empty when time did
  private void correlate(
      CorrelationProgram.Link link,
      long time,
      List<Long> events,
      SequencedMap<String, String> known,
      Optional<CompiledRule> trigger) {
    CorrelationRunner runner = runners.get(link.correlation());
    CorrelationProgram program = runner.program();
    List<String> group = new ArrayList<>();
    for (int field : program.groupFields().get(link.member())) {
      Optional<String> value = value(field, known, trigger.isPresent());
      if (value.isEmpty()) {
        state.ungroupedEvents++;
        return;
      }
      group.add(value.get());
    }
    List<String> counted =
        trigger.isPresent() ? counted(program.valueFields().get(link.member())) : List.of();
    WindowEntry entry = new WindowEntry(time, state.events, link.member(), events, counted);
    runner.add(List.copyOf(group), entry, (key, evidence) -> fired(runner, key, evidence, trigger));
  }

  /// The text of a field to group by: all its values, joined; empty when it has none.
  private Optional<String> value(int field, Map<String, String> known, boolean hasEvent) {
    String stated = known.get(frame.name(field));
    if (stated != null) {
      return Optional.of(stated);
    }
    if (!hasEvent) {
      return Optional.empty();
    }
    List<String> texts = texts(frame.values(field));
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts));
  }

  private static List<String> texts(FieldValues values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isNull()) {
        texts.add(values.get(i).text());
      }
    }
    return texts;
  }

  /// The values that count as distinct: each of one field, or the combination of several.
  private List<String> counted(List<Integer> valueFields) {
    if (valueFields.size() == 1) {
      return List.copyOf(new TreeSet<>(texts(frame.values(valueFields.getFirst()))));
    }
    List<String> combination = new ArrayList<>();
    for (int field : valueFields) {
      List<String> texts = texts(frame.values(field));
      if (texts.isEmpty()) {
        return List.of();
      }
      String text = String.join(", ", texts);
      combination.add(text.length() + ":" + text);
    }
    return combination.isEmpty() ? List.of() : List.of(String.join("", combination));
  }

  private void fired(
      CorrelationRunner runner,
      List<String> key,
      List<WindowEntry> evidence,
      Optional<CompiledRule> trigger) {
    CorrelationProgram program = runner.program();
    SequencedMap<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      group.put(program.rule().groupBy().get(i), key.get(i));
    }
    List<Long> events =
        evidence.stream().flatMap(entry -> entry.events.stream()).distinct().toList();
    List<Long> named = events.subList(Math.max(0, events.size() - MAX_EVIDENCE), events.size());
    long last = evidence.getLast().time;
    List<FieldMatch> matches = trigger.map(rule -> rule.explain(frame)).orElse(List.of());
    if (program.emits()) {
      output.add(
          new Ordered(
              program.order(),
              new Detection(
                  program.rule().header().id(),
                  named,
                  group,
                  Micros.instant(evidence.getFirst().time),
                  Micros.instant(last),
                  matches)));
    }
    for (CorrelationProgram.Link link : program.parents()) {
      correlate(link, last, named, group, trigger);
    }
  }

  private void closeWindows(long now) {
    for (CorrelationRunner runner : runners) {
      runner.close(now, (key, evidence) -> fired(runner, key, evidence, Optional.empty()));
    }
  }

  private List<Detection> drained() {
    if (output.isEmpty()) {
      return List.of();
    }
    output.sort(Comparator.comparingInt(Ordered::order));
    List<Detection> detections = output.stream().map(Ordered::detection).toList();
    output.clear();
    return detections;
  }
}
