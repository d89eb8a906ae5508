package io.sextant.core.system.discovery;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.MapDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.SystemMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Proposals as a map for a person to accept, correct and join with flows.
public final class ProposedMap {
  /// Marks what nobody has accepted yet.
  public static final String TAG = "proposed";

  private ProposedMap() {}

  /// @param existing components of it are not proposed again: those of the same id, or that name
  ///   the same service or model
  public static List<Proposal> fresh(List<Proposal> proposals, Optional<SystemMap> existing) {
    return proposals.stream()
        .filter(each ->
            existing.stream()
                .flatMap(map -> map.components().stream())
                .noneMatch(known -> same(each, known)))
        .toList();
  }

  private static boolean same(Proposal proposal, Component known) {
    return known.id().value().equals(proposal.id())
        || known.telemetry().services().stream().anyMatch(proposal.telemetry().services()::contains)
        || known.telemetry().models().stream().anyMatch(proposal.telemetry().models()::contains);
  }

  public static SystemMap of(String id, String name, List<Proposal> proposals) {
    MapDraft draft = new MapDraft(new IssueLog("discovery", ""));
    draft.system(id, name, "Proposed by discovery: accept, correct, and draw the flows.");
    for (Proposal each : proposals) {
      ComponentDraft component =
          new ComponentDraft(new Ref(each.id(), Place.FILE), each.name())
              .kind(each.kind())
              .description(each.clues().stream().map(Clue::shown).collect(Collectors.joining("\n")))
              .telemetry(each.telemetry())
              .tags(List.of(TAG));
      each.properties().forEach((key, value) -> component.property(key, Optional.of(value)));
      draft.component(component);
    }
    return draft.build();
  }
}
