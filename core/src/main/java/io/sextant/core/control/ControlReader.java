package io.sextant.core.control;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.control.Control.Effect;
import io.sextant.core.control.Control.Effort;
import io.sextant.core.control.Control.Stated;
import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.system.ComponentKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads files of controls (`docs/controls.md`) and finds every mistake at once. A control with a
/// mistake is left out; the others count.
public final class ControlReader {
  /// The first line of such a file.
  public static final String FORMAT = "controls/1";

  private static final Set<String> TOP = Set.of("sextant", "controls", "exclusions");
  private static final Set<String> CONTROL =
      Set.of(
          "id",
          "name",
          "description",
          "scope",
          "mitigates",
          "counters",
          "satisfies",
          "owner",
          "state",
          "effect",
          "effort",
          "evidence",
          "expires");
  private static final Set<String> SCOPE = Set.of("systems", "components", "kinds");
  private static final Set<String> EVIDENCE =
      Set.of(
          "date",
          "kind",
          "result",
          "source",
          "says",
          "techniques",
          "components",
          "release",
          "models");
  private static final Set<String> EXCLUSION = Set.of("requirement", "reason", "author", "date");

  private final IssueLog log;
  private final FieldReader fields;
  private final Map<ControlId, Place> seen = new HashMap<>();

  private ControlReader(IssueLog log, ReleaseIndex release) {
    this.log = log;
    this.fields = new FieldReader(log, release);
  }

  /// @param release that ids of ATLAS are looked up in; retired ones are followed to their
  ///   successors
  public static Controls read(String file, String text, ReleaseIndex release) {
    IssueLog log = new IssueLog(file, text);
    List<Tree> documents = Documents.read(text, log);
    if (documents.size() != 1
        || !documents.getFirst().text("sextant").filter(FORMAT::equals).isPresent()) {
      log.error(
          Codes.SHAPE,
          documents.isEmpty() ? Place.FILE : documents.getFirst().place(),
          "a file of controls is one YAML map that begins with 'sextant: " + FORMAT + "'",
          "docs/controls.md shows one.");
      return new Controls(List.of(), List.of(), log.issues());
    }
    return new ControlReader(log, release).controls(documents.getFirst());
  }

  private Controls controls(Tree top) {
    fields.keys(top, TOP, "a file of controls");
    List<Control> controls = new ArrayList<>();
    for (Tree item : fields.maps(top, "controls")) {
      int before = log.errors();
      Optional<Control> control = control(item);
      if (log.errors() == before) {
        control.ifPresent(controls::add);
      }
    }
    List<Exclusion> exclusions = new ArrayList<>();
    fields.maps(top, "exclusions").forEach(item -> exclusion(item).ifPresent(exclusions::add));
    return new Controls(controls, exclusions, log.issues());
  }

  private Optional<Control> control(Tree item) {
    fields.keys(item, CONTROL, "a control");
    Optional<ControlId> id = fields.id(item, "id").map(ControlId::new);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Place earlier = seen.putIfAbsent(id.get(), item.place());
    if (earlier != null) {
      log.error(
          Codes.TWICE,
          item.get("id").orElse(item).place(),
          "there is a control '" + id.get() + "' already, in line " + earlier.line(),
          "Give each control an id of its own.");
    }
    Control control =
        new Control(
            id.get(),
            item.text("name").orElse(id.get().value()),
            item.text("description").orElse(""),
            item.get("scope").map(this::scope).orElse(Scope.WHOLE),
            fields.mitigations(item, "mitigates"),
            fields.techniques(item, "counters"),
            fields.requirements(item, "satisfies"),
            item.text("owner"),
            fields.word(item, "state", Stated::of, words(Stated.values())).orElse(Stated.CLAIMED),
            fields.word(item, "effect", Effect::of, words(Effect.values())).orElse(Effect.PARTIAL),
            fields.word(item, "effort", Effort::of, words(Effort.values())).orElse(Effort.MEDIUM),
            evidence(item),
            fields.date(item, "expires"),
            item.place());
    warn(control, item);
    return Optional.of(control);
  }

