package io.sextant.ledger.verify;

import io.sextant.ledger.note.SignedNote;
import java.util.List;
import java.util.Optional;

/// What verifying a log gave.
///
/// @param checkpoint the newest, when it could be read
/// @param from first entry that was looked at; those before it were pruned
/// @param verified entries whose hashes were compared
/// @param history published checkpoints that were compared
/// @param problems the one with the first bad entry first; empty for an honest log
public record Verdict(
    Optional<SignedNote> checkpoint,
    long from,
    long verified,
    int history,
    List<Problem> problems) {
  public Verdict {
    problems = List.copyOf(problems);
  }

  public boolean honest() {
    return problems.isEmpty();
  }
}
