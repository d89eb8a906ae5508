package io.sextant.core.system;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The store of system maps. Every version of a map is kept, and nobody overwrites what they have
/// not seen: a change names the version that it was made from.
public interface Systems {
  /// More systems are refused, so that the list stays one that a person can read.
  int MOST = 1_000;

  /// The newest version of each, without texts, by id.
  List<SavedMap> list();

  /// The newest version.
  Optional<SavedMap> find(SystemId id);

  Optional<SavedMap> version(SystemId id, int version);

  /// All versions without texts, the newest first.
  List<SavedMap> versions(SystemId id);

  /// Keeps a map of a system that is not there yet as version 1.
  Outcome add(MapDocument document, String author, String note, Instant now);

  /// Keeps a map as the version after `seen`.
  Outcome save(int seen, MapDocument document, String author, String note, Instant now);

  /// Removes a system with all versions when `seen` is its newest. What was decided about its
  /// threats stays.
  Outcome remove(SystemId id, int seen);

  /// Where people put things on the diagram, as they gave it; empty when nobody moved anything.
  String layout(SystemId id);

  /// Replaces the layout; the last one stands. Does nothing when there is no such system.
  void arrange(SystemId id, String layout);

  /// What became of a change.
  sealed interface Outcome {
    /// It was done; `map` stands now, or stood until it was removed.
    record Done(SavedMap map) implements Outcome {}

    /// It was not: `map` stands there instead of what was seen.
    record Outdated(SavedMap map) implements Outcome {}

    /// There is no such system.
    record Missing() implements Outcome {}

    /// There are [#MOST] already.
    record Full() implements Outcome {}
  }
}
