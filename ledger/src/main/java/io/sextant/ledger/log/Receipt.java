package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Proofs;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/// A proof that can be checked offline that an entry stands in a log (C2SP tlog-proof). The entry
/// itself is carried as the extra data; the proof authenticates it.
@SuppressWarnings("ArrayRecordComponent") // a receipt is compared by its text alone
public record Receipt(byte[] entry, long index, List<Hash> proof, SignedNote checkpoint) {
  /// First line of a receipt.
  public static final String HEADER = "c2sp.org/tlog-proof@v1";

  /// Largest receipt that is read, in bytes.
  public static final int MAX_BYTES = 1 << 18;

  private static final int MAX_PROOF = 63;

  public Receipt {
    entry = entry.clone();
    proof = List.copyOf(proof);
  }

  @Override
  public byte[] entry() {
    return entry.clone();
  }

  /// @throws LedgerException MALFORMED when the text is no receipt with its entry in it
  public static Receipt parse(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    int blank = lines.indexOf("");
    if (lines.size() < 5 || !lines.getFirst().equals(HEADER) || blank < 3) {
      throw malformed("expected '" + HEADER + "', an extra line, an index, hashes, a checkpoint");
    }
    if (!lines.get(1).startsWith("extra ")) {
      throw malformed("the entry must stand in the extra line");
    }
    if (!lines.get(2).matches("index (0|[1-9][0-9]{0,17})") || blank - 3 > MAX_PROOF) {
      throw malformed("expected 'index N' and at most 63 hashes");
    }
    try {
      byte[] entry = Base64.getDecoder().decode(lines.get(1).substring("extra ".length()));
      long index = Long.parseLong(lines.get(2).substring("index ".length()));
      List<Hash> proof = new ArrayList<>();
      lines.subList(3, blank).forEach(line -> proof.add(Hash.ofBase64(line)));
      String note = String.join("\n", lines.subList(blank + 1, lines.size()));
      return new Receipt(entry, index, proof, SignedNote.parse(note.getBytes(UTF_8)));
    } catch (IllegalArgumentException e) {
      throw malformed("the extra line is not base64");
    }
  }

  private static LedgerException malformed(String what) {
    return new LedgerException(Reason.MALFORMED, "not a receipt: " + what);
  }

  /// What is wrong with it; empty when it proves that the entry stands in the log.
  ///
  /// @param logKeys of which one must have signed
  /// @param witnesses which must all have cosigned
  public List<String> problems(Collection<VerifierKey> logKeys, Collection<VerifierKey> witnesses) {
    List<String> problems = new ArrayList<>();
    if (checkpoint.signedBy(logKeys).isEmpty()) {
      problems.add("the checkpoint is not signed by a trusted key");
    }
    for (VerifierKey witness : witnesses) {
      if (checkpoint.signedBy(List.of(witness)).isEmpty()) {
        problems.add("the checkpoint is not cosigned by " + witness.name());
      }
    }
    Checkpoint head = Checkpoint.of(checkpoint);
    Hash leaf = new TreeHasher().leaf(entry);
    if (!Proofs.includes(leaf, index, head.size(), proof, head.root())) {
      problems.add("the proof does not lead from entry " + index + " to the checkpoint's root");
    }
    return problems;
  }

  /// The text of a `.tlog-proof` file.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append("extra ").append(Base64.getEncoder().encodeToString(entry)).append('\n');
    text.append("index ").append(index).append('\n');
    proof.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }
}
