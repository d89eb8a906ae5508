package io.sextant.sigma;

import io.sextant.sigma.RulePlan.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Runs a rule set over a stream of events and keeps the state of its correlations.
///
/// One thread at a time may use an engine. Memory is bounded: see [EngineLimits].
public final class SigmaEngine {
  private static final JsonMapper JSON = new JsonMapper();

  private record Occasion(long ref, Instant time) {}

  private static final Comparator<Correlations.Fired> BY_STEP =
      Comparator.comparingLong(Correlations.Fired::step)
          .thenComparingInt(Correlations.Fired::order);

  private final RuleSet rules;
  private final EventFrame frame;
  private final EngineState state;
  private final Correlations correlations;
  private final Map<LogSource, Bucket> buckets = new HashMap<>();
  private final List<Correlations.Fired> output = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private LogSource lastSource = LogSource.ANY;
  private Bucket lastBucket;

  private SigmaEngine(RuleSet rules, EngineLimits limits) {
    this.rules = rules;
    this.frame = rules.frame();
    this.state = new EngineState(limits);
    this.correlations = new Correlations(rules.correlations(), state);
    this.lastBucket = rules.bucket(LogSource.ANY);
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
    frame.reset(event.body());
    return tried(new Occasion(event.ref(), event.time()), event.logSource());
  }

  /// Tries every rule on one event whose text is at hand, which is read faster than its tree.
  ///
  /// @param json the text of the event's body in UTF-8; must not change meanwhile
  public List<Detection> accept(SigmaEvent event, byte[] json) {
    frame.reset(json, event::body);
    return tried(new Occasion(event.ref(), event.time()), event.logSource());
  }

  /// Tries every rule on one event as it was read, without building a tree of it.
  ///
  /// @param ref the caller's number for this event
  /// @param time when it happened
  /// @param json one JSON object in UTF-8; must not change meanwhile
  /// @throws tools.jackson.core.JacksonException when it is none
  public List<Detection> accept(long ref, Instant time, LogSource source, byte[] json) {
    frame.reset(json, () -> JSON.readTree(json));
    return tried(new Occasion(ref, time), source);
  }

  private List<Detection> tried(Occasion event, LogSource source) {
    long time = Micros.of(event.time());
    state.events++;
    correlations.begin(time);
    arrivals.clear();
    Bucket bucket = bucket(source);
    frame.search(bucket.telling());
    SparseBits candidates = frame.candidates();
    for (int group = 0; group < bucket.groups(); group++) {
      for (long words = bucket.words(group, candidates); words != 0; words &= words - 1) {
        int word = (group << 6) + Long.numberOfTrailingZeros(words);
        for (long left = bucket.tried(word, candidates); left != 0; left &= left - 1) {
          CompiledRule rule = rules.rules().get((word << 6) + Long.numberOfTrailingZeros(left));
          if (rule.node().holds(frame)) {
            matched(rule, event);
          }
        }
      }
    }
    if (arrivals.isEmpty()) {
      correlations.pass();
    } else {
      List<Arrival> all = List.copyOf(arrivals);
      correlations.accept(new Correlations.Step(time, event.ref(), state.events, all));
    }
    return drained();
  }

  /// Events of one source mostly come together, and there are few sources.
  private Bucket bucket(LogSource source) {
    if (!source.equals(lastSource)) {
      lastBucket = buckets.computeIfAbsent(rules.narrowed(source), rules::bucket);
      lastSource = source;
    }
    return lastBucket;
  }

  /// Lets time pass without an event: decides what can only be decided when no earlier event can
  /// come any more, such as conditions with `lt`.
  public List<Detection> advance(Instant now) {
    correlations.advance(Micros.of(now));
    return drained();
  }

  /// The state of the correlations as bytes, to go on from with [#restored]. Takes time in
  /// proportion to what is held.
  public byte[] snapshot() {
    return EngineSnapshot.write(correlations);
  }

  /// An engine that goes on from a snapshot as if it had never stopped. The rules may be compiled
  /// anew, but the correlations, the lateness and the order must be the same.
  ///
  /// @throws SnapshotRefusedException when the bytes are damaged or of another engine
  public static SigmaEngine restored(RuleSet rules, EngineLimits limits, byte[] snapshot) {
    SigmaEngine engine = new SigmaEngine(rules, limits);
    EngineSnapshot.read(snapshot, engine.correlations);
    return engine;
  }

  /// What was done and what could not be done so far.
  public EngineCounters counters() {
    return state.counters();
  }

  private void matched(CompiledRule rule, Occasion event) {
    if (rule.emits()) {
      output.add(
          new Correlations.Fired(
              0,
              rule.order(),
              new Detection(
                  rule.rule().header().id(),
                  List.of(event.ref()),
                  new LinkedHashMap<>(),
                  event.time(),
                  event.time(),
                  rule.explain(frame))));
    }
    for (CorrelationProgram.Link link : rule.parents()) {
      correlations.arrival(link, frame, rule).ifPresent(arrivals::add);
    }
  }

  private List<Detection> drained() {
    output.addAll(correlations.drained());
    if (output.isEmpty()) {
      return List.of();
    }
    if (output.size() > 1) {
      output.sort(BY_STEP);
    }
    Detection[] detections = new Detection[output.size()];
    for (int i = 0; i < detections.length; i++) {
      detections[i] = output.get(i).detection();
    }
    output.clear();
    return List.of(detections);
  }
}
