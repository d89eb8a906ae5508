package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.AttackReference;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.Reference;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A release as a STIX 2.1 bundle that keeps every object and edge, each under an id of its own.
///
/// What STIX has no word for (maturity, categories, life-cycle phases, the steps of a case study in
/// order) stands in a property extension, which the bundle defines.
public final class StixBundle {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String CHAIN = "mitre-atlas";
  private static final String DOMAIN = "atlas-atlas";
  private static final String MITRE = "identity--f1e3e4d7-42b2-5b41-bbee-ffa8f4a03996";
  private static final String SEXTANT = "identity--" + StixIds.uuid("sextant|identity");
  private static final String EXTENSION =
      "extension-definition--" + StixIds.uuid("sextant|atlas-properties");

  private final ReleaseIndex index;
  private final String day;
  private final ArrayNode objects = MAPPER.createArrayNode();

  private final Set<String> organisations = new HashSet<>();

  /// Whose objects are being written.
  private String author = MITRE;

  /// When that which is being written was changed, where that is later than the object itself says.
  private Optional<String> changed = Optional.empty();

  private StixBundle(ReleaseIndex index) {
    this.index = index;
    day = time(index.release().date().orElse(LocalDate.EPOCH));
  }

  /// The same release always gives the same bundle.
  public static ObjectNode of(ReleaseIndex index) {
    return of(index, Optional.empty());
  }

  /// @param overlaysChanged when organisations last changed what they say: stores of STIX take a
  ///   changed object up only when it is younger than the one that they have
  public static ObjectNode of(ReleaseIndex index, Optional<Instant> overlaysChanged) {
    StixBundle bundle = new StixBundle(index.official());
    ObjectNode document = bundle.bundle();
    bundle.changed = overlaysChanged.map(MILLISECONDS::format);
    bundle.own(index);
    return document;
  }

  private ObjectNode bundle() {
    frame();
    index.release().tactics().forEach(this::tactic);
    index.release().techniques().forEach(this::technique);
    index.release().mitigations().forEach(this::mitigation);
    index.release().caseStudies().forEach(this::caseStudy);
    ObjectNode bundle = MAPPER.createObjectNode().put("type", "bundle");
    bundle.put("id", "bundle--" + StixIds.uuid("sextant|bundle|" + index.release().id()));
    bundle.set("objects", objects);
    return bundle;
  }

  /// What organisations say of their own, each under its own identity; MITRE's objects stay as they
  /// are, and what is said of them stands in notes.
  private void own(ReleaseIndex merged) {
    for (AtlasId id :
        merged.ownIds().stream().sorted(Comparator.comparing(AtlasId::value)).toList()) {
      AtlasObject object = merged.object(id).orElseThrow();
      OwnMark mark = merged.own(id).orElseThrow();
      mark.addedBy()
          .ifPresent(organisation -> {
            author = organisation(organisation);
            if (object instanceof Technique technique) {
              technique(technique);
            } else if (object instanceof Mitigation mitigation) {
              mitigation(mitigation);
            }
          });
      mark.renamed()
          .ifPresent(
              own -> note(id, own.organisation(), "name", "Called '" + object.name() + "' here."));
      mark.hidden().ifPresent(own -> note(id, own.organisation(), "hidden", own.reason()));
      mark.notes().forEach(own -> note(id, own.organisation(), "note", own.text()));
      mark.mappings().forEach(own -> mapping(id, own));
    }
  }

  private ObjectNode note(AtlasId about, String organisation, String kind, String text) {
    author = organisation(organisation);
    String key = "sextant|" + kind + "|" + organisation + "|" + about.value() + "|" + text;
    ObjectNode note =
        start("note", "note--" + StixIds.uuid(key), day, day)
            .put("created_by_ref", author)
            .put("abstract", kind)
            .put("content", text);
    note.putArray("object_refs").add(StixIds.of(about));
    return note;
  }

  private void mapping(AtlasId about, OwnMark.Mapping mapping) {
    String text = (mapping.to() + " " + mapping.title()).strip();
    ObjectNode note = note(about, mapping.organisation(), "mapping", text);
    ObjectNode reference = note.putArray("external_references").addObject();
    reference.put("source_name", text).put("external_id", mapping.to());
    text(reference, "url", mapping.url());
  }

  /// The identity of an organisation, which the bundle defines once.
  private String organisation(String name) {
    String id = "identity--" + StixIds.uuid("sextant|organisation|" + name);
    if (organisations.add(id)) {
      identity(id, name);
    }
    return id;
  }

  private void frame() {
    identity(MITRE, "The MITRE Corporation");
    identity(SEXTANT, "Sextant");
    ObjectNode extension = start("extension-definition", EXTENSION, day, day);
    extension
        .put("created_by_ref", SEXTANT)
        .put("name", "ATLAS properties")
        .put("version", "1.0.0");
    extension.put(
        "schema",
        "release, maturity, categories, lifecycle_phases, study_type, date, granularity, actor,"
            + " target, reporter, steps");
    extension.putArray("extension_types").add("property-extension");
    ObjectNode matrix =
        start("x-mitre-matrix", "x-mitre-matrix--" + StixIds.uuid("ATLAS-matrix"), day, day);
    matrix.put("created_by_ref", MITRE).put("name", "ATLAS Matrix");
    matrix.put("description", "MITRE ATLAS, release " + index.release().id());
    matrix
        .putArray("external_references")
        .addObject()
        .put("source_name", CHAIN)
        .put("external_id", CHAIN)
        .put("url", "https://atlas.mitre.org");
    ArrayNode order = matrix.putArray("tactic_refs");
    index.release().tactics().forEach(tactic -> order.add(StixIds.of(tactic.id())));
    properties(matrix).put("release", index.release().id().tag());
  }

