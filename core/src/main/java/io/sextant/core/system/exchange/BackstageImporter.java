package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads entities of a Backstage catalogue, several YAML documents in a file.
final class BackstageImporter implements Importer {
  private static final Set<String> ON_THE_MAP =
      Set.of("Component", "API", "Resource", "AiResource", "User", "Group");

  /// References to another entity that say data goes there.
  private static final List<String> USES =
      List.of("consumesApis", "dependsOn", "skills", "agents", "mcpServers");

  /// References to another entity that say data comes from there.
  private static final List<String> USED_BY = List.of("providesApis", "dependencyOf");

  @Override
  public MapFormat format() {
    return MapFormat.BACKSTAGE;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.documents().stream()
        .anyMatch(tree ->
            tree.text("apiVersion")
                .filter(version -> version.startsWith("backstage.io/"))
                .isPresent());
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    List<Tree> entities =
        file.documents().stream().filter(tree -> tree.text("kind").isPresent()).toList();
    Intake.tally(entities.stream().flatMap(tree -> tree.text("kind").stream()))
        .forEach((kind, number) -> intake.count(kind, (long) number));
    Optional<String> system =
        entities.stream()
            .filter(tree -> tree.text("kind").filter("System"::equals).isPresent())
            .flatMap(tree -> tree.at("metadata", "name").flatMap(Tree::text).stream())
            .findFirst()
            .or(() ->
                entities.stream()
                    .flatMap(tree -> tree.at("spec", "system").flatMap(Tree::text).stream())
                    .findFirst());
    intake.draft().system(system.orElse(""), system.orElse(file.title()), "");
    Set<String> keys = entities.stream().map(BackstageImporter::key).collect(Collectors.toSet());
    entities.forEach(tree -> entity(tree, keys, intake));
    entities.forEach(tree -> uses(tree, intake));
    intake.left(
        "entities of other kinds",
        entities.stream()
            .filter(tree -> !ON_THE_MAP.contains(tree.text("kind").orElse("")))
            .count(),
        "they are no parts of a system");
  }

  private static String name(Tree tree) {
    return tree.at("metadata", "name").flatMap(Tree::text).orElse("");
  }

  /// `component:default/podcast-api`, in lower case, as references are compared.
  private static String key(Tree tree) {
    String namespace = tree.at("metadata", "namespace").flatMap(Tree::text).orElse("default");
    return (tree.text("kind").orElse("") + ":" + namespace + "/" + name(tree))
        .toLowerCase(Locale.ROOT);
  }

  private static void entity(Tree tree, Set<String> keys, Intake intake) {
    String kind = tree.text("kind").orElse("");
    if (!ON_THE_MAP.contains(kind)) {
      return;
    }
    if (name(tree).isEmpty()) {
      intake.error(Codes.MISSING, tree.place(), "an entity has no metadata.name", "Add it.");
      return;
    }
    Tree spec = tree.get("spec").orElse(tree);
    Optional<String> type = spec.text("type");
    List<String> models =
        Stream.concat(
                spec.at("models", "available").stream().flatMap(list -> list.items().stream()),
                spec.at("models", "default").stream())
            .flatMap(model -> model.text().stream())
            .distinct()
            .toList();
    ComponentDraft component =
        new ComponentDraft(
                new Ref(key(tree), tree.place()),
                tree.at("metadata", "title").flatMap(Tree::text).orElse(name(tree)))
            .description(tree.at("metadata", "description").flatMap(Tree::text).orElse(""))
            .owner(spec.text("owner"))
            .partOf(
                Intake.ref(spec, "subcomponentOf")
                    .map(ref -> new Ref(full(ref.name(), "subcomponentOf"), ref.place()))
                    .filter(ref -> keys.contains(ref.name())))
            .telemetry(new Component.Telemetry(List.of(), models, List.of()))
            .tags(tree.get("metadata").map(metadata -> metadata.texts("tags")).orElse(List.of()))
            .property("backstage.type", type)
            .property("lifecycle", spec.text("lifecycle").map(word -> stage(word).word()))
            .property("server-url", spec.text("serverUrl"))
            .property("allowed-tools", Optional.of(String.join(", ", spec.texts("allowedTools"))));
    Stream<String> sort =
        switch (kind) {
          case "AiResource" -> Stream.of("ai " + type.orElse(""));
          case "User", "Group" -> Stream.of("human");
          // The catalogue's word for what runs in a browser.
          case "Component" -> type.map(word -> word.equals("website") ? "web ui" : word).stream();
          default -> type.map(word -> word.equals("database") ? "data store" : word).stream();
        };
    intake.component(component, sort.toList(), name(tree));
  }

  private static Stage stage(String word) {
    return switch (word) {
      case "production" -> Stage.PRODUCTION;
      case "experimental" -> Stage.DEVELOPMENT;
      case "deprecated" -> Stage.RETIRED;
      default -> Stage.UNKNOWN;
    };
  }

  private static void uses(Tree tree, Intake intake) {
    Ref from = new Ref(key(tree), tree.place());
    if (!intake.draft().hasComponent(from.name())) {
      return;
    }
    Tree spec = tree.get("spec").orElse(tree);
    long outside = 0;
    for (String relation : Stream.concat(USES.stream(), USED_BY.stream()).toList()) {
      for (Ref named : Intake.refs(spec, relation)) {
        Ref other = new Ref(full(named.name(), relation), named.place());
        if (intake.draft().hasComponent(other.name())) {
          boolean used = USED_BY.contains(relation);
          flow(relation, used ? other : from, used ? from : other, intake);
        } else {
          outside++;
        }
      }
    }
    intake.left(
        "references of " + from.name(), outside, "the entities they name are not in this file");
  }

  private static void flow(String relation, Ref from, Ref to, Intake intake) {
    intake
        .draft()
        .flow(
            new FlowDraft(
                    new Ref(from.name() + "-" + relation + "-" + to.name(), to.place()),
                    relation,
                    from,
                    to)
                .bothWays(true)
                .property(
                    "read-from",
                    Optional.of("'" + relation + "', which does not say what goes over it")));
  }

  /// A reference may leave out its kind and its namespace.
  private static String full(String reference, String relation) {
    String plain = reference.toLowerCase(Locale.ROOT);
    String kind =
        plain.contains(":")
            ? ""
            : switch (relation) {
              case "consumesApis", "providesApis" -> "api:";
              case "dependsOn", "dependencyOf", "subcomponentOf" -> "component:";
              default -> "airesource:";
            };
    String whole = kind + plain;
    return whole.contains("/") ? whole : whole.replaceFirst(":", ":default/");
  }
}
