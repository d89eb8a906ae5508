package io.sextant.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.note.SignedNote;
import java.util.ArrayList;
import java.util.List;

/// What a log asks a witness: to cosign a checkpoint, given the proof that it extends the one the
/// witness cosigned last (the body of `add-checkpoint`, C2SP tlog-witness).
public record WitnessRequest(long oldSize, List<Hash> proof, SignedNote checkpoint) {
  private static final int MAX_PROOF = 63;

  public WitnessRequest {
    proof = List.copyOf(proof);
  }

  /// @throws LedgerException MALFORMED
  static WitnessRequest parse(byte[] body) {
    String text = new String(body, UTF_8);
    List<String> lines = List.of(text.split("\n", -1));
    int blank = lines.indexOf("");
    if (!lines.getFirst().matches("old (0|[1-9][0-9]{0,17})") || blank < 1) {
      throw new LedgerException(
          Reason.MALFORMED, "expected 'old SIZE', hashes, an empty line and a checkpoint");
    }
    if (blank - 1 > MAX_PROOF) {
      throw new LedgerException(Reason.MALFORMED, "expected at most 63 hashes");
    }
    List<Hash> proof = new ArrayList<>();
    lines.subList(1, blank).forEach(line -> proof.add(Hash.ofBase64(line)));
    String note = String.join("\n", lines.subList(blank + 1, lines.size()));
    return new WitnessRequest(
        Long.parseLong(lines.getFirst().substring("old ".length())),
        proof,
        SignedNote.parse(note.getBytes(UTF_8)));
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
    proof.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint).toString().getBytes(UTF_8);
  }
}
