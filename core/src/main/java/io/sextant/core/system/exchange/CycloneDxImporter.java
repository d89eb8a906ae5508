package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads CycloneDX BOMs of versions 1.5 to 1.7 with models, data and services.
final class CycloneDxImporter implements Importer {
  private static final Set<String> KNOWN = Set.of("1.5", "1.6", "1.7");

  /// Types that say nothing of a component's part in a system.
  private static final Set<String> PARTS =
      Set.of(
          "library",
          "framework",
          "file",
          "operating-system",
          "device-driver",
          "firmware",
          "cryptographic-asset");

  @Override
  public MapFormat format() {
    return MapFormat.CYCLONEDX;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.document()
        .flatMap(top -> top.text("bomFormat"))
        .filter("CycloneDX"::equals)
        .isPresent();
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    Optional<String> version = top.text("specVersion");
    if (version.filter(KNOWN::contains).isEmpty()) {
      intake.error(
          Codes.VERSION,
          top.get("specVersion").orElse(top).place(),
          "version "
              + version.orElse("(none)")
              + " of CycloneDX is not known; expected 1.5, 1.6 or 1.7",
          "What is understood was read; check the report.");
    }
    Optional<Tree> root = top.at("metadata", "component");
    intake
        .draft()
        .system(
            root.flatMap(tree -> tree.text("name")).orElse(""),
            root.flatMap(tree -> tree.text("name")).orElse(file.title()),
            root.flatMap(tree -> tree.text("description")).orElse(""))
        .owner(top.at("metadata", "supplier", "name").flatMap(Tree::text));
    List<Tree> components = top.list("components");
    intake.sorts("components", components.stream().flatMap(each -> each.text("type").stream()));
    intake.count("dependencies", top.list("dependencies").size());
    intake.count(
        "modelCards",
        components.stream().filter(each -> each.get("modelCard").isPresent()).count());
    intake.count("services", top.list("services").size());
    intake.count("spec", version);

    List<Tree> parts = new ArrayList<>();
    boolean shown = root.filter(tree -> root(tree, parts, intake)).isPresent();
    components.forEach(tree -> component(tree, Optional.empty(), parts, intake));
    top.list("services").forEach(tree -> service(tree, Optional.empty(), intake));
    CycloneDxFlows flows = new CycloneDxFlows(intake);
    Stream.concat(root.stream(), components.stream()).forEach(flows::training);
    top.list("services").forEach(flows::data);
    long outside = top.list("dependencies").stream().mapToLong(flows::dependency).sum();
    intake.left(
        "components that are libraries and the like",
        parts.size(),
        "they are parts of programs, not of the system's map");
    intake.left("dependencies on libraries and the like", outside, "both ends must be on the map");
    intake.left(
        "metadata.component", root.isPresent() && !shown ? 1 : 0, "it is the system itself");
    intake.left("ends of data flows", flows.outside(), "the places they name are not in this file");
    for (String key :
        List.of("vulnerabilities", "compositions", "formulation", "annotations", "declarations")) {
      intake.left(
          key,
          top.list(key).size()
              + (top.get(key).filter(Tree.Mapping.class::isInstance).isPresent() ? 1 : 0),
          "a map has no place for it");
    }
  }

  /// What the BOM is about is the system, unless it is a model or data itself.
  ///
  /// @return whether it is on the map
  private static boolean root(Tree tree, List<Tree> parts, Intake intake) {
    String type = tree.text("type").orElse("");
    if (type.equals("machine-learning-model") || type.equals("data")) {
      component(tree, Optional.empty(), parts, intake);
      return true;
    }
    tree.list("components").forEach(inner -> component(inner, Optional.empty(), parts, intake));
    return false;
  }

