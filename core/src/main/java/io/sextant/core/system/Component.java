package io.sextant.core.system;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A part of the system.
///
/// @param was ids it had before, so that decisions about it are kept
/// @param kinds never empty; UNTYPED alone when nobody said
/// @param boundary the innermost boundary around it
/// @param parent the component it is a part of
/// @param properties facts about it, by name, as they were written
public record Component(
    ComponentId id,
    List<ComponentId> was,
    String name,
    String description,
    Set<ComponentKind> kinds,
    Optional<BoundaryId> boundary,
    Optional<ComponentId> parent,
    Optional<String> owner,
    Exposure exposure,
    List<AssetId> stores,
    List<AssetId> processes,
    Telemetry telemetry,
    List<String> tags,
    SequencedMap<String, String> properties) {

  /// By what names telemetry and the gateway speak of a component, so that findings land on it.
  ///
  /// @param services values of `service.name`
  /// @param models values of `gen_ai.request.model` and the like
  /// @param routes routes of the gateway
  public record Telemetry(List<String> services, List<String> models, List<String> routes) {
    public static final Telemetry NONE = new Telemetry(List.of(), List.of(), List.of());

    public boolean isEmpty() {
      return services.isEmpty() && models.isEmpty() && routes.isEmpty();
    }
  }
}
