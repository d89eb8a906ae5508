package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads FINOS CALM architectures, versions 1.0 to 1.2. `composed-of` and `deployed-in` become
/// parts, `connects` and `interacts` become flows.
final class CalmImporter implements Importer {
  @Override
  public MapFormat format() {
    return MapFormat.CALM;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("nodes")
        && file.document().stream()
            .flatMap(top -> top.list("nodes").stream())
            .anyMatch(node -> node.get("unique-id").isPresent());
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    List<Tree> nodes = top.list("nodes");
    List<Tree> relationships = top.list("relationships");
    intake.count(
        "controlsOnNodes",
        nodes.stream().mapToLong(node -> node.entries("controls").count()).sum());
    intake.count("flows", top.list("flows").size());
    intake.sorts("nodeTypes", nodes.stream().flatMap(node -> node.text("node-type").stream()));
    intake.count("nodes", nodes.size());
    intake.count("relationships", relationships.size());
    intake
        .draft()
        .system(
            top.text("unique-id").orElse(""),
            top.text("name").or(() -> top.text("title")).orElse(file.title()),
            top.text("description").orElse(""));
    Map<String, Ref> wholes = wholes(relationships, intake);
    nodes.forEach(node -> node(node, wholes, intake));
    relationships.forEach(relationship -> flows(relationship, intake));
    intake.left(
        "flows",
        top.list("flows").size(),
        "they order relationships, which are on the map, into business flows");
    intake.left(
        "controls",
        nodes.stream().mapToLong(node -> node.entries("controls").count()).sum()
            + top.entries("controls").count(),
        "a map holds no controls");
    intake.left(
        "options",
        relationships.stream()
            .filter(each -> each.at("relationship-type", "options").isPresent())
            .count(),
        "a choice is not yet a connection");
  }

  private static Map<String, Ref> wholes(List<Tree> relationships, Intake intake) {
    Map<String, Ref> wholes = new HashMap<>();
    for (Tree relationship : relationships) {
      for (String type : List.of("composed-of", "deployed-in")) {
        relationship
            .at("relationship-type", type)
            .ifPresent(inside -> {
              Optional<Ref> container = Intake.ref(inside, "container");
              if (container.isEmpty()) {
                intake.error(
                    Codes.MISSING,
                    inside.place(),
                    "'" + type + "' names no container",
                    "Name the node that holds the others.");
              }
              container.ifPresent(ref ->
                  Intake.refs(inside, "nodes")
                      .forEach(node -> wholes.putIfAbsent(node.name(), ref)));
            });
      }
    }
    return wholes;
  }

  private static void node(Tree node, Map<String, Ref> wholes, Intake intake) {
    String name = node.text("name").orElse("");
    Ref id = Intake.ref(node, "unique-id", name);
    Optional<String> type = node.text("node-type");
    ComponentDraft component =
        new ComponentDraft(id, name)
            .description(node.text("description").orElse(""))
            .partOf(Optional.ofNullable(wholes.get(id.name())))
            .property("calm.node-type", type)
            .property("data-classification", node.text("data-classification"))
            .property("run-as", node.text("run-as"));
    // A type with a prefix tells by its last word only when it is AI's.
    List<String> types =
        type.filter(word -> !word.contains(":") || word.startsWith("ai:"))
            .map(word -> word.equals("database") ? "data store" : word)
            .map(List::of)
            .orElse(List.of());
    intake.component(component, types, name);
    node.text("data-classification")
        .flatMap(word -> Sensitivity.of(word.toLowerCase(java.util.Locale.ROOT)))
        .filter(_ -> type.filter("data-asset"::equals).isPresent())
        .ifPresent(
            sensitivity -> intake.draft().asset(id, name, "", sensitivity, Optional.empty()));
  }

  private static void flows(Tree relationship, Intake intake) {
    Ref id = Intake.ref(relationship, "unique-id", "relationship");
    relationship
        .at("relationship-type", "connects")
        .ifPresent(connects -> {
          Optional<Ref> from = connects.get("source").flatMap(end -> Intake.ref(end, "node"));
          Optional<Ref> to = connects.get("destination").flatMap(end -> Intake.ref(end, "node"));
          if (from.isEmpty() || to.isEmpty()) {
            intake.error(
                Codes.MISSING,
                connects.place(),
                "'connects' needs a source and a destination",
                "Name two nodes.");
            return;
          }
          flow(relationship, id, from.get(), to.get(), intake);
        });
    relationship
        .at("relationship-type", "interacts")
        .ifPresent(interacts -> {
          Optional<Ref> actor = Intake.ref(interacts, "actor");
          List<Ref> nodes = Intake.refs(interacts, "nodes");
          if (actor.isEmpty() || nodes.isEmpty()) {
            intake.error(
                Codes.MISSING,
                interacts.place(),
                "'interacts' needs an actor and nodes",
                "Name them.");
            return;
          }
          for (int i = 0; i < nodes.size(); i++) {
            Ref own = i == 0 ? id : new Ref(id.name() + "." + (i + 1), id.place());
            flow(relationship, own, actor.get(), nodes.get(i), intake);
          }
        });
  }

  private static void flow(Tree relationship, Ref id, Ref from, Ref to, Intake intake) {
    Optional<String> protocol = relationship.text("protocol");
    intake
        .draft()
        .flow(
            new FlowDraft(id, id.name(), from, to)
                .description(relationship.text("description").orElse(""))
                .bothWays(true)
                .protocol(protocol)
                .encrypted(
                    protocol
                        .filter(word -> word.matches("(?i).*(https|tls|wss|sftp|ldaps).*"))
                        .map(_ -> true))
                .authenticated(relationship.text("authentication").map(_ -> true)));
  }
}
