package io.sextant.core.telemetry;

import io.sextant.core.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The store of events: an append-only journal with a number per event, pruned from its old end.
public interface Events {
  /// An event and its number in the journal; numbers rise by one per event and are never used
  /// again.
  record Numbered(long sequence, Event event) {}

  /// Appends all or none; they survive the death of the process once this returns.
  ///
  /// @return the events with their numbers, in order
  List<Numbered> append(List<Event> events);

  Optional<Event> find(EventId id);

  /// Events numbered above `sequence`, lowest first, at most `limit`.
  List<Numbered> after(long sequence, int limit);

  /// The lowest number whose event is not older than `time`; one past the last number when all are
  /// older.
  long firstSince(Instant time);

  /// Newest first. `category` and `service` narrow when not empty.
  Page<Event> page(String category, String service, Optional<String> cursor, int limit);

  /// How many events are held.
  long count();

  /// Deletes events older than `olderThan`, and further the oldest ones until at most `maxBytes` of
  /// journal remain.
  ///
  /// Two kinds stay whatever their age: events that rules have not searched yet, and evidence of
  /// findings with status NEW or ACKNOWLEDGED. So the journal can be larger than `maxBytes`.
  ///
  /// @return how many were deleted
  long prune(Instant olderThan, long maxBytes);
}
