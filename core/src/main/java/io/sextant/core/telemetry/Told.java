package io.sextant.core.telemetry;

import io.sextant.sigma.LogSource;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What Sextant itself tells of, before it is an event. It says what it is by types and uses the
/// names of the normal form, so that nothing of it has to be recognised; only messages, tools and
/// instructions may be in the form of any provider.
///
/// @param time when it happened, by the clock that events are received by
/// @param body the normal form without views, to be filled in by who tells; `time` and `logsource`
///   are in it. It becomes the event's: nobody may change it after it was told
public record Told(Instant time, LogSource source, ObjectNode body) {
  private static final String AI = EventAssembler.PRODUCT;

  /// Begins to tell about an AI system.
  public static Told of(Category category, Instant time) {
    return of(AI, category.label(), time);
  }

  /// Begins to tell about any product; about others than AI nothing is shaped, and no views are
  /// made.
  public static Told of(String product, String category, Instant time) {
    return of(new LogSource(category, product, ""), time);
  }

  static Told of(LogSource source, Instant time) {
    ObjectNode body = JsonText.NODES.objectNode();
    EventAssembler.head(body, time, source);
    return new Told(time, source, body);
  }

  /// Sets a field to what was found elsewhere; nothing when nothing was found.
  public void set(String field, JsonNode found) {
    if (!found.isMissingNode() && !found.isNull()) {
      body.set(field, found);
    }
  }

  /// The same without views, with U+FFFD for each half of a surrogate pair.
  Told wellFormed() {
    return new Told(time, source, JsonText.wellFormed(Views.without(body)));
  }

  boolean isAboutAi() {
    return source.product().equals(AI);
  }
}
