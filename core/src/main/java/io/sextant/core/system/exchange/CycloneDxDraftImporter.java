package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the draft of CycloneDX 2.0 (blueprints), of July 2026. The draft will change.
final class CycloneDxDraftImporter implements Importer {
  private static final Set<String> ENVELOPE =
      Set.of("specFormat", "specVersion", "serialNumber", "version");

  /// Words that the draft's schemas fix (cyclonedx-control-2.0, cyclonedx-threat-2.0).
  private static final Set<String> STATUS =
      Set.of(
          "recommended",
          "proposed",
          "approved",
          "rejected",
          "planned",
          "in-progress",
          "implemented",
          "verified",
          "decommissioned");

  private static final Map<String, Set<String>> CATEGORIES =
      Map.of(
          "STRIDE",
          Set.of(
              "spoofing",
              "tampering",
              "repudiation",
              "information-disclosure",
              "denial-of-service",
              "elevation-of-privilege"),
          "LINDDUN",
          Set.of(
              "linkability",
              "identifiability",
              "non-repudiation",
              "detectability",
              "disclosure-of-information",
              "unawareness",
              "non-compliance"),
          "MAESTRO",
          Set.of(
              "foundation-models",
              "data-operations",
              "agent-frameworks",
              "deployment-and-infrastructure",
              "evaluation-and-observability",
              "security-and-compliance",
              "agent-ecosystem"),
          "MITRE-ATTACK",
          Set.of(
              "reconnaissance",
              "resource-development",
              "initial-access",
              "execution",
              "persistence",
              "privilege-escalation",
              "defense-evasion",
              "credential-access",
              "discovery",
              "lateral-movement",
              "collection",
              "command-and-control",
              "exfiltration",
              "impact"));

  @Override
  public MapFormat format() {
    return MapFormat.CYCLONEDX_DRAFT;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.document()
        .flatMap(top -> top.text("specFormat"))
        .filter("CycloneDX"::equals)
        .isPresent();
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    intake.count("spec", top.text("specVersion"));
    intake.count(
        "top",
        new Count.Words(
            top.fields()
                .map(Tree.Entry::key)
                .filter(key -> !ENVELOPE.contains(key))
                .sorted()
                .toList()));
    checkWords(top, intake);
    List<Tree> blueprints = top.list("blueprints");
    Optional<Tree> first = blueprints.stream().findFirst();
    intake
        .draft()
        .system(
            "",
            first.flatMap(tree -> tree.text("name")).orElse(file.title()),
            first.flatMap(tree -> tree.text("description")).orElse(""));
    blueprints.forEach(tree -> blueprint(tree, intake));
    intake.count("valid", new Count.Flag(intake.log().errors() == 0));
    intake.left("controls", top.list("controls").size(), "a map holds no controls");
    intake.left(
        "threats",
        top.get("threats").map(tree -> tree.list("threats").size()).orElse(0),
        "a map holds no threats; they are derived from it");
    intake.left(
        "risks",
        top.get("risks").map(tree -> tree.list("risks").size()).orElse(0),
        "a map holds no risks");
    intake.left(
        "components", top.list("components").size(), "only blueprints say how parts work together");
  }

  private static void checkWords(Tree top, Intake intake) {
    Stream.concat(
            top.list("controls").stream(),
            top.get("controls").stream().flatMap(tree -> tree.list("controls").stream()))
        .flatMap(control -> control.get("status").stream())
        .filter(status -> status.text().filter(word -> !STATUS.contains(word)).isPresent())
        .forEach(status ->
            intake.error(
                Codes.INVALID,
                status.place(),
                "'" + status.text().orElse("") + "' is no status of a control",
                "Expected one of: " + String.join(", ", STATUS.stream().sorted().toList()) + "."));
    top.get("threats").stream()
        .flatMap(tree -> tree.list("threats").stream())
        .flatMap(threat -> threat.list("categories").stream())
        .forEach(category -> checkCategory(category, intake));
  }

  private static void checkCategory(Tree category, Intake intake) {
    String taxonomy = category.text("taxonomy").orElse("");
    Set<String> known = CATEGORIES.getOrDefault(taxonomy, Set.of());
    Optional<String> word = category.text("category");
    if (!known.isEmpty() && word.filter(each -> !known.contains(each)).isPresent()) {
      intake.error(
          Codes.INVALID,
          category.get("category").orElse(category).place(),
          "'" + word.orElse("") + "' is no category of " + taxonomy,
          "Expected one of: " + String.join(", ", known.stream().sorted().toList()) + ".");
    }
  }

  private static void blueprint(Tree tree, Intake intake) {
    tree.list("zones")
        .forEach(zone ->
            intake
                .draft()
                .boundary(
                    Intake.ref(zone, "bom-ref", zone.text("name").orElse("zone")),
                    zone.text("name").orElse(""),
                    zone.text("description").orElse(""),
                    Optional.empty(),
                    Intake.ref(zone, "parent")));
    tree.list("dataSets")
        .forEach(set ->
            intake
                .draft()
                .asset(
                    Intake.ref(set, "bom-ref", set.text("name").orElse("data")),
                    set.text("name").orElse(""),
                    set.text("description").orElse(""),
                    Sensitivity.UNKNOWN,
                    Optional.empty()));
    tree.list("actors").forEach(actor -> part(actor, "actor", intake));
    tree.list("assets").forEach(asset -> part(asset, asset.text("type").orElse(""), intake));
    tree.list("dataStores").forEach(store -> part(store, "data-store", intake));
    tree.list("flows").forEach(flow -> flow(flow, intake));
    intake.left(
        "boundaries",
        tree.list("boundaries").size(),
        "a map says what lies in a zone, not what stands between two");
    intake.left("assumptions", tree.list("assumptions").size(), "a map holds no assumptions");
  }

  private static void part(Tree tree, String type, Intake intake) {
    String name =
        tree.text("name")
            .or(() -> tree.at("party", "persona", "archetype").flatMap(Tree::text))
            .or(() -> tree.text("description"))
            .orElse("");
    intake.component(
        new ComponentDraft(Intake.ref(tree, "bom-ref", name), name)
            .description(tree.text("description").orElse(""))
            .within(Intake.ref(tree, "zone"))
            .property("criticality", tree.at("classification", "criticality").flatMap(Tree::text)),
        List.of(type),
        name);
  }

  private static void flow(Tree tree, Intake intake) {
    Optional<Ref> from = Intake.ref(tree, "source");
    Optional<Ref> to = Intake.ref(tree, "destination");
    if (from.isEmpty() || to.isEmpty()) {
      intake.error(
          Codes.MISSING,
          tree.place(),
          "a flow needs a source and a destination",
          "Name two parts of the blueprint.");
      return;
    }
    intake
        .draft()
        .flow(
            new FlowDraft(
                    Intake.ref(tree, "bom-ref", "flow"),
                    tree.text("name").orElse(""),
                    from.get(),
                    to.get())
                .description(tree.text("description").orElse(""))
                .protocol(tree.texts("protocols").stream().findFirst())
                .encrypted(tree.text("encrypted").map(Boolean::valueOf))
                .authenticated(tree.get("authentication").map(_ -> true))
                .property(
                    "data",
                    Optional.of(
                        String.join(
                            ", ",
                            tree.list("dataObjects").stream()
                                .flatMap(each -> each.text("name").stream())
                                .toList()))));
  }
}
