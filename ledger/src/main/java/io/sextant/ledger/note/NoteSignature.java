package io.sextant.ledger.note;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// A signature line of a note.
///
/// @param keyId first four bytes of a hash over name, type and key
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the contents
public record NoteSignature(String name, int keyId, byte[] signature) {
  private static final String START = "\u2014 ";

  public NoteSignature {
    VerifierKey.requireName(name);
    signature = signature.clone();
  }

  /// @param line without its line end
  static NoteSignature parse(String line) {
    String[] parts = line.split(" ", -1);
    if (!line.startsWith(START) || parts.length != 3) {
      throw malformed(line);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(parts[2]);
      if (bytes.length <= Integer.BYTES) {
        throw malformed(line);
      }
      return new NoteSignature(
          parts[1],
          ByteBuffer.wrap(bytes).getInt(),
          Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    } catch (IllegalArgumentException e) {
      throw malformed(line);
    }
  }

  private static LedgerException malformed(String line) {
    return new LedgerException(
        Reason.MALFORMED,
        "not a signature line: " + line.substring(0, Math.min(line.length(), 100)));
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /// The line without its line end.
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return START + name + " " + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that
        && that.name.equals(name)
        && that.keyId == keyId
        && Arrays.equals(that.signature, signature);
  }

  @Override
  public int hashCode() {
    return 31 * keyId + Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return line();
  }
}
