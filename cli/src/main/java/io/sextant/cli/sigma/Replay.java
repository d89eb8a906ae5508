package io.sextant.cli.sigma;

import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.CorrelationType;
import io.sextant.sigma.Detection;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleSet;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.baseline.ThresholdProposal;
import io.sextant.sigma.pipeline.Paths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs rules over a recording of normal traffic and counts what they match.
///
/// The rules that correlations look at report their own matches too, so that their counts are
/// known.
final class Replay {
  private static final double DAY = Duration.ofDays(1).toSeconds();

  /// The times of matches, growing.
  private static final class Times {
    private long[] nanos = new long[16];
    private int size;

    void add(Instant time) {
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, size * 2);
      }
      nanos[size++] = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    long[] all() {
      return Arrays.copyOf(nanos, size);
    }
  }

  /// What a rule did on the recording.
  ///
  /// @param matches how often it fired
  /// @param window of the threshold
  /// @param proposal for an `event_count` over it; empty when it cannot be counted so
  record Line(
      RuleHeader rule, long matches, Duration window, Optional<ThresholdProposal> proposal) {}

  private final List<SigmaDocument> documents;
  private final Map<String, RuleHeader> headers = new LinkedHashMap<>();
  private final SigmaEngine engine;
  private final Duration longest;
  private final Map<String, Times> matches = new HashMap<>();
  private final Map<String, Map<List<String>, Times>> grouped = new HashMap<>();
  private final Map<String, List<CorrelationRule>> counting = new HashMap<>();
  private Instant previous = Instant.EPOCH;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private long events;

  /// @param rules compiled from the documents
  Replay(List<SigmaDocument> documents, RuleSet rules) {
    this.documents = documents;
    this.engine = SigmaEngine.of(rules);
    this.longest = rules.longestWindow();
    rules.headers().forEach(header -> headers.put(header.id().value(), header));
    for (SigmaDocument document : documents) {
      if (document instanceof CorrelationRule rule && isCounting(rule)) {
        for (String target : rule.rules()) {
          counting.computeIfAbsent(target, _ -> new ArrayList<>()).add(rule);
        }
      }
    }
  }

  /// With every rule reporting its own matches.
  static List<SigmaDocument> open(List<SigmaDocument> documents) {
    return documents.stream().map(Replay::open).toList();
  }

  private static SigmaDocument open(SigmaDocument document) {
    return document instanceof CorrelationRule rule ? rule.generating(true) : document;
  }

  private static boolean isCounting(CorrelationRule rule) {
    return rule.type() == CorrelationType.EVENT_COUNT && rule.threshold().isDecidedAtOnce();
  }

  void event(LogSource source, JsonNode body) {
    previous = EventShape.time(body).orElse(previous);
    first = previous.isBefore(first) ? previous : first;
    last = previous.isAfter(last) ? previous : last;
    Instant time = previous;
    engine
        .accept(new SigmaEvent(events++, time, source, body))
        .forEach(detection -> detection(detection, time, body));
  }

  void finish() {
    if (events > 0) {
      Instant end = last.plus(longest).plus(Duration.ofDays(1));
      engine.advance(end).forEach(d -> times(d).add(d.last()));
    }
  }

  private Times times(Detection detection) {
    return matches.computeIfAbsent(detection.rule().value(), _ -> new Times());
  }

  private void detection(Detection detection, Instant time, JsonNode body) {
    times(detection).add(time);
    RuleHeader header = headers.get(detection.rule().value());
    if (header == null) {
      return;
    }
    // A rule without an id has its name for one.
    Set<CorrelationRule> parents =
        new LinkedHashSet<>(counting.getOrDefault(header.id().value(), List.of()));
    if (!header.name().isEmpty()) {
      parents.addAll(counting.getOrDefault(header.name(), List.of()));
    }
    for (CorrelationRule parent : parents) {
      group(parent, header, body)
          .ifPresent(key ->
              grouped
                  .computeIfAbsent(parent.header().id().value(), _ -> new HashMap<>())
                  .computeIfAbsent(key, _ -> new Times())
                  .add(time));
    }
  }

  private static Optional<List<String>> group(
      CorrelationRule parent, RuleHeader rule, JsonNode body) {
    List<String> key = new ArrayList<>();
    for (String field : parent.groupBy()) {
      Map<String, String> alias = parent.aliases().getOrDefault(field, Map.of());
      String name = alias.getOrDefault(rule.name(), alias.getOrDefault(rule.id().value(), field));
      Optional<JsonNode> value =
          body instanceof ObjectNode object ? Paths.find(object, name) : Optional.empty();
      if (value.isEmpty() || value.get().isNull()) {
        return Optional.empty();
      }
      key.add(value.get().toString());
    }
    return Optional.of(key);
  }

  long events() {
    return events;
  }

  /// How many days the recording spans.
  double days() {
    return events == 0 ? 0 : Duration.between(first, last).toMillis() / 1000.0 / DAY;
  }

  /// Each rule, in the order read.
  ///
  /// @param window for rules that are no correlation
  /// @param perDay alerts that a rule may give a day
  List<Line> lines(Duration window, double perDay) {
    double allowed = perDay * days();
    List<Line> lines = new ArrayList<>();
    for (SigmaDocument document : documents) {
      RuleHeader header = headers.get(document.header().id().value());
      if (header == null) {
        continue;
      }
      Times own = matches.getOrDefault(header.id().value(), new Times());
      if (document instanceof CorrelationRule rule) {
        Map<List<String>, Times> groups = grouped.getOrDefault(header.id().value(), Map.of());
        List<long[]> times = groups.values().stream().map(Times::all).toList();
        Optional<ThresholdProposal> proposal =
            isCounting(rule)
                ? Optional.of(ThresholdProposal.of(times, rule.timespan(), allowed))
                : Optional.empty();
        lines.add(new Line(header, own.size, rule.timespan(), proposal));
      } else {
        lines.add(
            new Line(
                header,
                own.size,
                window,
                Optional.of(ThresholdProposal.of(List.of(own.all()), window, allowed))));
      }
    }
    return lines;
  }
}
