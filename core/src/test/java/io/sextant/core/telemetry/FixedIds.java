package io.sextant.core.telemetry;

import io.sextant.core.IdSource;

/// Ids that count: `00000000-0000-7000-8000-000000000001`, …
final class FixedIds implements IdSource {
  private long drawn;

  @Override
  public String next() {
    return "00000000-0000-7000-8000-%012x".formatted(++drawn);
  }
}
