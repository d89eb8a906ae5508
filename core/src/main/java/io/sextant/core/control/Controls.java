package io.sextant.core.control;

import io.sextant.core.document.Issue;
import io.sextant.core.system.Component;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The controls of an organisation, as far as their files are sound, and what is wrong with the
/// files.
public record Controls(List<Control> all, List<Exclusion> exclusions, List<Issue> issues) {
  public static final Controls NONE = new Controls(List.of(), List.of(), List.of());

  public Controls {
    all = List.copyOf(all);
    exclusions = List.copyOf(exclusions);
    issues = List.copyOf(issues);
  }

  public Optional<Control> control(ControlId id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /// Those whose scope holds a component.
  public List<Control> on(SystemMap map, Component component) {
    return all.stream().filter(each -> each.scope().covers(map.id(), component)).toList();
  }

  /// The same with one more, or with another in place of the one of its id.
  public Controls with(Control control) {
    List<Control> other =
        new ArrayList<>(all.stream().filter(each -> !each.id().equals(control.id())).toList());
    other.add(control);
    return new Controls(other, exclusions, issues);
  }

  /// Both together.
  public Controls and(Controls more) {
    return new Controls(
        Stream.concat(all.stream(), more.all.stream()).toList(),
        Stream.concat(exclusions.stream(), more.exclusions.stream()).toList(),
        Stream.concat(issues.stream(), more.issues.stream()).toList());
  }
}
