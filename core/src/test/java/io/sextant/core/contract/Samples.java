package io.sextant.core.contract;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.Level;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Events and findings to store.
public final class Samples {
  /// A time with all the digits that stores keep.
  public static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

  private Samples() {}

  public static Event event(String id, Instant time) {
    return event(id, time, "llm_inference", "desk");
  }

  public static Event event(String id, Instant time, String category, String service) {
    var body =
        JsonMapper.shared()
            .createObjectNode()
            .put("service.name", service)
            .put("text", "Grüße \u0000 " + id);
    body.putArray("list").add(1).addNull().add(2.5);
    return new Event(
        new EventId(id),
        time,
        time.plusMillis(3),
        new LogSource(category, "ai", ""),
        body,
        new Event.Original(
            SourceFormat.JSON_LINES, ("original of " + id).getBytes(StandardCharsets.UTF_8)));
  }

  /// An event that Sextant itself tells of.
  public static Event own(String id, Instant time) {
    Event event = event(id, time);
    byte[] text = event.body().toString().getBytes(StandardCharsets.UTF_8);
    return new Event(
        event.id(),
        event.time(),
        event.received(),
        event.logSource(),
        event.body(),
        Event.Original.ofBody(text));
  }

  public static Finding finding(String id, Instant time, String key, String... evidence) {
    return new Sample(id, time, key).evidence(evidence).finding();
  }

  /// A finding with everything that tests choose.
  public record Sample(
      String id,
      Instant first,
      Instant last,
      String key,
      String rule,
      Level level,
      List<String> techniques,
      List<String> evidence) {
    public Sample(String id, Instant time, String key) {
      this(id, time, time, key, "rule", Level.HIGH, List.of("AML.T0051.000"), List.of());
    }

    public Sample evidence(String... events) {
      return new Sample(id, first, last, key, rule, level, techniques, Arrays.asList(events));
    }

    public Sample techniques(String... ids) {
      return new Sample(id, first, last, key, rule, level, Arrays.asList(ids), evidence);
    }

    public Sample rule(String other) {
      return new Sample(id, first, last, key, other, level, techniques, evidence);
    }

    public Sample level(Level other) {
      return new Sample(id, first, last, key, rule, other, techniques, evidence);
    }

    public Sample lasting(Duration time) {
      return new Sample(id, first, first.plus(time), key, rule, level, techniques, evidence);
    }

    public Finding finding() {
      var entities = new LinkedHashMap<String, String>();
      entities.put("principal", "u-" + key);
      entities.put("conversation", "ö\"\n" + key);
      return new Finding(
          new FindingId(id),
          new RuleId(rule),
          "Title of " + rule,
          level,
          new ReleaseId("2026.05"),
          techniques.stream().map(TechniqueId::new).toList(),
          List.of(new TacticId("AML.TA0005")),
          "desk",
          entities,
          evidence.stream().map(EventId::new).toList(),
          List.of(new FieldMatch("selection", "text.user", "seen by " + id, "contains v")),
          first,
          last,
          key,
          1,
          Finding.Status.NEW);
    }
  }
}
