package io.sextant.core.system;

import java.util.List;
import java.util.Optional;

/// One AI system. Ids are unique within their sort; every id that is named is defined; boundaries
/// and parents form no circle.
public record SystemMap(
    SystemId id,
    String name,
    String description,
    Optional<String> owner,
    Stage stage,
    List<Asset> assets,
    List<Boundary> boundaries,
    List<Component> components,
    List<Flow> flows) {}