  private void warn(Control control, Tree item) {
    if (control.mitigates().isEmpty()
        && control.counters().isEmpty()
        && control.satisfies().isEmpty()) {
      log.warning(
          Codes.NOTHING,
          item.place(),
          "'" + control.id() + "' says nothing of what it acts on",
          "Add 'mitigates: [AML.M…]', 'counters: [AML.T…]' or 'satisfies: […]'.");
    }
    if (control.owner().isEmpty()) {
      log.warning(
          Codes.UNOWNED,
          item.place(),
          "nobody owns '" + control.id() + "'",
          "Add 'owner:': what nobody owns decays.");
    }
    boolean tried =
        control.evidence().stream()
            .anyMatch(each -> each.kind().tries() && each.result() == Evidence.Result.PASSED);
    if (control.stated() == Stated.TESTED && !tried) {
      log.warning(
          Codes.UNPROVEN,
          item.get("state").orElse(item).place(),
          "'" + control.id() + "' is called tested and no evidence of a passed test is named",
          "It counts as its evidence carries it; add 'evidence:' with 'kind: test'.");
    }
  }

  private Scope scope(Tree scope) {
    fields.keys(scope, SCOPE, "a scope");
    List<ComponentKind> kinds = new ArrayList<>();
    for (Tree item : fields.items(scope, "kinds")) {
      item.text()
          .flatMap(ComponentKind::of)
          .ifPresentOrElse(
              kinds::add,
              () ->
                  fields.unknown(
                      item,
                      "kind of component",
                      Arrays.stream(ComponentKind.values()).map(ComponentKind::word).toList()));
    }
    return new Scope(
        Set.copyOf(fields.systemIds(scope, "systems")),
        Set.copyOf(fields.componentIds(scope, "components")),
        Set.copyOf(kinds));
  }

  private List<Evidence> evidence(Tree control) {
    List<Evidence> all = new ArrayList<>();
    for (Tree item : fields.maps(control, "evidence")) {
      fields.keys(item, EVIDENCE, "evidence");
      Optional<LocalDate> date = fields.date(item, "date");
      Optional<Evidence.Kind> kind =
          fields.word(item, "kind", Evidence.Kind::of, words(Evidence.Kind.values()));
      if (item.get("date").isEmpty() || item.get("kind").isEmpty()) {
        log.error(
            Codes.MISSING,
            item.place(),
            "evidence needs a date and a kind",
            "As in {date: 2026-11-02, kind: test, result: passed}.");
      }
      Evidence.Result result =
          fields
              .word(item, "result", Evidence.Result::of, words(Evidence.Result.values()))
              .orElse(Evidence.Result.PASSED);
      if (item.get("result").isEmpty() && kind.filter(Evidence.Kind::tries).isPresent()) {
        log.error(
            Codes.MISSING,
            item.place(),
            "a " + kind.get().word() + " needs a result",
            "Write 'result: passed' or 'result: failed'.");
      }
      if (date.isPresent() && kind.isPresent()) {
        all.add(
            new Evidence(
                date.get(),
                kind.get(),
                result,
                item.text("source").orElse(""),
                item.text("says").orElse(""),
                fields.techniques(item, "techniques"),
                fields.componentIds(item, "components"),
                item.text("release"),
                item.texts("models"),
                item.place()));
      }
    }
    return all;
  }

  private Optional<Exclusion> exclusion(Tree item) {
    fields.keys(item, EXCLUSION, "an exclusion");
    List<RequirementRef> requirement = fields.requirements(item, "requirement");
    Optional<String> reason = item.text("reason");
    if (item.get("requirement").isEmpty() || reason.isEmpty()) {
      log.error(
          Codes.MISSING,
          item.place(),
          "an exclusion needs a requirement and a reason",
          "Say which requirement does not apply, and why.");
    }
    Optional<LocalDate> date = fields.date(item, "date");
    return requirement.isEmpty() || reason.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Exclusion(
                requirement.getFirst(), reason.get(), item.text("author"), date, item.place()));
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }
}
