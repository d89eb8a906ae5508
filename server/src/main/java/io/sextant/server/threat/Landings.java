package io.sextant.server.threat;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.coverage.Sighting;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.core.detection.Findings.Filter;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Threat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which open findings land on which components: by the names that the map's `telemetry` gives
/// them.
public final class Landings {
  /// Open findings that are looked at, the newest first.
  private static final int LOOKED_AT = 2_000;

  private static final int PAGE = 200;
  private static final String MODEL = "gen_ai.request.model";

  private final List<Finding> open;

  private Landings(List<Finding> open) {
    this.open = open;
  }

  public static Landings of(Findings findings) {
    Filter filter =
        new Filter(
            Set.of(Finding.Status.NEW, Finding.Status.ACKNOWLEDGED),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "");
    List<Finding> open = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = findings.page(filter, cursor, PAGE);
      open.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent() && open.size() < LOOKED_AT);
    return new Landings(List.copyOf(open));
  }

  /// What rules have found, as coverage asks for it.
  public List<Sighting> sightings() {
    return Sighting.of(open);
  }

  /// The open findings of each component that has any.
  Map<ComponentId, List<Finding>> on(SystemMap map) {
    Map<ComponentId, List<Finding>> landed = new LinkedHashMap<>();
    for (Component component : map.components()) {
      List<Finding> found = open.stream().filter(each -> names(component, each)).toList();
      if (!found.isEmpty()) {
        landed.put(component.id(), found);
      }
    }
    return landed;
  }

  private static boolean names(Component component, Finding finding) {
    Component.Telemetry telemetry = component.telemetry();
    return telemetry.services().contains(finding.system())
        || telemetry.models().contains(finding.entities().getOrDefault(MODEL, ""));
  }

  /// Those of a component's findings that are of the threat's technique, or of its parent or part.
  static List<Finding> of(Threat threat, Map<ComponentId, List<Finding>> landed) {
    return landed.getOrDefault(threat.component().id(), List.of()).stream()
        .filter(
            each -> each.techniques().stream().anyMatch(id -> akin(id, threat.technique().id())))
        .toList();
  }

  private static boolean akin(TechniqueId found, TechniqueId threat) {
    return found.equals(threat)
        || found.value().startsWith(threat.value() + ".")
        || threat.value().startsWith(found.value() + ".");
  }
}
