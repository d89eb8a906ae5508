package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the Open Threat Model format, versions 0.1 and 0.2, as YAML or JSON.
final class OtmImporter implements Importer {
  /// From this share of 100 on, confidentiality counts as the next sensitivity.
  private static final int RESTRICTED_FROM = 90;

  private static final int CONFIDENTIAL_FROM = 60;
  private static final int INTERNAL_FROM = 20;

  /// Attributes that our own export writes.
  private static final Set<String> OWN = Set.of("kinds", "owner", "exposure");

  private static final Set<String> OF_FLOW = Set.of("encrypted", "authenticated");

  @Override
  public MapFormat format() {
    return MapFormat.OTM;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("otmVersion")
        || (file.has("project") && (file.has("trustZones") || file.name().contains(".otm")));
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    Optional<String> version = top.text("otmVersion");
    if (version.isEmpty()) {
      intake.error(
          Codes.VERSION,
          top.place(),
          "'otmVersion' is missing",
          "Add it, such as 'otmVersion: 0.2.0'.");
    } else if (!version.get().startsWith("0.")) {
      intake.error(
          Codes.VERSION,
          top.get("otmVersion").orElse(top).place(),
          "version " + version.get() + " of OTM is not known; it is read as 0.2.0",
          "Check the report for what was left.");
    }
    intake
        .draft()
        .system(
            top.at("project", "id").flatMap(Tree::text).orElse(""),
            top.at("project", "name").flatMap(Tree::text).orElse(""),
            top.at("project", "description").flatMap(Tree::text).orElse(""))
        .owner(top.at("project", "owner").flatMap(Tree::text));
    for (String part : List.of("assets", "components", "dataflows", "mitigations")) {
      intake.count(part, top.list(part).size());
    }
    intake.count("otmVersion", version);
    intake.count("threats", top.list("threats").size());
    intake.count("trustZones", top.list("trustZones").size());
    top.list("assets").forEach(tree -> asset(tree, intake));
    top.list("trustZones").forEach(tree -> zone(tree, intake));
    top.list("components").forEach(tree -> component(tree, intake));
    top.list("dataflows").forEach(tree -> flow(tree, intake));
    intake.left(
        "threats", top.list("threats").size(), "a map holds no threats; they are derived from it");
    intake.left("mitigations", top.list("mitigations").size(), "a map holds no controls");
    intake.left("representations", top.list("representations").size(), "a map holds no drawing");
  }

  private static void asset(Tree tree, Intake intake) {
    intake
        .draft()
        .asset(
            Intake.ref(tree, "id", tree.text("name").orElse("asset")),
            tree.text("name").orElse(""),
            tree.text("description").orElse(""),
            tree.at("risk", "confidentiality")
                .flatMap(Tree::text)
                .map(OtmImporter::sensitivity)
                .orElse(Sensitivity.UNKNOWN),
            Optional.empty());
  }

  private static Sensitivity sensitivity(String confidentiality) {
    if (!confidentiality.matches("\\d{1,3}")) {
      return Sensitivity.UNKNOWN;
    }
    int share = Integer.parseInt(confidentiality);
    return share >= RESTRICTED_FROM
        ? Sensitivity.RESTRICTED
        : share >= CONFIDENTIAL_FROM
            ? Sensitivity.CONFIDENTIAL
            : share >= INTERNAL_FROM ? Sensitivity.INTERNAL : Sensitivity.PUBLIC;
  }

  private static void zone(Tree tree, Intake intake) {
    intake
        .draft()
        .boundary(
            Intake.ref(tree, "id", tree.text("name").orElse("zone")),
            tree.text("name").orElse(""),
            tree.text("description").orElse(""),
            tree.at("risk", "trustRating")
                .flatMap(Tree::text)
                .filter(text -> text.matches("\\d{1,2}(\\.\\d{1,9})?|100(\\.0{1,9})?"))
                .map(text -> Math.toIntExact(Math.round(Double.parseDouble(text)))),
            tree.get("parent").flatMap(parent -> Intake.ref(parent, "trustZone")));
  }

