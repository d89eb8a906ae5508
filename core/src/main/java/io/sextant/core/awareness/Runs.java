package io.sextant.core.awareness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The store of records of exercises. Nobody overwrites what they have not seen: a change names the
/// version that it was made from.
public interface Runs {
  /// More are refused, so that the list stays one that a person can read.
  int MOST = 500;

  /// All, the last changed first.
  List<SavedRun> list();

  Optional<SavedRun> find(RunId id);

  /// Keeps a new record as version 1.
  ///
  /// @return false when there are [#MOST] already; then it is not kept
  boolean add(RunId id, RunDocument document, String author, Instant now);

  /// Puts another document in the place of version `seen`.
  Outcome replace(RunId id, int seen, RunDocument document, String author, Instant now);

  /// Removes version `seen`.
  Outcome remove(RunId id, int seen);

  /// What became of a change.
  sealed interface Outcome {
    /// It was done; `run` stands now, or stood until it was removed.
    record Done(SavedRun run) implements Outcome {}

    /// It was not: somebody else had changed it to what `run` is now.
    record Outdated(SavedRun run) implements Outcome {}

    /// There is no such record.
    record Missing() implements Outcome {}
  }
}
