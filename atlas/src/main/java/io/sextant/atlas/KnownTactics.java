package io.sextant.atlas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tactics by the short names that exchange formats use for them (`ai-model-access`), those of
/// former releases too: STIX of other tools and MISP name a technique's tactics in no other way.
final class KnownTactics {
  private final Map<String, Tactic> byShortName = new LinkedHashMap<>();

  private KnownTactics() {}

  static KnownTactics load() {
    KnownTactics known = new KnownTactics();
    Catalogue catalogue = new Catalogue();
    Map<AtlasId, Tactic> byId = new LinkedHashMap<>();
    for (ReleaseId release : catalogue.releases()) {
      for (Tactic tactic : catalogue.read(release).tactics()) {
        byId.putIfAbsent(tactic.id(), tactic);
        known.byShortName.putIfAbsent(shortName(tactic.name()), tactic);
      }
    }
    for (OtherNames.OtherName other : OtherNames.load()) {
      Tactic tactic = byId.get(other.id());
      if (tactic != null) {
        known.byShortName.putIfAbsent(shortName(other.name()), tactic);
      }
    }
    return known;
  }

  Optional<Tactic> find(String shortName) {
    return Optional.ofNullable(byShortName.get(shortName));
  }

  /// The columns of tactics in the newest release that has them.
  static Map<TacticId, Integer> order(Set<TacticId> ids) {
    Map<TacticId, Integer> order = new LinkedHashMap<>();
    Catalogue catalogue = new Catalogue();
    for (ReleaseId release : catalogue.releases()) {
      List<Tactic> tactics = catalogue.read(release).tactics();
      for (int i = 0; i < tactics.size(); i++) {
        if (ids.contains(tactics.get(i).id())) {
          order.put(tactics.get(i).id(), i + 1);
        }
      }
    }
    return order;
  }

  /// A name as STIX writes it in a phase.
  static String shortName(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
