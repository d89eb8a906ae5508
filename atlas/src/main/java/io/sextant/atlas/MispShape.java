package io.sextant.atlas;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Clusters of the MISP galaxies of ATLAS: techniques (`mitre-atlas-attack-pattern`) and
/// mitigations (`mitre-atlas-course-of-action`), one a file, or several in `clusters`. Tactics
/// stand in them only as phases; their names and order come from the built-in catalogue. A galaxy
/// holds neither maturity nor case studies.
final class MispShape {
  private static final String CHAIN = "mitre-atlas:";

  private final Draft draft;
  private final IssueLog log;
  private final KnownTactics tactics = KnownTactics.load();
  private final Map<String, String> idOf = new HashMap<>();

  MispShape(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
  }

  /// Whether the fields are those of a cluster.
  static boolean isCluster(Fields root) {
    return root.has("values")
        && root.text("type").filter(type -> type.startsWith("mitre-atlas")).isPresent();
  }

  void read(Fields root) {
    List<Fields> clusters =
        root.has("clusters")
            ? root.list("clusters").stream()
                .flatMap(node -> Fields.of(node, "cluster", log).stream())
                .toList()
            : List.of(root);
    List<Fields> values =
        clusters.stream()
            .flatMap(cluster -> cluster.list("values").stream())
            .flatMap(node -> Fields.of(node, "value", log).stream())
            .toList();
    values.forEach(this::value);
    values.forEach(this::edges);
    KnownTactics.order(draft.tactics.keySet())
        .forEach((id, position) ->
            draft.positions.add(new Draft.Position(root.node(), id.value(), position)));
  }

  private void value(Fields fields) {
    Optional<Fields> meta = fields.fields("map of facts", "meta");
    Optional<AtlasId> id = meta.flatMap(facts -> facts.text("external_id")).flatMap(AtlasId::parse);
    if (id.isEmpty() || meta.isEmpty()) {
      log.warnOnce(
          "value",
          "SX-ATLAS-015",
          fields.node(),
          "a value without the id of an ATLAS object",
          "Such values are left out.");
      return;
    }
    fields.text("uuid").ifPresent(uuid -> idOf.put(uuid, id.get().value()));
    String text = fields.text("description").orElse("");
    String name = name(fields, id.get());
    switch (id.get()) {
      case TechniqueId technique -> technique(fields, meta.get(), technique, name, text);
      case MitigationId mitigation ->
          draft.mitigations.put(
              mitigation,
              new Mitigation(
                  mitigation,
                  name,
                  "",
                  text,
                  List.of(),
                  List.of(),
                  Optional.empty(),
                  List.of(),
                  Dates.UNKNOWN,
                  List.of()));
      case TacticId _, CaseStudyId _ -> {}
    }
  }

  private void technique(
      Fields fields, Fields meta, TechniqueId id, String name, String description) {
    if (draft.techniques.containsKey(id)) {
      log.error(
          "SX-ATLAS-009", fields.node(), "the id " + id + " stands twice", "Keep one of them.");
      return;
    }
    Set<String> platforms = new LinkedHashSet<>();
    meta.texts("mitre_platforms").forEach(text -> platforms.add(text.value()));
    platforms.remove("ATLAS");
    draft.techniques.put(
        id,
        new Draft.DraftTechnique(
            fields.node(),
            id,
            name,
            description,
            Optional.empty(),
            platforms,
            Optional.empty(),
            Dates.UNKNOWN,
            List.of()));
    for (Fields.Text phase : meta.texts("kill_chain")) {
      String shortName = phase.value().replace(CHAIN, "");
      Optional<Tactic> tactic = tactics.find(shortName);
      tactic.ifPresent(found -> draft.tactics.putIfAbsent(found.id(), found));
      String target = tactic.map(found -> found.id().value()).orElse(shortName);
      draft.techniqueTactics.add(new Draft.Edge(phase.at(), id.value(), target, ""));
    }
  }

  /// `Parent: Sub - AML.T0051.000` without the id; of a sub-technique the short half.
  private static String name(Fields fields, AtlasId id) {
    String value = fields.requiredText("value").orElse(id.value());
    String name =
        value.endsWith(" - " + id.value())
            ? value.substring(0, value.length() - id.value().length() - 3)
            : value;
    boolean sub = id instanceof TechniqueId technique && technique.parent().isPresent();
    return sub && name.contains(": ") ? name.substring(name.indexOf(": ") + 2) : name;
  }

  private void edges(Fields fields) {
    String source = fields.text("uuid").map(uuid -> idOf.getOrDefault(uuid, uuid)).orElse("");
    for (Node node : fields.list("related")) {
      Fields.of(node, "related value", log)
          .ifPresent(related -> {
            String uuid = related.text("dest-uuid").orElse("");
            Draft.Edge edge = new Draft.Edge(node, source, idOf.getOrDefault(uuid, uuid), "");
            switch (related.text("type").orElse("")) {
              case "subtechnique-of" -> draft.parents.add(edge);
              case "mitigates" -> draft.mitigates.add(edge);
              default -> {}
            }
          });
    }
  }
}
