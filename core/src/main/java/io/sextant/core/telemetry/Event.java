package io.sextant.core.telemetry;

import io.sextant.sigma.LogSource;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// One normalised record of telemetry; see `docs/event-format.md` for the fields of `body`.
///
/// @param id unique
/// @param time when it happened, by its sender's clock, after the skew rule of [Limits]
/// @param received when Sextant got it
/// @param logSource what kind of log it is from; also in `body`
/// @param body the whole normal form, views included; nobody changes it after construction
/// @param original the record as it came
/// @param texts what is said in it, where it was just read; else it stands in the body
public record Event(
    EventId id,
    Instant time,
    Instant received,
    LogSource logSource,
    ObjectNode body,
    Original original,
    Optional<EventTexts> texts) {
  public Event(
      EventId id,
      Instant time,
      Instant received,
      LogSource logSource,
      ObjectNode body,
      Original original) {
    this(id, time, received, logSource, body, original, Optional.empty());
  }

  /// The bytes of one record as received, and what they are.
  ///
  /// @param isBody whether they are the JSON text of the event's body: what Sextant itself tells of
  ///   came from nowhere else
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared, and a copy would double what ingestion holds
  public record Original(SourceFormat format, byte[] bytes, boolean isBody) {
    /// What somebody sent.
    public Original(SourceFormat format, byte[] bytes) {
      this(format, bytes, false);
    }

    /// A body that is an original itself.
    ///
    /// @param bytes its JSON text
    public static Original ofBody(byte[] bytes) {
      return new Original(SourceFormat.JSON_LINES, bytes, true);
    }
  }
}
