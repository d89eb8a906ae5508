package io.sextant.sigma;

/// Says why the saved state of an engine cannot be taken up.
public final class SnapshotRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SnapshotRefusedException(String message) {
    super(message);
  }

  SnapshotRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
