package io.sextant.server.telemetry;

import io.sextant.core.telemetry.BadRecord;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.store.StoreException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The way in for what Sextant itself tells of, as trees: nothing is read again, and the event is
/// its own original. Thread-safe.
public final class OwnIntake {
  private final Intake intake;
  private final JsonNormalizer normalizer;

  public OwnIntake(Intake intake, JsonNormalizer normalizer) {
    this.intake = intake;
    this.normalizer = normalizer;
  }

  /// What is stored of a record in our own form; nobody may change the record afterwards.
  ///
  /// @throws BadRecord when a field is not what it must be
  public Event event(ObjectNode record) {
    return normalizer.own(record);
  }

  /// Stores events in one piece.
  ///
  /// @return whether they are stored; if not, none of them is
  public boolean store(List<Event> events) {
    try {
      intake.storePart(events);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }
}
