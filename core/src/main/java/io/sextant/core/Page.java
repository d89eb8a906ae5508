package io.sextant.core;

import java.util.List;
import java.util.Optional;

/// One page of a longer list, and the cursor that fetches the next; no cursor on the last page. A
/// cursor is opaque to callers and stays valid while rows are added or removed (keyset paging).
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
