package io.sextant.ledger.verify;

import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import java.util.List;

/// What a verifier knows from elsewhere than the log itself.
///
/// @param logKeys any of which may sign; keys that the log announces under them are followed
/// @param witnesses all of which must have cosigned
/// @param remembered checkpoints of this log that were seen before
public record Trust(
    List<VerifierKey> logKeys, List<VerifierKey> witnesses, List<SignedNote> remembered) {
  public Trust {
    logKeys = List.copyOf(logKeys);
    witnesses = List.copyOf(witnesses);
    remembered = List.copyOf(remembered);
  }
}
