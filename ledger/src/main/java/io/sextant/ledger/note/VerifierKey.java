package io.sextant.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.TreeHasher;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalLong;

/// A public key that notes are verified with, in C2SP's text form `name+id+base64`.
public final class VerifierKey {
  private static final int TIME_BYTES = 8;

  private final String name;
  private final KeyType type;
  private final byte[] raw;
  private final int id;

  VerifierKey(String name, KeyType type, byte[] raw) {
    this.name = requireName(name);
    this.type = type;
    this.raw = raw.clone();
    MessageDigest digest = TreeHasher.sha256();
    digest.update(name.getBytes(UTF_8));
    digest.update((byte) '\n');
    digest.update(type.identifier());
    digest.update(raw);
    id = ByteBuffer.wrap(digest.digest()).getInt();
  }

  static String requireName(String name) {
    if (name.isEmpty()
        || name.chars()
            .anyMatch(c ->
                c == '+' || c < ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      throw new LedgerException(
          Reason.MALFORMED, "a key's name must be a text without spaces and '+', found: " + name);
    }
    return name;
  }

  /// @throws LedgerException MALFORMED when the text is not a key, or its id is not that of the key
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw malformed("expected NAME+ID+BASE64", text);
    }
    byte[] material;
    try {
      material = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw malformed("not base64", text);
    }
    if (material.length != 1 + Ed25519.KEY_BYTES) {
      throw malformed("an Ed25519 key has 33 bytes, found " + material.length, text);
    }
    KeyType type =
        Arrays.stream(KeyType.values())
            .filter(t -> t.identifier() == material[0])
            .findFirst()
            .orElseThrow(() -> malformed("unknown signature type " + material[0], text));
    VerifierKey key = new VerifierKey(parts[0], type, Arrays.copyOfRange(material, 1, 33));
    if (!key.idText().equals(parts[1])) {
      throw malformed("the id is not that of the key, which is " + key.idText(), text);
    }
    return key;
  }

  private static LedgerException malformed(String what, String text) {
    return new LedgerException(
        Reason.MALFORMED,
        "not a verifier key ("
            + what
            + "): "
            + text.strip().substring(0, Math.min(text.strip().length(), 120)));
  }

  public String name() {
    return name;
  }

  public KeyType type() {
    return type;
  }

  int id() {
    return id;
  }

  /// The id as eight hexadecimal digits.
  public String idText() {
    return HexFormat.of().toHexDigits(id);
  }

  /// Whether the signature says it was made by this key.
  public boolean claims(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == id;
  }

  /// Whether the signature was made by this key over the text.
  public boolean verifies(String text, NoteSignature signature) {
    if (!claims(signature)) {
      return false;
    }
    byte[] bytes = signature.signature();
    return switch (type) {
      case LOG -> Ed25519.verify(raw, text.getBytes(UTF_8), bytes);
      case COSIGNATURE ->
          bytes.length > TIME_BYTES
              && ByteBuffer.wrap(bytes).getLong() >= 0
              && Ed25519.verify(
                  raw,
                  cosigned(ByteBuffer.wrap(bytes).getLong(), text),
                  Arrays.copyOfRange(bytes, TIME_BYTES, bytes.length));
    };
  }

  /// The POSIX time that a cosignature of this key states; empty for other keys' and types'.
  public OptionalLong time(NoteSignature signature) {
    return type == KeyType.COSIGNATURE
            && claims(signature)
            && signature.signature().length > TIME_BYTES
        ? OptionalLong.of(ByteBuffer.wrap(signature.signature()).getLong())
        : OptionalLong.empty();
  }

  static byte[] cosigned(long posixTime, String text) {
    return ("cosignature/v1\ntime " + posixTime + "\n" + text).getBytes(UTF_8);
  }

  byte[] raw() {
    return raw.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key
        && key.name.equals(name)
        && key.type == type
        && Arrays.equals(key.raw, raw);
  }

  @Override
  public int hashCode() {
    return id;
  }

  /// The text form.
  @Override
  public String toString() {
    byte[] material = new byte[1 + raw.length];
    material[0] = type.identifier();
    System.arraycopy(raw, 0, material, 1, raw.length);
    return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(material);
  }
}
