package io.sextant.core.control;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemId;
import java.util.Set;

/// Where a control is in place. What is left empty does not narrow it; a component is in scope when
/// all that is said holds of it.
public record Scope(Set<SystemId> systems, Set<ComponentId> components, Set<ComponentKind> kinds) {
  /// Everywhere.
  public static final Scope WHOLE = new Scope(Set.of(), Set.of(), Set.of());

  public Scope {
    systems = Set.copyOf(systems);
    components = Set.copyOf(components);
    kinds = Set.copyOf(kinds);
  }

  /// One component of one system.
  public static Scope of(SystemId system, ComponentId component) {
    return new Scope(Set.of(system), Set.of(component), Set.of());
  }

  /// Whether it speaks of a system at all.
  public boolean covers(SystemId system) {
    return systems.isEmpty() || systems.contains(system);
  }

  /// A component that was renamed is still meant by its former ids.
  public boolean covers(SystemId system, Component component) {
    return covers(system)
        && (components.isEmpty()
            || components.contains(component.id())
            || component.was().stream().anyMatch(components::contains))
        && (kinds.isEmpty() || component.kinds().stream().anyMatch(kinds::contains));
  }
}
