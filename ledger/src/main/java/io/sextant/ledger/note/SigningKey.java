package io.sextant.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// A private key that signs notes. Its text forms are two lines: the private key in the form of
/// Go's `sumdb/note`, and the public key that belongs to it.
public final class SigningKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifier;
  private final byte[] seed;

  private SigningKey(VerifierKey verifier, byte[] seed) {
    this.verifier = verifier;
    this.seed = seed;
  }

  /// A new key.
  public static SigningKey generate(String name, KeyType type) {
    byte[][] pair = Ed25519.generate();
    return new SigningKey(new VerifierKey(name, type, pair[1]), pair[0]);
  }

  /// @throws LedgerException MALFORMED when the text is no key, or the two lines do not belong
  ///   together
  public static SigningKey parse(String text) {
    String[] lines = text.strip().split("\n");
    if (lines.length != 2 || !lines[0].startsWith(PREFIX)) {
      throw malformed("expected the private and the public key on a line each");
    }
    VerifierKey verifier = VerifierKey.parse(lines[1]);
    String[] parts = lines[0].strip().substring(PREFIX.length()).split("\\+", 3);
    try {
      byte[] material = Base64.getDecoder().decode(parts.length == 3 ? parts[2] : "");
      if (material.length == 1 + Ed25519.KEY_BYTES) {
        SigningKey key = new SigningKey(verifier, Arrays.copyOfRange(material, 1, material.length));
        String probe = "probe\n";
        if (verifier.verifies(probe, key.sign(probe, Instant.EPOCH))) {
          return key;
        }
      }
    } catch (IllegalArgumentException e) {
      throw malformed("the private key is not base64");
    }
    throw malformed("the private and the public key do not belong together");
  }

  private static LedgerException malformed(String what) {
    return new LedgerException(Reason.MALFORMED, "not a signing key: " + what);
  }

  public VerifierKey verifier() {
    return verifier;
  }

  /// Signs the text of a note.
  ///
  /// @param time stated by cosignatures; log signatures state none
  public NoteSignature sign(String text, Instant time) {
    byte[] bytes =
        switch (verifier.type()) {
          case LOG -> Ed25519.sign(seed, text.getBytes(UTF_8));
          case COSIGNATURE -> {
            long posixTime = time.getEpochSecond();
            byte[] signature = Ed25519.sign(seed, VerifierKey.cosigned(posixTime, text));
            yield ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(posixTime)
                .put(signature)
                .array();
          }
        };
    return new NoteSignature(verifier.name(), verifier.id(), bytes);
  }

  /// The text to keep in a private file.
  public String secretText() {
    byte[] material = new byte[1 + seed.length];
    material[0] = verifier.type().identifier();
    System.arraycopy(seed, 0, material, 1, seed.length);
    return PREFIX
        + verifier.name()
        + "+"
        + verifier.idText()
        + "+"
        + Base64.getEncoder().encodeToString(material)
        + "\n"
        + verifier
        + "\n";
  }

  @Override
  public String toString() {
    return "signing key of " + verifier;
  }
}
