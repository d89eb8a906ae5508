package io.sextant.core.telemetry;

import java.io.IOException;

/// More bytes came than are taken in.
public final class LimitExceeded extends IOException {
  private final long limit;

  LimitExceeded(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  /// The limit, in bytes.
  public long limit() {
    return limit;
  }
}
