package io.sextant.server.threat;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Grade;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.coverage.Step;
import io.sextant.core.system.SavedMap;
import io.sextant.core.threat.Level;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.ThreatKey;
import io.sextant.server.threat.ThreatJson.LooseJson;
import io.sextant.server.threat.ThreatJson.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A system at a glance: what could happen to it, who owns that, what is known of it, and what to
/// do first.
///
/// @param open threats that are not settled, by level
/// @param states all threats by what covers them at best, from proven to gap
/// @param watched open threats that rules of detection would see
/// @param seen open threats that findings show
/// @param findings open findings that landed on its components
/// @param worst the riskiest open threats
record OverviewJson(
    String id,
    String name,
    int version,
    String release,
    int threats,
    Map<String, Integer> open,
    int settled,
    int unowned,
    int undetermined,
    int questions,
    Map<String, Integer> states,
    int watched,
    int seen,
    int findings,
    List<OwnerJson> owners,
    List<Row> worst,
    List<StepJson> steps,
    List<LooseJson> loose,
    List<String> notices,
    List<ComponentJson> components) {
  private static final int WORST = 3;
  private static final int MEASURES = 3;
  private static final int QUESTIONS = 2;
  private static final String NOBODY = "nobody";

  record OwnerJson(String owner, int open) {}

  /// @param kind own, review, mitigate, control, connect or ask
  /// @param text what to do, in one sentence
  /// @param subject the id of a mitigation or control, a component, or empty
  /// @param threats keys of those that it is about, at most twenty
  record StepJson(String kind, String text, String subject, int count, List<String> threats) {}

  /// @param open unsettled threats by level
  record ComponentJson(String id, Map<String, Integer> open, int findings, int questions) {}

  record Items(List<OverviewJson> items) {}

  /// @param rows of the register, as it orders them
  /// @param onComponents how many open findings landed on each component
  static OverviewJson of(
      SavedMap saved,
      Coverage coverage,
      ReleaseIndex release,
      List<Row> rows,
      Map<String, Integer> onComponents,
      int findings) {
    Register register = coverage.register();
    List<Row> open = rows.stream().filter(OverviewJson::isOpen).toList();
    var questions = register.derived().questions().keySet();
    return new OverviewJson(
        saved.document().id().value(),
        saved.document().name(),
        saved.version(),
        register.derived().release().tag(),
        rows.size(),
        levels(open),
        rows.size() - open.size(),
        (int) open.stream().filter(each -> each.owner().isEmpty()).count(),
        register.derived().undetermined().size(),
        questions.size(),
        states(coverage),
        (int) open.stream().filter(Row::sees).count(),
        (int) open.stream().filter(each -> each.findings() > 0).count(),
        findings,
        owners(open),
        open.stream().limit(WORST).toList(),
        steps(coverage, release),
        register.loose().stream()
            .map(each ->
                new LooseJson(
                    each.decision().threat().toString(),
                    each.decision().status().word(),
                    each.why()))
            .toList(),
        register.derived().notices(),
        register.derived().map().components().stream()
            .map(component -> {
              String id = component.id().value();
              return new ComponentJson(
                  id,
                  levels(open.stream().filter(each -> each.component().equals(id)).toList()),
                  onComponents.getOrDefault(id, 0),
                  (int)
                      questions.stream()
                          .filter(each -> each.component().value().equals(id))
                          .count());
            })
            .toList());
  }

  static boolean isOpen(Row row) {
    return row.status().equals("open") || row.status().equals("in-progress");
  }

  private static Map<String, Integer> levels(List<Row> rows) {
    Map<String, Integer> levels = new TreeMap<>();
    for (Level level : Level.values()) {
      levels.put(
          level.word(),
          (int) rows.stream().filter(each -> each.level().equals(level.word())).count());
    }
    return levels;
  }

  private static List<OwnerJson> owners(List<Row> open) {
    return open.stream()
        .collect(Collectors.groupingBy(each -> each.owner().orElse(NOBODY), Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> new OwnerJson(each.getKey(), each.getValue().intValue()))
        .sorted(Comparator.comparingInt(OwnerJson::open).reversed().thenComparing(OwnerJson::owner))
        .toList();
  }

  private static Map<String, Integer> states(Coverage coverage) {
    Map<String, Integer> states = new LinkedHashMap<>();
    for (Grade grade : List.of(Grade.values()).reversed()) {
      if (grade.applies()) {
        states.put(grade.word(), coverage.totals().count(grade));
      }
    }
    return states;
  }

  /// What is simply not in order, then what lowers most risk for its effort, what opens eyes, and
  /// what settles most.
  private static List<StepJson> steps(Coverage coverage, ReleaseIndex release) {
    List<StepJson> steps = new ArrayList<>();
    Map<Register.Finding.Kind, List<ThreatKey>> disorder =
        new EnumMap<>(Register.Finding.Kind.class);
    coverage
        .register()
        .findings()
        .forEach(each ->
            disorder.computeIfAbsent(each.kind(), _ -> new ArrayList<>()).add(each.threat()));
    disorder.forEach((kind, threats) ->
        steps.add(
            new StepJson(
                kind == Register.Finding.Kind.UNOWNED ? "own" : "review",
                review(kind, threats),
                "",
                threats.size(),
                keys(threats))));
    Roadmap roadmap = Roadmap.of(coverage, release, MEASURES);
    double all = coverage.totals().residual();
    roadmap.steps().forEach(each -> steps.add(step(each, all)));
    roadmap.sight().stream().limit(1).forEach(each -> steps.add(step(each, all)));
    roadmap.questions().stream().limit(QUESTIONS).forEach(each -> steps.add(step(each, all)));
    return List.copyOf(steps);
  }

  private static StepJson step(Step step, double all) {
    String effect =
        step.drop() > 0 && all > 0
            ? String.format(
                Locale.ROOT, ": takes away %.0f %% of the risk.", step.drop() / all * 100)
            : String.format(
                Locale.ROOT, ": concerns %d %s.", step.threats().size(), techniques(step));
    return new StepJson(
        kind(step.action()),
        step.says() + (step.action() instanceof Step.Action.Ask ? "" : effect),
        subject(step.action()),
        step.threats().size(),
        keys(step.threats()));
  }

  private static String techniques(Step step) {
    return step.threats().size() == 1 ? "technique" : "techniques";
  }

  private static String kind(Step.Action action) {
    return switch (action) {
      case Step.Action.Implement _ -> "mitigate";
      case Step.Action.Finish _, Step.Action.Prove _, Step.Action.Repair _ -> "control";
      case Step.Action.Connect _ -> "connect";
      case Step.Action.Ask _ -> "ask";
    };
  }

  private static String subject(Step.Action action) {
    return switch (action) {
      case Step.Action.Implement(var mitigation, var _) -> mitigation.id().value();
      case Step.Action.Finish(var control) -> control.id().value();
      case Step.Action.Prove(var control) -> control.id().value();
      case Step.Action.Repair(var control) -> control.id().value();
      case Step.Action.Connect(var component) -> component.value();
      case Step.Action.Ask(var question) -> question.component().value();
    };
  }

  private static String review(Register.Finding.Kind kind, List<ThreatKey> threats) {
    return switch (kind) {
      case UNOWNED -> "Give " + counted(threats) + " an owner.";
      case EXPIRED -> "Decide again about " + counted(threats) + ": what was decided has expired.";
      case UNEXPLAINED -> "Say who settled " + counted(threats) + ", and why.";
      case UNLIMITED -> "Say until when " + counted(threats) + " may stay accepted.";
    };
  }

  private static String counted(List<ThreatKey> threats) {
    return threats.size() == 1 ? "1 threat" : threats.size() + " threats";
  }

  private static List<String> keys(List<ThreatKey> threats) {
    return threats.stream().limit(20).map(ThreatKey::toString).toList();
  }
}
