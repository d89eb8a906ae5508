package io.sextant.core.system.exchange;

import java.util.List;

/// A map written in another tool's format.
///
/// @param left what the map says and the format has no place for
public record Exported(String text, List<ImportReport.Left> left) {
  public Exported {
    left = List.copyOf(left);
  }
}
