package io.sextant.atlas;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Format 6 (2026.05 on): objects in maps keyed by id, all edges in `relationships[source][type]`.
/// The list of a case study's steps is sorted by technique, so the attack order comes from
/// `leads-to`; the order of the matrix comes from the positions of `sequences`.
final class V6Shape {
  private final Draft draft;
  private final ObjectReader objects;
  private final IssueLog log;

  V6Shape(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
    this.objects = new ObjectReader(draft, log);
  }

  void read(Fields root) {
    each(root, "tactics", "tactic", objects::tactic);
    each(root, "techniques", "technique", objects::technique);
    each(root, "mitigations", "mitigation", objects::mitigation);
    each(root, "case-studies", "case study", objects::caseStudy);
    root.fields("map of edges", "relationships").ifPresent(this::relationships);
    root.value("format-version");
    root.value("matrix");
    root.value("collection");
    root.noticeUnknown();
  }

  private void each(Fields root, String key, String what, Consumer<Fields> reader) {
    root.fields("map of objects by id", key)
        .ifPresent(map ->
            map.all()
                .forEach((id, node) ->
                    Fields.of(node, what, log)
                        .ifPresent(fields -> object(id, fields, what, reader))));
  }

  private void object(String key, Fields fields, String what, Consumer<Fields> reader) {
    reader.accept(fields);
    Optional<String> id = fields.text("id");
    if (id.isPresent() && !id.get().equals(key)) {
      log.warning(
          "SX-ATLAS-019",
          fields.node(),
          "the "
              + what
              + " under key "
              + IssueLog.quote(key)
              + " has the id "
              + IssueLog.quote(id.get())
              + "; the id is taken",
          "Make the key equal to the id.");
    }
    fields.noticeUnknown();
  }

  private void relationships(Fields sources) {
    for (Map.Entry<String, Node> source : sources.all().entrySet()) {
      Fields.of(source.getValue(), "map of edges by type", log)
          .ifPresent(
              types -> types.all().forEach((type, edges) -> edges(source.getKey(), type, edges)));
    }
  }

  private void edges(String source, String type, Node edges) {
    if (!(edges instanceof SequenceNode list)) {
      log.error(
          "SX-ATLAS-006", edges, "expected a list of edges under " + IssueLog.quote(type), "");
      return;
    }
    for (Node node : list.getValue()) {
      if (!(node instanceof MappingNode)) {
        log.error("SX-ATLAS-006", node, "expected an edge with fields", "");
        continue;
      }
      Fields.of(node, "edge", log).ifPresent(edge -> edge(source, type, edge));
    }
  }

  private void edge(String sourceKey, String typeKey, Fields fields) {
    String source = fields.text("source").orElse(sourceKey);
    String type = fields.text("relationship-type").orElse(typeKey);
    if (!source.equals(sourceKey) || !type.equals(typeKey)) {
      log.warning(
          "SX-ATLAS-019",
          fields.node(),
          "an edge "
              + IssueLog.quote(source + " " + type)
              + " is filed under "
              + IssueLog.quote(sourceKey + " " + typeKey)
              + "; its own fields are taken",
          "Move it.");
    }
    String target = fields.requiredText("target").orElse("");
    String text = fields.text("description").orElse("");
    Draft.Edge edge = new Draft.Edge(fields.node(), source, target, text);
    switch (type) {
      case "achieves" -> draft.techniqueTactics.add(edge);
      case "specializes" -> draft.parents.add(edge);
      case "mitigates" -> draft.mitigates.add(edge);
      case "employs" -> draft.steps.add(step(edge, fields));
      case "sequences" -> position(edge, fields);
      default ->
          log.warnOnce(
              type,
              "SX-ATLAS-015",
              fields.node(),
              "edges of type " + IssueLog.quote(type) + " are not read",
              "They stay in the stored file.");
    }
    fields.noticeUnknown();
  }

  private static Draft.DraftStep step(Draft.Edge edge, Fields fields) {
    return new Draft.DraftStep(
        edge.at(),
        edge.source(),
        fields.text("step-id").orElse(""),
        fields.requiredText("tactic").orElse(""),
        edge.target(),
        edge.text(),
        fields.texts("leads-to").stream().map(Fields.Text::value).toList());
  }

  private void position(Draft.Edge edge, Fields fields) {
    Optional<String> text = fields.requiredText("position");
    try {
      text.map(Integer::parseInt)
          .ifPresent(
              number -> draft.positions.add(new Draft.Position(edge.at(), edge.target(), number)));
    } catch (NumberFormatException _) {
      log.error(
          "SX-ATLAS-006",
          edge.at(),
          "expected a whole number for 'position', found " + IssueLog.quote(text.orElse("")),
          "");
    }
  }
}
