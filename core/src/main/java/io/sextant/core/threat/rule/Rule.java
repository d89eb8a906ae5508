package io.sextant.core.threat.rule;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Place;
import io.sextant.core.system.ComponentKind;
import java.util.List;
import java.util.Set;

/// When a technique is a threat to a component.
///
/// @param kinds on which components it is looked for
/// @param conditions all must hold
/// @param stride what sorts of threat it is
/// @param says one sentence on what could happen; `{it}` stands for the component
public record Rule(
    TechniqueId technique,
    Set<ComponentKind> kinds,
    List<Condition> conditions,
    Set<Stride> stride,
    String says,
    List<Example> examples,
    String file,
    Place place) {

  /// A test of a rule on a map.
  ///
  /// @param map the map's name
  /// @param component the component of it
  /// @param expected what must come out
  /// @param changes what is different from the map as it is written
  public record Example(
      String map, String component, Answer expected, List<Change> changes, Place place) {}

  /// A difference of an example from its map.
  ///
  /// @param value of a property; empty takes the component away when `key` is empty too
  public record Change(String component, String key, String value) {}
}
