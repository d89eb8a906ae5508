package io.sextant.ledger.note;

/// What a key signs, and how; the byte is assigned by C2SP signed-note.
public enum KeyType {
  /// Ed25519 over the text of a note.
  LOG((byte) 0x01),
  /// Ed25519 over a time and the text of a checkpoint, by a witness.
  COSIGNATURE((byte) 0x04);

  private final byte identifier;

  KeyType(byte identifier) {
    this.identifier = identifier;
  }

  byte identifier() {
    return identifier;
  }
}
