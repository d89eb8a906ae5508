package io.sextant.core.coverage;

import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.control.Assessment;
import io.sextant.core.control.Control;
import io.sextant.core.control.ControlId;
import io.sextant.core.control.Controls;
import io.sextant.core.control.Evidence;
import io.sextant.core.control.Scope;
import io.sextant.core.document.Place;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.Ids;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A control that one supposes to be in place, to see what it would change: a mitigation or a known
/// control, on one component or wherever it belongs, claimed or tested.
///
/// Written as `AML.M0020`, `AML.M0020@desk`, `AML.M0020@desk:claimed` or `CONTROL:tested`.
public record Supposition(String subject, Optional<ComponentId> component, boolean tested) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?:@([A-Za-z0-9._-]+))?(?::(claimed|tested))?");

  /// Reads one; empty when it is none.
  public static Optional<Supposition> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<String> at = Optional.ofNullable(matcher.group(2));
    if (at.filter(each -> !Ids.valid(each)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Supposition(
            matcher.group(1), at.map(ComponentId::new), !"claimed".equals(matcher.group(3))));
  }

  /// The controls with this one in place; empty when the subject is neither a control nor a
  /// mitigation, or the map has no such component.
  public Optional<Controls> apply(Assessment assessment, ReleaseIndex release) {
    boolean nowhere =
        component
            .filter(id ->
                assessment.map().components().stream().noneMatch(each -> each.id().equals(id)))
            .isPresent();
    if (nowhere) {
      return Optional.empty();
    }
    return known(assessment.controls())
        .or(() -> mitigation(release).map(id -> fresh(id, assessment)))
        .map(control -> tested ? control.with(proof(assessment)) : control)
        .map(assessment.controls()::with);
  }

  private Optional<Control> known(Controls controls) {
    return controls.all().stream()
        .filter(each -> component.isEmpty() && each.id().value().equals(subject))
        .findFirst()
        .map(Control::inPlace);
  }

  private Optional<MitigationId> mitigation(ReleaseIndex release) {
    try {
      MitigationId id = new MitigationId(subject);
      return release.mitigation(id).map(_ -> id);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Control fresh(MitigationId id, Assessment assessment) {
    Scope scope =
        new Scope(Set.of(assessment.map().id()), component.map(Set::of).orElse(Set.of()), Set.of());
    String name = "what-if-" + id.value() + component.map(each -> "-" + each).orElse("");
    return Control.claim(new ControlId(name), "Supposed " + id, scope, id);
  }

  private Evidence proof(Assessment assessment) {
    return new Evidence(
        assessment.today(),
        Evidence.Kind.TEST,
        Evidence.Result.PASSED,
        "",
        "supposed",
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Place.FILE);
  }
}
