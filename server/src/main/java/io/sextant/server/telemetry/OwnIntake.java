package io.sextant.server.telemetry;

import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.core.telemetry.Told;
import io.sextant.store.StoreException;
import java.util.List;

/// The way in for what Sextant itself tells of, as trees: nothing is read again, and the event is
/// its own original. Thread-safe.
public final class OwnIntake {
  private final Intake intake;
  private final JsonNormalizer normalizer;

  public OwnIntake(Intake intake, JsonNormalizer normalizer) {
    this.intake = intake;
    this.normalizer = normalizer;
  }

  /// What is stored of what was told.
  public Event event(Told told) {
    return normalizer.own(told);
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
