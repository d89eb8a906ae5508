package io.sextant.core.coverage;

import io.sextant.atlas.Mitigation;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.control.Assessment;
import io.sextant.core.control.Assessment.Share;
import io.sextant.core.control.Assurance.Standing;
import io.sextant.core.control.Control;
import io.sextant.core.control.ControlId;
import io.sextant.core.control.Evidence;
import io.sextant.core.system.ComponentId;
import io.sextant.core.threat.ThreatKey;
import io.sextant.core.threat.rule.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What to do first: the step that takes away most residual risk for its effort, then the next best
/// after that one, and so on. Threats that somebody accepted or settled are left out.
///
/// @param steps that lower the risk, in the order to take them
/// @param sight steps that let attacks be seen, most cells first
/// @param questions that settle what nobody can tell yet, most techniques first
public record Roadmap(List<Step> steps, List<Step> sight, List<Step> questions) {
  /// A drop below this is not worth a line.
  private static final double LEAST = 0.005;

  private static final double TESTED = Evidence.Kind.TEST.weight();

  public Roadmap {
    steps = List.copyOf(steps);
    sight = List.copyOf(sight);
    questions = List.copyOf(questions);
  }

  /// @param most how many steps at most
  public static Roadmap of(Coverage coverage, ReleaseIndex release, int most) {
    return new Roadmap(
        steps(coverage, release, most), sight(coverage, most), questions(coverage, most));
  }

  /// A step and by how much it would multiply the risk of which cell.
  private record Candidate(Step.Action action, double effort, SequencedMap<Cell, Double> factors) {
    double drop(Map<Cell, Double> residuals) {
      double drop = 0;
      for (Map.Entry<Cell, Double> each : factors.entrySet()) {
        drop += residuals.getOrDefault(each.getKey(), 0.0) * (1 - each.getValue());
      }
      return drop;
    }
  }

  private static List<Step> steps(Coverage coverage, ReleaseIndex release, int most) {
    List<Cell> open = coverage.cells().filter(Cell::open).toList();
    Map<Cell, Double> residuals = new LinkedHashMap<>();
    open.forEach(each -> residuals.put(each, each.residual()));
    List<Candidate> candidates = new ArrayList<>(controls(open));
    candidates.addAll(mitigations(open, release));
    List<Step> steps = new ArrayList<>();
    while (steps.size() < most) {
      Optional<Candidate> best =
          candidates.stream()
              .max(Comparator.comparingDouble(each -> each.drop(residuals) / each.effort()));
      double drop = best.map(each -> each.drop(residuals)).orElse(0.0);
      if (best.isEmpty() || drop < LEAST) {
        break;
      }
      Candidate chosen = best.get();
      steps.add(new Step(chosen.action(), drop, chosen.effort(), keys(chosen.factors().keySet())));
      chosen.factors().forEach((cell, factor) -> residuals.merge(cell, factor, (a, b) -> a * b));
      candidates.remove(chosen);
    }
    return steps;
  }

  private static List<ThreatKey> keys(Collection<Cell> cells) {
    return cells.stream().map(Cell::key).sorted().toList();
  }

  /// Controls that are there or planned and are not shown to work.
  private static List<Candidate> controls(List<Cell> open) {
    SequencedMap<ControlId, SequencedMap<Cell, Double>> factors = new LinkedHashMap<>();
    Map<ControlId, Share> worst = new LinkedHashMap<>();
    for (Cell cell : open) {
      for (Share share : cell.shares()) {
        boolean retired = share.control().stated() == Control.Stated.RETIRED;
        double tested = share.most() * TESTED;
        if (retired || share.assurance().standing() == Standing.TESTED || tested <= share.value()) {
          continue;
        }
        factors
            .computeIfAbsent(share.control().id(), _ -> new LinkedHashMap<>())
            .put(cell, (1 - tested) / (1 - share.value()));
        worst.merge(
            share.control().id(),
            share,
            (a, b) -> a.assurance().standing().compareTo(b.assurance().standing()) <= 0 ? a : b);
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    factors.forEach((id, cells) -> {
      Share share = Objects.requireNonNull(worst.get(id));
      Control control = share.control();
      candidates.add(
          switch (share.assurance().standing()) {
            case ABSENT, EXPIRED ->
                new Candidate(new Step.Action.Finish(control), control.effort().steps(), cells);
            case FAILED ->
                new Candidate(new Step.Action.Repair(control), control.effort().steps(), cells);
            case CLAIMED, DECAYED, EVIDENCED, TESTED ->
                new Candidate(new Step.Action.Prove(control), Control.Effort.SMALL.steps(), cells);
          });
    });
    return candidates;
  }

  /// Mitigations that nothing implements where they would help.
  private static List<Candidate> mitigations(List<Cell> open, ReleaseIndex release) {
    SequencedMap<Mitigation, SequencedMap<Cell, Double>> factors = new LinkedHashMap<>();
    for (Cell cell : open) {
      for (ReleaseIndex.AppliedMitigation each : release.mitigations(cell.technique())) {
        MitigationId id = each.mitigation().id();
        boolean there =
            cell.shares().stream().anyMatch(share -> share.control().mitigates().contains(id));
        if (!there) {
          double value =
              Control.Effect.PARTIAL.share()
                  * TESTED
                  * (each.inherited() ? Assessment.INHERITED : 1);
          factors
              .computeIfAbsent(each.mitigation(), _ -> new LinkedHashMap<>())
              .put(cell, 1 - value);
        }
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    factors.forEach((mitigation, cells) -> {
      List<ComponentId> components =
          cells.keySet().stream()
              .map(Cell::component)
              .distinct()
              .sorted(Comparator.comparing(ComponentId::value))
              .toList();
      candidates.add(
          new Candidate(
              new Step.Action.Implement(mitigation, components),
              Control.Effort.MEDIUM.steps(),
              cells));
    });
    return candidates;
  }

  private static List<Step> sight(Coverage coverage, int most) {
    SequencedMap<ComponentId, List<Cell>> deaf = new LinkedHashMap<>();
    coverage
        .cells()
        .filter(each -> each.open() && each.watch().extent() == Watch.Extent.RULE)
        .forEach(each -> deaf.computeIfAbsent(each.component(), _ -> new ArrayList<>()).add(each));
    return deaf.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<ComponentId, List<Cell>> e) -> -e.getValue().size())
                .thenComparing(e -> e.getKey().value()))
        .limit(most)
        .map(each ->
            new Step(
                new Step.Action.Connect(each.getKey()),
                0,
                Control.Effort.SMALL.steps(),
                keys(each.getValue())))
        .toList();
  }

  private static List<Step> questions(Coverage coverage, int most) {
    SequencedMap<Question, LinkedHashSet<Cell>> waiting = new LinkedHashMap<>();
    for (Cell cell : coverage.cells().toList()) {
      if (cell.state() instanceof State.Undetermined(var questions)) {
        questions.forEach(
            each -> waiting.computeIfAbsent(each, _ -> new LinkedHashSet<>()).add(cell));
      }
    }
    return waiting.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                (Map.Entry<Question, LinkedHashSet<Cell>> e) -> -e.getValue().size()))
        .limit(most)
        .map(each ->
            new Step(
                new Step.Action.Ask(each.getKey()),
                0,
                Control.Effort.SMALL.steps(),
                keys(each.getValue())))
        .toList();
  }
}
