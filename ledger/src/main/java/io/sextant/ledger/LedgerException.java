package io.sextant.ledger;

/// A ledger could not do what was asked.
public final class LedgerException extends RuntimeException {
  /// What stood in the way; the code stands in `docs/errors.md`.
  public enum Reason {
    /// A note, checkpoint, proof, key, tile or entry has not the form it must have.
    MALFORMED("SX-LEDGER-001"),
    /// Another process writes this ledger.
    IN_USE("SX-LEDGER-002"),
    /// The disk is full. Nothing of the append was kept; trying again helps once there is room.
    DISK_FULL("SX-LEDGER-003"),
    /// A file or address cannot be read or written.
    INACCESSIBLE("SX-LEDGER-004"),
    /// The files contradict each other or the last published checkpoint; nothing was changed.
    CORRUPT("SX-LEDGER-005"),
    /// There is no such ledger, entry or body here.
    MISSING("SX-LEDGER-006"),
    /// An entry is empty, too long or claims a reserved type.
    REFUSED("SX-LEDGER-007"),
    CLOSED("SX-LEDGER-008"),
    /// The witness did not cosign.
    WITNESS("SX-LEDGER-009");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private final Reason reason;

  public LedgerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public LedgerException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
