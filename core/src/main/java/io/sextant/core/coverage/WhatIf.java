package io.sextant.core.coverage;

import io.sextant.core.threat.ThreatKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a supposed change of controls does to the coverage of a system.
///
/// @param changed cells whose state or risk differs, biggest drop first
public record WhatIf(Coverage before, Coverage after, List<Changed> changed) {
  public WhatIf {
    changed = List.copyOf(changed);
  }

  /// A cell before and after.
  public record Changed(Cell before, Cell after) {
    public double drop() {
      return before.residual() - after.residual();
    }
  }

  /// Compares two coverages of one map.
  public static WhatIf of(Coverage before, Coverage after) {
    Map<ThreatKey, Cell> later =
        after.cells().collect(Collectors.toMap(Cell::key, Function.identity(), (a, b) -> a));
    List<Changed> changed =
        before
            .cells()
            .flatMap(cell ->
                Optional.ofNullable(later.get(cell.key()))
                    .map(other -> new Changed(cell, other))
                    .stream())
            .filter(each ->
                each.before().grade() != each.after().grade() || Math.abs(each.drop()) > 1e-12)
            .sorted((a, b) -> Double.compare(b.drop(), a.drop()))
            .toList();
    return new WhatIf(before, after, changed);
  }

  /// How much risk of open threats it takes away.
  public double drop() {
    return changed.stream().filter(each -> each.before().open()).mapToDouble(Changed::drop).sum();
  }
}
