package io.sextant.atlas;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the single objects of a STIX bundle. The ATLAS id stands in an external reference; what
/// STIX has no word for stands in a property extension, where there is one.
final class StixObjects {
  /// Characters of a STIX time that are its day.
  private static final int DAY = 10;

  private final Draft draft;
  private final IssueLog log;

  StixObjects(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
  }

  Optional<Tactic> tactic(Fields fields) {
    return head(fields, TacticId.class)
        .filter(head -> unique(head, draft.tactics))
        .map(head -> {
          Tactic tactic =
              new Tactic(
                  head.id(),
                  head.name(),
                  "",
                  head.description(),
                  head.attack(),
                  head.dates(),
                  head.references());
          draft.tactics.put(head.id(), tactic);
          return tactic;
        });
  }

  Optional<TechniqueId> technique(Fields fields) {
    return head(fields, TechniqueId.class)
        .filter(head -> unique(head, draft.techniques))
        .map(head -> {
          Set<String> platforms = new LinkedHashSet<>();
          fields.texts("x_mitre_platforms").forEach(text -> platforms.add(text.value()));
          platforms.remove("ATLAS");
          draft.techniques.put(
              head.id(),
              new Draft.DraftTechnique(
                  fields.node(),
                  head.id(),
                  head.name(),
                  head.description(),
                  word(fields, "maturity").flatMap(Technique.Maturity::parse),
                  platforms,
                  head.attack(),
                  head.dates(),
                  head.references()));
          return head.id();
        });
  }

  Optional<MitigationId> mitigation(Fields fields) {
    return head(fields, MitigationId.class)
        .filter(head -> unique(head, draft.mitigations))
        .map(head -> {
          draft.mitigations.put(
              head.id(),
              new Mitigation(
                  head.id(),
                  head.name(),
                  "",
                  head.description(),
                  words(fields, "categories"),
                  words(fields, "lifecycle_phases"),
                  head.attack(),
                  List.of(),
                  head.dates(),
                  head.references()));
          return head.id();
        });
  }

  /// A case study: a campaign, or a report as OpenCTI writes it.
  Optional<CaseStudyId> study(Fields fields) {
    return head(fields, CaseStudyId.class)
        .filter(head -> unique(head, draft.caseStudies))
        .map(head -> {
          draft.caseStudies.put(
              head.id(),
              new CaseStudy(
                  head.id(),
                  head.name(),
                  "",
                  head.description(),
                  word(fields, "study_type").flatMap(CaseStudy.Type::parse),
                  word(fields, "date").or(() -> day(fields, "published")).orElse(""),
                  word(fields, "granularity").flatMap(CaseStudy.Granularity::parse),
                  word(fields, "actor").orElse(""),
                  word(fields, "target").orElse(""),
                  word(fields, "reporter").orElse(""),
                  List.of(),
                  head.dates(),
                  head.references()));
          return head.id();
        });
  }

  /// The property extension of an object.
  static Optional<Fields> extension(Fields fields, IssueLog log) {
    return fields.fields("map of extensions", "extensions").stream()
        .flatMap(map -> map.all().values().stream())
        .flatMap(node -> Fields.of(node, "extension", log).stream())
        .filter(extension ->
            extension.text("extension_type").filter("property-extension"::equals).isPresent())
        .findFirst();
  }

  private Optional<String> word(Fields fields, String name) {
    return extension(fields, log).flatMap(extension -> extension.text(name));
  }

  private List<String> words(Fields fields, String name) {
    return extension(fields, log).stream()
        .flatMap(extension -> extension.texts(name).stream())
        .map(Fields.Text::value)
        .toList();
  }

  /// What every object has.
  private record Head<I extends AtlasId>(
      Node at,
      I id,
      String name,
      String description,
      Dates dates,
      Optional<AttackReference> attack,
      List<Reference> references) {}

  /// Empty without a word for an object that ATLAS gave no id of this kind: bundles also hold
  /// identities, reports and patterns of others.
  private <I extends AtlasId> Optional<Head<I>> head(Fields fields, Class<I> type) {
    Optional<I> id = Optional.empty();
    Optional<AttackReference> attack = Optional.empty();
    List<Reference> references = new ArrayList<>();
    for (Node node : fields.list("external_references")) {
      Optional<Fields> reference = Fields.of(node, "external reference", log);
      if (reference.isEmpty()) {
        continue;
      }
      Fields one = reference.get();
      String source = one.text("source_name").orElse("");
      String url = one.text("url").orElse("");
      String external = one.text("external_id").orElse(source);
      if (id.isEmpty() && AtlasId.parse(external).filter(type::isInstance).isPresent()) {
        id = AtlasId.parse(external).map(type::cast);
      } else if (source.equals("mitre-attack") && attack.isEmpty()) {
        attack = Optional.of(new AttackReference(external, url));
      } else if (!source.isEmpty() || !url.isEmpty()) {
        String mark = one.text("external_id").orElse("");
        references.add(new Reference(mark, source.equals(url) ? "" : source, url));
      }
    }
    if (id.isEmpty()) {
      id = labelled(fields).filter(type::isInstance).map(type::cast);
    }
    Optional<String> name = id.isEmpty() ? Optional.empty() : fields.requiredText("name");
    if (id.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Head<>(
            fields.node(),
            id.get(),
            name.get().replaceAll("\\s+", " "),
            fields.text("description").orElse(""),
            new Dates(date(fields, "created"), date(fields, "modified")),
            attack,
            references));
  }

  /// The case study that OpenCTI names in a label (`aml.cs0018`).
  private static Optional<AtlasId> labelled(Fields fields) {
    return fields.texts("labels").stream()
        .flatMap(label -> AtlasId.parse(label.value().toUpperCase(Locale.ROOT)).stream())
        .filter(CaseStudyId.class::isInstance)
        .findFirst();
  }

  private boolean unique(Head<?> head, Map<? extends AtlasId, ?> known) {
    if (!known.containsKey(head.id())) {
      return true;
    }
    log.error(
        "SX-ATLAS-009",
        head.at(),
        "the id " + head.id().value() + " stands twice",
        "Give the second object an id of its own.");
    return false;
  }

  private Optional<LocalDate> date(Fields fields, String name) {
    try {
      return day(fields, name).map(LocalDate::parse);
    } catch (DateTimeParseException _) {
      log.warning(
          "SX-ATLAS-016",
          fields.value(name).orElse(fields.node()),
          "expected a time such as 2026-05-27T00:00:00.000Z for '" + name + "'",
          "The date is left out.");
      return Optional.empty();
    }
  }

  private static Optional<String> day(Fields fields, String name) {
    return fields.text(name).map(text -> text.substring(0, Math.min(DAY, text.length())));
  }
}
