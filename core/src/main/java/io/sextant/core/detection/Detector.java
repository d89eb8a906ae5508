package io.sextant.core.detection;

import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events.Numbered;
import io.sextant.sigma.Detection;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns a stream of numbered events into findings.
///
/// Holds the state of correlations, and the identity of the last [#REMEMBERED] events; what else a
/// finding tells of an event is read off the one at hand, or asked of the journal. Rules are
/// changed by making a new detector and warming it up with the events of the last [#warmUpWindow]:
/// what a new rule would have collected by now is then the same as what it has.
///
/// One thread at a time may use it.
public final class Detector {
  /// Events whose identity is kept in memory: about 3 MB. A finding may name hundreds.
  private static final int REMEMBERED = 1 << 15;

  private static final List<String> ENTITIES =
      List.of("principal", "conversation", "gen_ai.request.model", "gen_ai.tool.name");

  private final RulePack pack;
  private final IdSource ids;
  private final SigmaEngine engine;
  private final LongFunction<Optional<Event>> journal;
  private final long[] sequences = new long[REMEMBERED];
  private final EventId[] seen = new EventId[REMEMBERED];
  private Optional<Numbered> current = Optional.empty();

  /// What a finding tells of the newest of its events.
  private record About(String system, SequencedMap<String, String> entities) {
    private static final About NOTHING = new About("", new LinkedHashMap<>());

    static About of(Event event) {
      ObjectNode body = event.body();
      SequencedMap<String, String> entities = new LinkedHashMap<>();
      for (String field : ENTITIES) {
        JsonNode value = body.path(field);
        if (value.isValueNode() && !value.asString("").isEmpty()) {
          entities.put(field, value.asString());
        }
      }
      return new About(body.path("service.name").asString(""), entities);
    }
  }

  /// @param journal finds an event by its number
  public Detector(RulePack pack, IdSource ids, LongFunction<Optional<Event>> journal) {
    this.pack = pack;
    this.ids = ids;
    this.journal = journal;
    this.engine = SigmaEngine.of(pack.rules());
    java.util.Arrays.fill(sequences, -1);
  }

  /// How far back a new detector has to be fed with [#warmUp] to know what an old one knew.
  public Duration warmUpWindow() {
    return pack.rules().longestWindow();
  }

  public RulePack pack() {
    return pack;
  }

  /// Takes an event that was searched before: state grows, nothing is found.
  public void warmUp(Numbered event) {
    search(event);
  }

  /// Tries every rule on the next event.
  public List<Finding> accept(Numbered event) {
    return findings(search(event));
  }

  /// The text of an event that is its own original is at hand, and read faster than its tree.
  private List<Detection> search(Numbered event) {
    SigmaEvent remembered = remember(event);
    pack.next(event.event());
    Event.Original original = event.event().original();
    return original.isBody()
        ? engine.accept(remembered, original.bytes())
        : engine.accept(remembered);
  }

  /// Ends the warm-up: what the passing of time until `now` decides was found before.
  public void warmUp(Instant now) {
    engine.advance(now);
  }

  /// Decides what only the passing of time can decide: windows that ended before `now`.
  public List<Finding> advance(Instant now) {
    return findings(engine.advance(now));
  }

  private SigmaEvent remember(Numbered numbered) {
    Event event = numbered.event();
    int place = place(numbered.sequence());
    sequences[place] = numbered.sequence();
    seen[place] = event.id();
    current = Optional.of(numbered);
    return new SigmaEvent(numbered.sequence(), event.time(), event.logSource(), event.body());
  }

  private static int place(long sequence) {
    return (int) (sequence & (REMEMBERED - 1));
  }

  private Optional<EventId> id(long sequence) {
    int place = place(sequence);
    return sequences[place] == sequence
        ? Optional.of(seen[place])
        : journal.apply(sequence).map(Event::id);
  }

  private About about(long sequence) {
    return current
        .filter(it -> it.sequence() == sequence)
        .map(Numbered::event)
        .or(() -> journal.apply(sequence))
        .map(About::of)
        .orElse(About.NOTHING);
  }

  private List<Finding> findings(List<Detection> detections) {
    return detections.isEmpty() ? List.of() : detections.stream().map(this::finding).toList();
  }

  private Finding finding(Detection detection) {
    List<Long> refs = detection.events();
    List<EventId> evidence = new ArrayList<>();
    for (long ref : refs.subList(Math.max(0, refs.size() - Findings.EVIDENCE_KEPT), refs.size())) {
      id(ref).ifPresent(evidence::add);
    }
    About newest = refs.isEmpty() ? About.NOTHING : about(refs.getLast());
    SequencedMap<String, String> entities = new LinkedHashMap<>(detection.group());
    newest.entities().forEach(entities::putIfAbsent);
    AtlasMapping mapping = pack.mapping(detection.rule());
    Optional<RuleHeader> header = pack.header(detection.rule());
    return new Finding(
        new FindingId(ids.next()),
        detection.rule(),
        header.map(RuleHeader::title).orElse(detection.rule().value()),
        header.map(RuleHeader::level).orElse(Level.MEDIUM),
        pack.release(),
        mapping.techniques(),
        mapping.tactics(),
        newest.system(),
        entities,
        evidence,
        detection.matches(),
        detection.first(),
        detection.last(),
        DedupKey.of(detection, newest.system(), newest.entities()),
        1,
        Finding.Status.NEW);
  }
}