  private static void component(Tree tree, Optional<Ref> whole, List<Tree> parts, Intake intake) {
    String type = tree.text("type").orElse("");
    if (PARTS.contains(type)) {
      parts.add(tree);
      // A library is not on the map, but a model that it carries is.
      tree.list("components").forEach(inner -> component(inner, whole, parts, intake));
      return;
    }
    String name = tree.text("name").orElse("");
    Ref ref = Intake.ref(tree, "bom-ref", name);
    Optional<Tree> card = tree.get("modelCard");
    Optional<Tree> parameters = card.flatMap(each -> each.get("modelParameters"));
    Optional<String> task = parameters.flatMap(each -> each.text("task"));
    ComponentDraft component =
        new ComponentDraft(ref, name)
            .description(tree.text("description").orElse(""))
            .partOf(whole)
            .owner(tree.at("manufacturer", "name").flatMap(Tree::text))
            .property("version", tree.text("version"))
            .property("supplier", tree.at("supplier", "name").flatMap(Tree::text))
            .property("purl", tree.text("purl"))
            .property("task", task)
            .property("architecture", parameters.flatMap(each -> each.text("architectureFamily")))
            .property(
                "approach",
                parameters.flatMap(each -> each.at("approach", "type")).flatMap(Tree::text))
            .property("output-formats", formats(parameters, "outputs"))
            .property("input-formats", formats(parameters, "inputs"))
            .property(
                "derived-from",
                joined(tree.at("pedigree", "ancestors").map(Tree::items).orElse(List.of())))
            .property(
                "trained-on",
                joined(parameters.map(each -> each.list("datasets")).orElse(List.of())));
    List<Ref> held = new ArrayList<>();
    for (Tree data : tree.list("data")) {
      Ref asset =
          new Ref(ref.name() + ".data" + (held.isEmpty() ? "" : held.size() + 1), data.place());
      held.add(asset);
      intake
          .draft()
          .asset(
              asset,
              data.text("name").orElse(name),
              data.text("description").orElse(""),
              sensitivity(data.text("classification")),
              data.at("governance", "owners")
                  .flatMap(owners -> owners.items().stream().findFirst())
                  .flatMap(owner -> owner.at("organization", "name"))
                  .flatMap(Tree::text));
      component.property(
          "sensitive-data", Optional.of(String.join(", ", data.texts("sensitiveData"))));
    }
    component.stores(held);
    boolean taskTells =
        task.filter(word -> !KindWords.ofTypes(List.of(word)).isEmpty()).isPresent();
    List<String> own = sextant(tree, component);
    intake.component(
        component, own.isEmpty() ? List.of(taskTells ? task.orElse("") : type) : own, name);
    tree.list("components").forEach(inner -> component(inner, Optional.of(ref), parts, intake));
  }

  /// Takes over what our own export wrote into properties.
  ///
  /// @return the kinds; none when the file is not ours
  private static List<String> sextant(Tree tree, ComponentDraft component) {
    List<String> kinds = new ArrayList<>();
    for (Tree property : tree.list("properties")) {
      String name = property.text("name").orElse("");
      String value = property.text("value").orElse("");
      if (name.equals(CycloneDxExport.KIND)) {
        Stream.of(value.split(","))
            .map(String::strip)
            .filter(word -> ComponentKind.of(word).isPresent())
            .forEach(kinds::add);
      } else if (name.equals(CycloneDxExport.EXPOSURE)) {
        Exposure.of(value).ifPresent(component::exposure);
      } else if (name.startsWith(CycloneDxExport.FACT)) {
        component.property(name.substring(CycloneDxExport.FACT.length()), Optional.of(value));
      }
    }
    return kinds;
  }

  private static Optional<String> formats(Optional<Tree> parameters, String key) {
    return parameters.map(each ->
        String.join(
            ", ", each.list(key).stream().flatMap(one -> one.text("format").stream()).toList()));
  }

  private static Optional<String> joined(List<Tree> named) {
    return Optional.of(
        String.join(
            ", ",
            named.stream()
                .flatMap(each -> each.text("name").or(() -> each.text("ref")).stream())
                .toList()));
  }

  private static Sensitivity sensitivity(Optional<String> classification) {
    return Sensitivity.of(classification.orElse("").toLowerCase(java.util.Locale.ROOT))
        .orElse(Sensitivity.UNKNOWN);
  }

  /// What a service handles, as assets: one for each name and classification.
  private static List<Ref> handled(Tree tree, Ref service, Intake intake) {
    List<Ref> handled = new ArrayList<>();
    for (Tree data : tree.list("data")) {
      String classification = data.text("classification").orElse("");
      String name = data.text("name").orElse(classification);
      Ref asset = new Ref(service.name() + "." + name, data.place());
      if (!name.isBlank() && !intake.draft().hasAsset(asset.name())) {
        intake
            .draft()
            .asset(
                asset,
                name,
                data.text("description").orElse(name.equals(classification) ? "" : classification),
                sensitivity(Optional.of(classification)),
                Optional.empty());
        handled.add(asset);
      }
    }
    return handled;
  }

  private static void service(Tree tree, Optional<Ref> whole, Intake intake) {
    String name = tree.text("name").orElse("");
    Ref ref = Intake.ref(tree, "bom-ref", name);
    Optional<Ref> zone = Intake.ref(tree, "trustZone");
    zone.filter(each -> !intake.draft().hasBoundary(each.name()))
        .ifPresent(each ->
            intake.draft().boundary(each, each.name(), "", Optional.empty(), Optional.empty()));
    ComponentDraft component =
        new ComponentDraft(ref, name)
            .description(tree.text("description").orElse(""))
            .within(zone)
            .partOf(whole)
            .owner(tree.at("provider", "name").flatMap(Tree::text))
            .property("authenticated", tree.text("authenticated"))
            .property("crosses-trust-boundary", tree.text("x-trust-boundary"))
            .property("endpoints", Optional.of(String.join(", ", tree.texts("endpoints"))))
            .processes(handled(tree, ref, intake));
    List<String> own = sextant(tree, component);
    List<String> told = KindWords.ofName(name).isPresent() ? List.of() : List.of("service");
    intake.component(component, own.isEmpty() ? told : own, name);
    tree.list("services").forEach(inner -> service(inner, Optional.of(ref), intake));
  }
}
