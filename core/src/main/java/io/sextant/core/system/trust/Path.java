package io.sextant.core.system.trust;

import io.sextant.core.system.ComponentId;
import java.util.List;
import java.util.stream.Collectors;

/// How an influence comes to a component: from where, and through what.
///
/// @param components the source first, the component itself last
/// @param why what makes the first one a source
public record Path(Influence influence, List<ComponentId> components, String why) {
  public Path {
    components = List.copyOf(components);
  }

  public ComponentId source() {
    return components.getFirst();
  }

  /// `partner → intake → index`.
  public String shown() {
    return components.stream().map(ComponentId::value).collect(Collectors.joining(" → "));
  }
}
