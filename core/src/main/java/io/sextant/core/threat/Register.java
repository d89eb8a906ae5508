package io.sextant.core.threat;

import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The threats of a system with what people decided about them, on one day. Decisions are never
/// lost: those on threats that are no longer derived are listed.
///
/// @param entries in the order of the derivation
/// @param loose decisions that no derived threat is there for
/// @param findings what somebody has to put right
public record Register(
    Derived derived, List<Entry> entries, List<Loose> loose, List<Finding> findings) {
  public Register {
    entries = List.copyOf(entries);
    loose = List.copyOf(loose);
    findings = List.copyOf(findings);
  }

  /// A threat and where it stands.
  ///
  /// @param status OPEN again when the decision has expired
  public record Entry(
      Threat threat, Decision.Status status, Optional<String> owner, Optional<Decision> decision) {}

  /// A decision without a threat, and why.
  public record Loose(Decision decision, String why) {}

  /// Something to put right.
  public record Finding(ThreatKey threat, Kind kind, String message) {
    /// What is wrong.
    public enum Kind {
      UNOWNED,
      EXPIRED,
      UNEXPLAINED,
      UNLIMITED
    }
  }

  /// Joins threats and decisions. A component's former ids and a technique's successors are
  /// followed.
  public static Register of(
      Derived derived, Decisions decisions, ReleaseIndex release, LocalDate today) {
    Map<ComponentId, ComponentId> renamed = new HashMap<>();
    for (Component component : derived.map().components()) {
      component.was().forEach(former -> renamed.putIfAbsent(former, component.id()));
      renamed.put(component.id(), component.id());
    }
    SequencedMap<ThreatKey, Decision> byThreat = new LinkedHashMap<>();
    for (Decision decision : decisions.all()) {
      ThreatKey given = decision.threat();
      ThreatKey now =
          new ThreatKey(
              successor(given.technique(), release),
              renamed.getOrDefault(given.component(), given.component()));
      if (now.equals(given)) {
        byThreat.put(now, decision);
      } else {
        byThreat.putIfAbsent(now, decision);
      }
    }
    List<Entry> entries = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Threat threat : derived.threats()) {
      Optional<Decision> decision = Optional.ofNullable(byThreat.remove(threat.key()));
      boolean holds = decision.filter(each -> !each.expired(today)).isPresent();
      Entry entry =
          new Entry(
              threat,
              holds ? decision.get().status() : Decision.Status.OPEN,
              decision.flatMap(Decision::owner).or(threat::owner),
              decision);
      entries.add(entry);
      findings.addAll(findings(entry, today));
    }
    List<Loose> loose = new ArrayList<>();
    byThreat.forEach(
        (key, decision) -> loose.add(new Loose(decision, why(key, derived, release, renamed))));
    return new Register(derived, entries, loose, findings);
  }

  private static TechniqueId successor(TechniqueId id, ReleaseIndex release) {
    if (release.technique(id).isPresent()) {
      return id;
    }
    return release.lookup(id.value()) instanceof Lookup.Successor successor
            && successor.successor() instanceof TechniqueId next
        ? next
        : id;
  }

  private static List<Finding> findings(Entry entry, LocalDate today) {
    List<Finding> found = new ArrayList<>();
    ThreatKey key = entry.threat().key();
    if (entry.owner().isEmpty()) {
      found.add(new Finding(key, Finding.Kind.UNOWNED, "nobody owns it"));
    }
    entry
        .decision()
        .ifPresent(decision -> {
          if (decision.expired(today)) {
            found.add(
                new Finding(
                    key,
                    Finding.Kind.EXPIRED,
                    decision.status().word()
                        + " until "
                        + decision.expires().map(LocalDate::toString).orElse("")
                        + "; it is open again"));
          }
          if (decision.status().settled()
              && (decision.author().isEmpty() || decision.reason().isEmpty())) {
            found.add(
                new Finding(
                    key,
                    Finding.Kind.UNEXPLAINED,
                    decision.status().word() + " without author or reason"));
          }
          if (decision.status() == Decision.Status.ACCEPTED && decision.expires().isEmpty()) {
            found.add(
                new Finding(
                    key, Finding.Kind.UNLIMITED, "accepted without a day on which it ends"));
          }
        });
    return found;
  }

  private static String why(
      ThreatKey key, Derived derived, ReleaseIndex release, Map<ComponentId, ComponentId> renamed) {
    if (!renamed.containsKey(key.component())) {
      return "the map has no component "
          + key.component()
          + "; if it was renamed, say 'was: ["
          + key.component()
          + "]' in the map";
    }
    if (release.technique(key.technique()).isEmpty()) {
      return release.lookup(key.technique().value()).explanation();
    }
    boolean asked =
        derived.undetermined().stream()
            .anyMatch(each ->
                each.component().equals(key.component())
                    && each.rule().technique().equals(key.technique()));
    return asked ? "it is undetermined now" : "it is no longer derived";
  }
}
