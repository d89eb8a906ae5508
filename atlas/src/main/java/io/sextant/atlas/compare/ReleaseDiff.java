package io.sextant.atlas.compare;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.AttackReference;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every difference between two releases. Texts are compared where both have them; what only one of
/// them states at all (platforms, maturity) is not a difference of the objects.
public final class ReleaseDiff {
  private final ReleaseIndex from;
  private final ReleaseIndex to;
  private final List<Change> changes = new ArrayList<>();

  private ReleaseDiff(ReleaseIndex from, ReleaseIndex to) {
    this.from = from;
    this.to = to;
  }

  /// The changes from one to the other, in the order of the objects; what organisations say of
  /// their own is no change of a release.
  public static List<Change> between(ReleaseIndex from, ReleaseIndex to) {
    return new ReleaseDiff(from.official(), to.official()).compare();
  }

  private List<Change> compare() {
    tacticOrder();
    for (AtlasObject old : from.objects()) {
      Optional<AtlasObject> now = to.object(old.id());
      if (now.isPresent()) {
        compare(old, now.get());
      } else {
        changes.add(
            new Change(
                Change.Kind.REMOVED,
                old.id(),
                old.fullName(),
                old.fullName(),
                "",
                successor(old.id())));
      }
    }
    for (AtlasObject now : to.objects()) {
      if (from.object(now.id()).isEmpty()) {
        add(Change.Kind.ADDED, now, "", now.fullName());
      }
    }
    return List.copyOf(changes);
  }

  private Optional<AtlasId> successor(AtlasId id) {
    return to.lookup(id.value()) instanceof Lookup.Successor successor
        ? Optional.of(successor.successor())
        : Optional.empty();
  }

  private void add(Change.Kind kind, AtlasObject object, String before, String after) {
    changes.add(new Change(kind, object.id(), object.fullName(), before, after, Optional.empty()));
  }

  private void differ(Change.Kind kind, AtlasObject object, String before, String after) {
    if (!before.equals(after)) {
      add(kind, object, before, after);
    }
  }

  private void tacticOrder() {
    List<AtlasId> before =
        from.release().tactics().stream()
            .<AtlasId>map(Tactic::id)
            .filter(id -> to.object(id).isPresent())
            .toList();
    List<AtlasId> after =
        to.release().tactics().stream()
            .<AtlasId>map(Tactic::id)
            .filter(id -> from.object(id).isPresent())
            .toList();
    for (int i = 0; i < before.size(); i++) {
      AtlasId id = before.get(i);
      if (after.indexOf(id) != i) {
        int now = after.indexOf(id) + 1;
        int was = i + 1;
        to.object(id)
            .ifPresent(
                tactic -> add(Change.Kind.TACTIC_ORDER, tactic, "column " + was, "column " + now));
      }
    }
  }

  private void compare(AtlasObject old, AtlasObject now) {
    Wording.name(old.name(), now.name()).ifPresent(kind -> add(kind, now, old.name(), now.name()));
    if (bothHaveText()) {
      Wording.text(old.description(), now.description())
          .ifPresent(change -> add(change.kind(), now, "", change.detail()));
    }
    switch (old) {
      case Tactic before when now instanceof Tactic after ->
          reference(after, before.attackReference(), after.attackReference());
      case Technique before when now instanceof Technique after -> technique(before, after);
      case Mitigation before when now instanceof Mitigation after -> {
        reference(after, before.attackReference(), after.attackReference());
        edges(
            after,
            before.mitigates().stream().map(Mitigation.Mitigates::technique).toList(),
            after.mitigates().stream().map(Mitigation.Mitigates::technique).toList(),
            Change.Kind.MITIGATES_REMOVED,
            Change.Kind.MITIGATES_ADDED);
      }
      case CaseStudy before when now instanceof CaseStudy after -> caseStudy(before, after);
      case Tactic _, Technique _, Mitigation _, CaseStudy _ ->
          throw new IllegalStateException(old.id() + " is of two kinds");
    }
  }

  private boolean bothHaveText() {
    return from.release().origin() == Release.Origin.IMPORTED
        && to.release().origin() == Release.Origin.IMPORTED;
  }

  private void technique(Technique before, Technique after) {
    differ(Change.Kind.TACTICS, after, list(before.tactics()), list(after.tactics()));
    differ(
        Change.Kind.PARENT,
        after,
        before.parent().map(TechniqueId::value).orElse(""),
        after.parent().map(TechniqueId::value).orElse(""));
    reference(after, before.attackReference(), after.attackReference());
    if (before.maturity().isPresent() && after.maturity().isPresent()) {
      int direction = after.maturity().get().compareTo(before.maturity().get());
      differ(
          direction > 0 ? Change.Kind.MATURITY_UP : Change.Kind.MATURITY_DOWN,
          after,
          before.maturity().get().word(),
          after.maturity().get().word());
    }
    if (!before.platforms().isEmpty() && !after.platforms().isEmpty()) {
      differ(Change.Kind.PLATFORMS, after, list(before.platforms()), list(after.platforms()));
    }
  }

  private void caseStudy(CaseStudy before, CaseStudy after) {
    List<TechniqueId> was = before.procedure().stream().map(CaseStudy.Step::technique).toList();
    List<TechniqueId> is = after.procedure().stream().map(CaseStudy.Step::technique).toList();
    edges(after, was, is, Change.Kind.EMPLOYS_REMOVED, Change.Kind.EMPLOYS_ADDED);
    if (Set.copyOf(was).equals(Set.copyOf(is))) {
      differ(Change.Kind.PROCEDURE, after, steps(before), steps(after));
    }
  }

  private static String steps(CaseStudy study) {
    return study.procedure().stream()
        .map(step -> step.tactic() + "/" + step.technique())
        .collect(Collectors.joining(" "));
  }

  private void edges(
      AtlasObject object,
      List<TechniqueId> before,
      List<TechniqueId> after,
      Change.Kind removed,
      Change.Kind added) {
    for (TechniqueId id : new LinkedHashSet<>(before)) {
      if (!after.contains(id)) {
        add(removed, object, id.value(), "");
      }
    }
    for (TechniqueId id : new LinkedHashSet<>(after)) {
      if (!before.contains(id)) {
        add(added, object, "", id.value());
      }
    }
  }

  private void reference(
      AtlasObject object, Optional<AttackReference> before, Optional<AttackReference> after) {
    differ(
        Change.Kind.ATTACK_REFERENCE,
        object,
        before.map(AttackReference::id).orElse(""),
        after.map(AttackReference::id).orElse(""));
  }

  private static String list(Collection<?> values) {
    Set<String> sorted = new TreeSet<>();
    values.forEach(value -> sorted.add(value.toString()));
    return String.join(", ", sorted);
  }
}
