package io.sextant.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A text with signatures (C2SP signed-note). Reading one verifies nothing.
///
/// @param text ends in a line end
public record SignedNote(String text, List<NoteSignature> signatures) {
  /// Largest note that is read, in bytes.
  public static final int MAX_BYTES = 1 << 16;

  private static final int MAX_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw malformed("the text must end in a line end and hold no control characters");
    }
  }

  /// @throws LedgerException MALFORMED when the bytes are no signed note
  public static SignedNote parse(byte[] bytes) {
    String note = decode(bytes);
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw malformed("expected a text, an empty line and signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2).split("\n", -1)) {
      if (!line.isEmpty()) {
        signatures.add(NoteSignature.parse(line));
      }
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw malformed("expected 1 to 100 signatures, found " + signatures.size());
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  private static String decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw malformed("it has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("it is not UTF-8");
    }
  }

  private static LedgerException malformed(String what) {
    return new LedgerException(Reason.MALFORMED, "not a signed note: " + what);
  }

  /// The first of the keys that signed this note, when none that claims to has a wrong signature.
  public Optional<VerifierKey> signedBy(Collection<VerifierKey> keys) {
    Optional<VerifierKey> signer = Optional.empty();
    for (VerifierKey key : keys) {
      for (NoteSignature signature : signatures) {
        if (key.claims(signature)) {
          if (!key.verifies(text, signature)) {
            return Optional.empty();
          }
          signer = signer.isPresent() ? signer : Optional.of(key);
        }
      }
    }
    return signer;
  }

  /// The note with more signatures; those there already are not repeated.
  public SignedNote with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
    return new SignedNote(text, all);
  }

  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  /// The note as it is written.
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }
}
