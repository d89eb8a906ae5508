package io.sextant.core.system;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Data that goes from one component to another.
///
/// @param encrypted,authenticated empty when not known
/// @param properties facts about it, by name, as they were written
public record Flow(
    FlowId id,
    String name,
    String description,
    ComponentId from,
    ComponentId to,
    boolean bothWays,
    List<AssetId> assets,
    Optional<String> protocol,
    Optional<Boolean> encrypted,
    Optional<Boolean> authenticated,
    List<String> tags,
    SequencedMap<String, String> properties) {}
