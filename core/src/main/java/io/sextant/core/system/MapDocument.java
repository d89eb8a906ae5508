package io.sextant.core.system;

import java.util.Optional;

/// The text of a sound map and what a list shows of it.
///
/// @param text as its author wrote it, with comments
public record MapDocument(
    SystemId id,
    String name,
    Optional<String> owner,
    Stage stage,
    int components,
    int flows,
    String text) {

  /// @param text that the map was read from
  public static MapDocument of(SystemMap map, String text) {
    return new MapDocument(
        map.id(),
        map.name(),
        map.owner(),
        map.stage(),
        map.components().size(),
        map.flows().size(),
        text);
  }

  /// The same without its text.
  public MapDocument withoutText() {
    return new MapDocument(id, name, owner, stage, components, flows, "");
  }
}
