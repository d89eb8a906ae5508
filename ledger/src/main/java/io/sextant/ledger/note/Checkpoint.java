package io.sextant.ledger.note;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;

/// A tree head (C2SP tlog-checkpoint): which log, how many leaves, which root.
public record Checkpoint(String origin, long size, Hash root) {
  public Checkpoint {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new LedgerException(Reason.MALFORMED, "not a checkpoint: " + origin + ", " + size);
    }
  }

  /// The checkpoint that a note's text states. Lines beyond the third are ignored.
  ///
  /// @throws LedgerException MALFORMED when the text states none
  public static Checkpoint of(SignedNote note) {
    String[] lines = note.text().split("\n", -1);
    if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new LedgerException(
          Reason.MALFORMED,
          "not a checkpoint: expected an origin, a size and a root hash, each on its line");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
  }

  /// The text to sign.
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }
}
