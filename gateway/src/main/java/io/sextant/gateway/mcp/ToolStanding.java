package io.sextant.gateway.mcp;

import io.sextant.core.tool.ToolPin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What is known of a tool as it is offered now.
///
/// @param definition empty when it was never offered
/// @param sha256 of the definition; empty with it
/// @param pinned the definition that is taken for the right one
/// @param approved whether a person agreed to this very definition
record ToolStanding(
    String server,
    String tool,
    Optional<ObjectNode> definition,
    String sha256,
    Pin pin,
    Optional<ToolPin> pinned,
    List<String> hints,
    List<String> findings,
    boolean approved) {
  ToolStanding {
    hints = List.copyOf(hints);
    findings = List.copyOf(findings);
  }

  /// Nothing was offered.
  static ToolStanding unseen(String server, String tool) {
    return new ToolStanding(
        server,
        tool,
        Optional.empty(),
        "",
        Pin.UNSEEN,
        Optional.empty(),
        List.of(),
        List.of(),
        false);
  }

  /// A definition against the pinned one.
  enum Pin {
    SAME,
    FIRST,
    CHANGED,
    UNDECLARED,
    UNSEEN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