  private static void component(Tree tree, Intake intake) {
    String name = tree.text("name").orElse("");
    Optional<Tree> parent = tree.get("parent");
    ComponentDraft component =
        new ComponentDraft(Intake.ref(tree, "id", name), name)
            .description(tree.text("description").orElse(""))
            .within(parent.flatMap(each -> Intake.ref(each, "trustZone")))
            .partOf(parent.flatMap(each -> Intake.ref(each, "component")))
            .stores(tree.get("assets").map(each -> assets(each, "stored")).orElse(List.of()))
            .processes(tree.get("assets").map(each -> assets(each, "processed")).orElse(List.of()))
            .tags(tree.texts("tags"))
            .property(
                "otm.type", tree.text("type").filter(word -> ComponentKind.of(word).isEmpty()));
    Optional<Tree> attributes = tree.get("attributes");
    List<String> own = attributes.map(OtmImporter::kinds).orElse(List.of());
    if (!own.isEmpty()) {
      component.owner(attributes.flatMap(each -> each.text("owner")));
      attributes
          .flatMap(each -> each.text("exposure"))
          .flatMap(Exposure::of)
          .ifPresent(component::exposure);
    }
    tree.entries("attributes")
        .filter(entry -> own.isEmpty() || !OWN.contains(entry.key()))
        .forEach(entry -> component.property(entry.key(), entry.value().text()));
    List<String> told =
        Stream.concat(tree.text("type").stream(), tree.texts("tags").stream()).toList();
    intake.component(component, own.isEmpty() ? told : own, name);
  }

  /// The kinds that our own export wrote; none when the file is not ours.
  private static List<String> kinds(Tree attributes) {
    List<String> words =
        Stream.of(attributes.text("kinds").orElse("").split(",")).map(String::strip).toList();
    return words.stream().allMatch(each -> ComponentKind.of(each).isPresent()) ? words : List.of();
  }

  private static void flow(Tree tree, Intake intake) {
    Optional<Ref> from = Intake.ref(tree, "source").or(() -> Intake.ref(tree, "sourceNode"));
    Optional<Ref> to =
        Intake.ref(tree, "destination").or(() -> Intake.ref(tree, "destinationNode"));
    if (from.isEmpty() || to.isEmpty()) {
      intake.error(
          Codes.MISSING,
          tree.place(),
          "a dataflow needs a source and a destination",
          "Name two components.");
      return;
    }
    FlowDraft flow =
        new FlowDraft(
                Intake.ref(tree, "id", "flow"), tree.text("name").orElse(""), from.get(), to.get())
            .description(tree.text("description").orElse(""))
            .bothWays(tree.holds("bidirectional"))
            .assets(assets(tree, "assets"))
            .tags(tree.texts("tags"))
            .protocol(tree.at("attributes", "protocol").flatMap(Tree::text))
            .encrypted(truth(tree, "encrypted"))
            .authenticated(truth(tree, "authenticated"));
    tree.entries("attributes")
        .filter(entry -> !entry.key().equals("protocol") && truth(tree, entry.key()).isEmpty())
        .forEach(entry -> flow.property(entry.key(), entry.value().text()));
    intake.draft().flow(flow);
  }

  /// What an attribute of a flow that our own export writes says.
  private static Optional<Boolean> truth(Tree tree, String key) {
    return tree.at("attributes", key)
        .flatMap(Tree::text)
        .filter(_ -> OF_FLOW.contains(key))
        .filter(word -> word.equals("true") || word.equals("false"))
        .map(Boolean::valueOf);
  }

  /// Assets stand as ids, or as maps with an id.
  private static List<Ref> assets(Tree tree, String key) {
    return tree.list(key).stream()
        .flatMap(item ->
            item
                .text()
                .map(text -> new Ref(text, item.place()))
                .or(() -> Intake.ref(item, "id"))
                .stream())
        .toList();
  }
}
