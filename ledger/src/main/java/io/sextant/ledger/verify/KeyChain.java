package io.sextant.ledger.verify;

import io.sextant.ledger.log.ControlEntry.KeyAdded;
import io.sextant.ledger.log.ControlEntry.KeyRetired;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Follows a log's changes of keys: a key is trusted from the checkpoint on that announces it and
/// is signed by one trusted before, until an entry retires it.
final class KeyChain {
  private final Set<VerifierKey> trusted;
  private final List<BundleCheck.Control> controls;

  KeyChain(List<VerifierKey> given, List<BundleCheck.Control> controls) {
    this.trusted = new LinkedHashSet<>(given);
    this.controls = controls;
  }

  /// The key that signed the newest checkpoint, when the chain leads to it.
  Optional<VerifierKey> signer(List<SignedNote> history, SignedNote newest) {
    List<SignedNote> notes = new ArrayList<>(history);
    notes.sort(Comparator.comparingLong(note -> Checkpoint.of(note).size()));
    for (SignedNote note : notes) {
      if (accept(note).isPresent()) {
        announcedBefore(Checkpoint.of(note).size());
      }
    }
    return accept(newest);
  }

  private Optional<VerifierKey> accept(SignedNote note) {
    List<VerifierKey> valid = new ArrayList<>(trusted);
    long size = Checkpoint.of(note).size();
    for (BundleCheck.Control control : controls) {
      if (control.index() < size && control.entry() instanceof KeyRetired retired) {
        valid.remove(retired.key());
      }
    }
    return note.signedBy(valid);
  }

  private void announcedBefore(long size) {
    for (BundleCheck.Control control : controls) {
      if (control.index() < size && control.entry() instanceof KeyAdded added) {
        trusted.add(added.key());
      }
    }
  }
}
