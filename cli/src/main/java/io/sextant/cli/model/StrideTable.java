package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.cli.TablePrinter;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.rule.Stride;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Threats counted by STRIDE and by tactic of ATLAS. One of several sorts or tactics counts in
/// each.
final class StrideTable {
  private StrideTable() {}

  static void print(Derived derived, ReleaseIndex release, PrintStream out) {
    TablePrinter table =
        new TablePrinter(
            Stream.concat(Stream.of("TACTIC"), Stream.of(Stride.values()).map(Stride::word))
                .toArray(String[]::new));
    for (Tactic tactic : release.release().tactics()) {
      List<Object> cells = new ArrayList<>();
      cells.add(tactic.name());
      boolean any = false;
      for (Stride sort : Stride.values()) {
        long count =
            derived.threats().stream()
                .filter(each -> each.stride().contains(sort))
                .filter(each -> each.technique().tactics().contains(tactic.id()))
                .count();
        any |= count > 0;
        cells.add(count == 0 ? "·" : count);
      }
      if (any) {
        table.row(cells.toArray());
      }
    }
    table.print(out);
  }
}