  private void identity(String id, String name) {
    start("identity", id, day, day).put("name", name).put("identity_class", "organization");
  }

  private void tactic(Tactic tactic) {
    ObjectNode node = object(tactic, tactic.attackReference());
    node.put("x_mitre_shortname", shortName(tactic));
  }

  private void technique(Technique technique) {
    ObjectNode node = object(technique, technique.attackReference());
    ArrayNode phases = node.putArray("kill_chain_phases");
    for (TacticId id : technique.tactics()) {
      index
          .tactic(id)
          .ifPresent(tactic ->
              phases
                  .addObject()
                  .put("kill_chain_name", CHAIN)
                  .put("phase_name", shortName(tactic)));
    }
    ArrayNode platforms = node.putArray("x_mitre_platforms");
    if (technique.platforms().isEmpty()) {
      platforms.add("ATLAS");
    }
    technique.platforms().forEach(platforms::add);
    node.put("x_mitre_is_subtechnique", technique.parent().isPresent());
    technique.maturity().ifPresent(maturity -> properties(node).put("maturity", maturity.word()));
    technique
        .parent()
        .ifPresent(parent -> relationship(technique.id(), "subtechnique-of", parent, ""));
  }

  private void mitigation(Mitigation mitigation) {
    ObjectNode node = object(mitigation, mitigation.attackReference());
    ObjectNode properties = properties(node);
    mitigation.categories().forEach(properties.putArray("categories")::add);
    mitigation.lifecyclePhases().forEach(properties.putArray("lifecycle_phases")::add);
    for (Mitigation.Mitigates edge : mitigation.mitigates()) {
      relationship(mitigation.id(), "mitigates", edge.technique(), edge.description());
    }
  }

  private void caseStudy(CaseStudy study) {
    ObjectNode node = object(study, Optional.empty());
    ObjectNode properties = properties(node);
    study.type().ifPresent(type -> properties.put("study_type", type.word()));
    properties.put("date", study.date());
    study.granularity().ifPresent(granularity -> properties.put("granularity", granularity.word()));
    text(properties, "actor", study.actor());
    text(properties, "target", study.target());
    text(properties, "reporter", study.reporter());
    ArrayNode steps = properties.putArray("steps");
    Set<TechniqueId> used = new HashSet<>();
    for (CaseStudy.Step step : study.procedure()) {
      ObjectNode one = steps.addObject().put("order", steps.size());
      one.put("tactic_ref", StixIds.of(step.tactic()));
      one.put("technique_ref", StixIds.of(step.technique()));
      one.put("description", step.description());
      if (used.add(step.technique())) {
        relationship(study.id(), "uses", step.technique(), "");
      }
    }
  }

  private ObjectNode object(AtlasObject object, Optional<AttackReference> attack) {
    String id = StixIds.of(object.id());
    String created = object.dates().created().map(StixBundle::time).orElse(day);
    String modified = object.dates().modified().map(StixBundle::time).orElse(created);
    ObjectNode node = start(id.substring(0, id.indexOf("--")), id, created, modified);
    node.put("created_by_ref", author).put("name", object.name());
    node.put(
        "description", object.description().isEmpty() ? object.summary() : object.description());
    ArrayNode references = node.putArray("external_references");
    ObjectNode own = references.addObject();
    own.put("source_name", CHAIN).put("external_id", object.id().value());
    text(own, "url", object.page());
    attack.ifPresent(reference ->
        references
            .addObject()
            .put("source_name", "mitre-attack")
            .put("external_id", reference.id())
            .put("url", reference.url()));
    for (Reference reference : object.references()) {
      ObjectNode source = references.addObject();
      source.put("source_name", reference.title().isEmpty() ? reference.url() : reference.title());
      text(source, "external_id", reference.id());
      text(source, "url", reference.url());
    }
    node.putArray("x_mitre_domains").add(DOMAIN);
    node.put("x_mitre_version", index.release().id().tag());
    return node;
  }

  private void relationship(AtlasId source, String type, AtlasId target, String text) {
    ObjectNode node =
        start("relationship", StixIds.relationship(source, type, target), day, day)
            .put("created_by_ref", author)
            .put("relationship_type", type)
            .put("source_ref", StixIds.of(source))
            .put("target_ref", StixIds.of(target));
    text(node, "description", text);
  }

  private ObjectNode start(String type, String id, String created, String stated) {
    String modified = changed.filter(overlay -> overlay.compareTo(stated) > 0).orElse(stated);
    return objects
        .addObject()
        .put("type", type)
        .put("spec_version", "2.1")
        .put("id", id)
        .put("created", created)
        .put("modified", modified.compareTo(created) < 0 ? created : modified);
  }

  private static void text(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  private static ObjectNode properties(ObjectNode node) {
    ObjectNode extension = node.putObject("extensions").putObject(EXTENSION);
    return extension.put("extension_type", "property-extension");
  }

  private static String shortName(Tactic tactic) {
    return tactic.name().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String time(LocalDate date) {
    return date + "T00:00:00.000Z";
  }
}
