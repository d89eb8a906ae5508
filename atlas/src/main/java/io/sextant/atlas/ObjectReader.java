package io.sextant.atlas;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the single objects of a release. Every shape uses the same fields under names that changed
/// over the years, so all names are accepted everywhere; only edges differ by shape.
final class ObjectReader {
  private final Draft draft;
  private final IssueLog log;

  ObjectReader(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
  }

  Optional<TacticId> tactic(Fields fields) {
    return head(fields, "tactic", TacticId.class)
        .filter(head -> unique(head, draft.tactics))
        .map(head -> {
          draft.tactics.put(
              head.id(),
              new Tactic(
                  head.id(),
                  head.name(),
                  "",
                  head.description(),
                  attackReference(fields),
                  head.dates(),
                  references(fields)));
          return head.id();
        });
  }

  Optional<TechniqueId> technique(Fields fields) {
    return head(fields, "technique", TechniqueId.class)
        .filter(head -> unique(head, draft.techniques))
        .map(head -> {
          Set<String> platforms = new LinkedHashSet<>();
          fields.texts("platforms").forEach(text -> platforms.add(text.value()));
          draft.techniques.put(
              head.id(),
              new Draft.DraftTechnique(
                  head.at(),
                  head.id(),
                  head.name(),
                  head.description(),
                  word(
                      fields,
                      Technique.Maturity::parse,
                      "feasible, demonstrated or realized",
                      "maturity"),
                  platforms,
                  attackReference(fields),
                  head.dates(),
                  references(fields)));
          return head.id();
        });
  }

  Optional<MitigationId> mitigation(Fields fields) {
    return head(fields, "mitigation", MitigationId.class)
        .filter(head -> unique(head, draft.mitigations))
        .map(head -> {
          draft.mitigations.put(
              head.id(),
              new Mitigation(
                  head.id(),
                  head.name(),
                  "",
                  head.description(),
                  values(fields.texts("categories", "category", "tags")),
                  lifecyclePhases(fields, head.id()),
                  attackReference(fields),
                  List.of(),
                  head.dates(),
                  references(fields)));
          return head.id();
        });
  }

  Optional<CaseStudyId> caseStudy(Fields fields) {
    return head(fields, "case study", CaseStudyId.class)
        .filter(head -> unique(head, draft.caseStudies))
        .map(head -> {
          draft.caseStudies.put(
              head.id(),
              new CaseStudy(
                  head.id(),
                  head.name(),
                  "",
                  head.description(),
                  word(
                      fields,
                      CaseStudy.Type::parse,
                      "incident or exercise",
                      "type",
                      "case-study-type"),
                  fields.text("date", "incident-date").orElse(""),
                  word(
                      fields,
                      CaseStudy.Granularity::parse,
                      "year, month or day",
                      "date-granularity",
                      "incident-date-granularity"),
                  fields.text("actor").orElse(""),
                  fields.text("target").orElse(""),
                  fields.text("reporter", "reported-by").orElse(""),
                  List.of(),
                  head.dates(),
                  references(fields)));
          return head.id();
        });
  }

  /// What every object has.
  private record Head<I extends AtlasId>(
      Node at, I id, String name, String description, Dates dates) {}

  private <I extends AtlasId> Optional<Head<I>> head(Fields fields, String what, Class<I> type) {
    Optional<String> id = fields.requiredText("id");
    Optional<String> name = fields.requiredText("name");
    fields.value("object-type", "uuid");
    Dates dates =
        new Dates(
            date(fields, "created-date", "created_date"),
            date(fields, "modified-date", "modified_date"));
    String description = fields.text("description", "summary").orElse("");
    if (id.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    Optional<I> typed = AtlasId.parse(id.get()).filter(type::isInstance).map(type::cast);
    Node at = fields.value("id").orElse(fields.node());
    if (typed.isEmpty()) {
      log.error(
          "SX-ATLAS-008",
          at,
          IssueLog.quote(id.get()) + " is not the id of a " + what,
          "Ids look like AML.TA0000, AML.T0000, AML.T0000.000, AML.M0000 and AML.CS0000.");
    }
    return typed.map(value -> new Head<>(at, value, oneLine(name.get()), description, dates));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private boolean unique(Head<?> head, Map<? extends AtlasId, ?> known) {
    if (!known.containsKey(head.id())) {
      return true;
    }
    log.error(
        "SX-ATLAS-009",
        head.at(),
        "the id " + head.id() + " stands twice",
        "Give the second object an id of its own.");
    return false;
  }

  /// The phases; an `{id, use}` entry among them is a mitigation edge in the wrong place (official
  /// releases 4.9.0 to 5.6.1 hold some) and is kept as an edge.
  private List<String> lifecyclePhases(Fields fields, MitigationId mitigation) {
    List<String> phases = new ArrayList<>();
    for (Node element : fields.list("lifecycle-phases", "ml-lifecycle", "ML-lifecycle")) {
      Optional<Fields> stray = strayEdge(element);
      if (stray.isPresent()) {
        String target = stray.get().text("id").orElse("");
        draft.strayMitigates.add(
            new Draft.Edge(
                element, mitigation.value(), target, stray.get().text("use").orElse("")));
        log.warning(
            "SX-ATLAS-012",
            element,
            "the edge "
                + mitigation
                + " -> "
                + IssueLog.quote(target)
                + " stands among the life-cycle phases; read as one of its techniques",
            "Move the entry to 'techniques' of " + mitigation + ".");
      } else {
        Fields.scalar(element, "the name of a life-cycle phase", log).ifPresent(phases::add);
      }
    }
    return phases;
  }

  private Optional<AttackReference> attackReference(Fields fields) {
    return fields
        .fields("ATT&CK reference", "attack-reference", "ATT&CK-reference")
        .flatMap(inner ->
            inner
                .requiredText("id")
                .map(id -> new AttackReference(id, inner.text("url").orElse(""))));
  }

  private List<Reference> references(Fields fields) {
    List<Reference> references = new ArrayList<>();
    for (Node element : fields.list("references")) {
      Fields.of(element, "reference", log)
          .ifPresent(inner -> {
            references.add(
                new Reference(
                    inner.text("id").orElse(""),
                    inner.text("title").orElse(""),
                    inner.text("url").orElse("")));
            inner.noticeUnknown();
          });
    }
    return references;
  }

  private Optional<LocalDate> date(Fields fields, String... names) {
    Optional<String> text = fields.text(names);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException _) {
      log.warning(
          "SX-ATLAS-016",
          fields.value(names).orElse(fields.node()),
          "expected a date such as 2026-05-27 for '"
              + names[0]
              + "', found "
              + IssueLog.quote(text.orElse("")),
          "The date is left out.");
      return Optional.empty();
    }
  }

  private <T> Optional<T> word(
      Fields fields, Function<String, Optional<T>> parser, String expected, String... names) {
    Optional<String> text = fields.text(names);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      log.warnOnce(
          names[0] + "=" + text.get(),
          "SX-ATLAS-016",
          fields.value(names).orElse(fields.node()),
          "unknown " + names[0] + " " + IssueLog.quote(text.get()) + "; known: " + expected,
          "It is read as not stated.");
    }
    return value;
  }

  private static List<String> values(List<Fields.Text> texts) {
    return texts.stream().map(Fields.Text::value).toList();
  }

  /// The fields of a mitigation edge among texts; empty for anything else.
  private Optional<Fields> strayEdge(Node element) {
    return element instanceof MappingNode
        ? Fields.of(element, "life-cycle phase", log).filter(fields -> fields.has("id"))
        : Optional.empty();
  }
}
