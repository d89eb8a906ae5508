package io.sextant.server.telemetry;

import io.sextant.core.telemetry.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An event as the API shows it.
public record EventJson(String id, Instant time, Instant received, String format, ObjectNode body) {
  public static EventJson of(Event event) {
    return new EventJson(
        event.id().value(),
        event.time(),
        event.received(),
        event.original().format().label(),
        event.body());
  }

  /// A page of events.
  record Items(List<EventJson> items, Optional<String> next) {
    Items {
      items = List.copyOf(items);
    }
  }
}
