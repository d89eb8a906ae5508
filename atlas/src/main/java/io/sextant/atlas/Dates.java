package io.sextant.atlas;

import java.time.LocalDate;
import java.util.Optional;

/// When an object was written and last changed, where the release says so (from 4.6.0 on).
public record Dates(Optional<LocalDate> created, Optional<LocalDate> modified) {
  public static final Dates UNKNOWN = new Dates(Optional.empty(), Optional.empty());
}
