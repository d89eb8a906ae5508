package io.sextant.server.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.attack.AttackLibrary;
import io.sextant.atlas.attack.AttackMatrix;
import io.sextant.core.access.Permission;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Matrices of ATT&CK that were imported, with the ATLAS objects that were adapted from theirs.
public final class AttackRoutes {
  private final AtlasLibrary atlas;
  private final AttackLibrary attack;

  public AttackRoutes(AtlasLibrary atlas, AttackLibrary attack) {
    this.atlas = atlas;
    this.attack = attack;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/attack/matrices", Permission.READ, this::list)
        .get("/api/v1/attack/matrices/{id}", Permission.READ, this::matrix);
  }

  private record Items(List<String> items) {}

  /// @param atlas ids of the ATLAS objects adapted from a technique or tactic, by its id
  private record Detail(AttackMatrix matrix, String release, Map<String, List<String>> atlas) {}

  private void list(Exchange exchange) {
    exchange.withoutQuery().json(new Items(attack.domains()));
  }

  private void matrix(Exchange exchange) {
    AttackMatrix matrix =
        attack
            .matrix(exchange.withoutQuery().path("id"))
            .orElseThrow(() ->
                ProblemException.notFound(
                    "This matrix of ATT&CK was not imported: sextant atlas import-attack FILE."));
    ReleaseIndex index = atlas.current();
    Map<String, List<String>> adapted = new TreeMap<>();
    matrix.tactics().forEach(tactic -> add(adapted, tactic.id(), index));
    matrix.techniques().forEach(technique -> add(adapted, technique.id(), index));
    exchange.json(new Detail(matrix, index.release().id().tag(), adapted));
  }

  private static void add(Map<String, List<String>> adapted, String id, ReleaseIndex index) {
    List<String> found =
        index.adaptedFrom(id).stream().map(AtlasObject::id).map(each -> each.value()).toList();
    if (!found.isEmpty()) {
      adapted.put(id, found);
    }
  }
}
