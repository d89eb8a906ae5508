package io.sextant.core.coverage;

import io.sextant.atlas.Mitigation;
import io.sextant.core.control.Control;
import io.sextant.core.system.ComponentId;
import io.sextant.core.threat.ThreatKey;
import io.sextant.core.threat.rule.Question;
import java.util.List;
import java.util.stream.Collectors;

/// Something to do next.
///
/// @param drop how much residual risk it takes away, after the steps before it
/// @param effort in steps: 1 small, 2 medium, 4 large
/// @param threats on which it acts
public record Step(Action action, double drop, double effort, List<ThreatKey> threats) {
  /// So many components are named in the sentence; the action has them all.
  private static final int NAMED = 6;

  public Step {
    threats = List.copyOf(threats);
  }

  /// What is to be done.
  public sealed interface Action {
    /// Put a mitigation in place that no control implements on these components, and test it.
    record Implement(Mitigation mitigation, List<ComponentId> components) implements Action {
      public Implement {
        components = List.copyOf(components);
      }
    }

    /// Bring a planned control into place, and test it.
    record Finish(Control control) implements Action {}

    /// Test a control that is claimed, or test it again.
    record Prove(Control control) implements Action {}

    /// Mend a control that did not hold.
    record Repair(Control control) implements Action {}

    /// Name the telemetry of a component, so that rules see what they look for.
    record Connect(ComponentId component) implements Action {}

    /// Answer a question.
    record Ask(Question question) implements Action {}
  }

  /// One sentence.
  public String says() {
    return switch (action) {
      case Action.Implement(var mitigation, var components) ->
          "Put "
              + mitigation.id()
              + " "
              + mitigation.name()
              + " in place on "
              + named(components)
              + ", and test it";
      case Action.Finish(var control) -> "Finish and test " + control.name();
      case Action.Prove(var control) -> "Test " + control.name();
      case Action.Repair(var control) -> "Mend " + control.name() + ", which did not hold";
      case Action.Connect(var component) ->
          "Name the telemetry of " + component + " in the map, so that rules can see it";
      case Action.Ask(var question) -> "Answer: " + question.text();
    };
  }

  private static String named(List<ComponentId> components) {
    String first =
        components.stream().limit(NAMED).map(ComponentId::value).collect(Collectors.joining(", "));
    int more = components.size() - NAMED;
    return more > 0 ? first + " and " + more + (more == 1 ? " other" : " others") : first;
  }
}
