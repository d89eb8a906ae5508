package io.sextant.server;

import io.sextant.ledger.LedgerException;
import io.sextant.store.StoreException;
import java.io.IOException;
import java.util.List;

/// The server could not start for reasons outside it; nothing of it runs.
public final class StartFailure extends RuntimeException {
  private final transient List<Reason> reasons;

  /// @param what one sentence
  /// @param hint what to do
  public record Reason(String what, String hint) {}

  public StartFailure(List<Reason> reasons) {
    super(String.join("; ", reasons.stream().map(Reason::what).toList()));
    this.reasons = List.copyOf(reasons);
  }

  /// What a person should hear of a failed start.
  ///
  /// @throws RuntimeException the failure itself when it is our fault
  static StartFailure of(Exception failure) {
    return switch (failure) {
      case StartFailure known -> known;
      case StoreException store ->
          new StartFailure(List.of(new Reason(message(store), hint(store.reason()))));
      case LedgerException ledger ->
          new StartFailure(
              List.of(
                  new Reason(
                      "the ledger cannot be used: " + message(ledger),
                      "See docs/errors.md, SX-LEDGER; 'sextant ledger verify DIR' looks at it.")));
      case IOException io ->
          new StartFailure(List.of(new Reason("the server cannot listen: " + message(io), "")));
      case RuntimeException fault -> throw fault;
      default -> throw new IllegalStateException(failure);
    };
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String hint(StoreException.Reason reason) {
    return switch (reason) {
      case IN_USE -> "Stop the other server, or choose another folder with --data.";
      case TOO_NEW -> "Use the Sextant that wrote it, or choose another folder with --data.";
      case CORRUPT -> "Keep a copy, restore a backup, or choose another folder with --data.";
      case INACCESSIBLE -> "Make it writable, or choose another folder with --data.";
      case DISK_FULL -> "Make room on its disk, or choose another folder with --data.";
      case LOCKED, CLOSED, OTHER -> "";
    };
  }

  /// Everything that is in the way.
  public List<Reason> reasons() {
    return reasons;
  }
}
