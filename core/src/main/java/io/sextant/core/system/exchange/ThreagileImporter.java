package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads Threagile YAML 0.9 and 1.0, with the files it includes.
final class ThreagileImporter implements Importer {
  @Override
  public MapFormat format() {
    return MapFormat.THREAGILE;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("threagile_version")
        || file.has("technical_assets")
        || (file.has("includes") && file.name().matches(".*\\.ya?ml"));
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = ThreagileIncludes.join(file, intake);
    intake
        .draft()
        .system(
            "",
            top.text("title").orElse(file.title()),
            top.at("business_overview", "description").flatMap(Tree::text).orElse(""))
        .owner(top.at("author", "name").flatMap(Tree::text));
    List<Tree.Entry> assets = top.entries("technical_assets").toList();
    intake.count(
        "communicationLinks",
        assets.stream()
            .mapToLong(each -> each.value().entries("communication_links").count())
            .sum());
    intake.count("dataAssets", top.entries("data_assets").count());
    intake.count(
        "individualRisks",
        top.entries("individual_risk_categories")
            .mapToLong(each -> each.value().entries("risks_identified").count())
            .sum());
    intake.count("riskTracking", top.entries("risk_tracking").count());
    intake.count("sharedRuntimes", top.entries("shared_runtimes").count());
    intake.count("technicalAssets", assets.size());
    intake.count("trustBoundaries", top.entries("trust_boundaries").count());

    top.entries("data_assets").forEach(entry -> dataAsset(entry, intake));
    Map<String, Ref> boundaryOf = boundaries(top, intake);
    assets.forEach(entry -> technicalAsset(entry, boundaryOf, intake));
    assets.forEach(entry ->
        entry.value().entries("communication_links").forEach(link -> link(entry, link, intake)));
    left(top, intake);
  }

  private static Ref idOf(Tree.Entry entry) {
    return Intake.ref(entry.value(), "id", entry.key());
  }

  private static void dataAsset(Tree.Entry entry, Intake intake) {
    Tree tree = entry.value();
    intake
        .draft()
        .asset(
            idOf(entry),
            entry.key(),
            tree.text("description").orElse(""),
            sensitivity(tree.text("confidentiality")),
            tree.text("owner"));
  }

  private static Sensitivity sensitivity(Optional<String> word) {
    return switch (word.orElse("")) {
      case "public" -> Sensitivity.PUBLIC;
      case "internal" -> Sensitivity.INTERNAL;
      case "confidential" -> Sensitivity.CONFIDENTIAL;
      case "restricted", "strictly-confidential" -> Sensitivity.RESTRICTED;
      default -> Sensitivity.UNKNOWN;
    };
  }

  /// @return the boundary of each technical asset that is in one
  private static Map<String, Ref> boundaries(Tree top, Intake intake) {
    Map<String, Ref> parents = new HashMap<>();
    Map<String, Ref> holders = new HashMap<>();
    top.entries("trust_boundaries")
        .forEach(entry -> {
          Ref own = idOf(entry);
          Intake.refs(entry.value(), "trust_boundaries_nested")
              .forEach(nested -> parents.putIfAbsent(nested.name(), own));
          Intake.refs(entry.value(), "technical_assets_inside")
              .forEach(asset -> holders.putIfAbsent(asset.name(), own));
        });
    top.entries("trust_boundaries")
        .forEach(entry -> {
          Ref own = idOf(entry);
          intake
              .draft()
              .boundary(
                  own,
                  entry.key(),
                  entry.value().text("description").orElse(""),
                  Optional.empty(),
                  Optional.ofNullable(parents.get(own.name())));
        });
    return holders;
  }

  private static void technicalAsset(Tree.Entry entry, Map<String, Ref> boundaryOf, Intake intake) {
    Tree tree = entry.value();
    Ref id = idOf(entry);
    ComponentDraft component =
        new ComponentDraft(id, entry.key())
            .description(tree.text("description").orElse(""))
            .within(Optional.ofNullable(boundaryOf.get(id.name())))
            .owner(tree.text("owner"))
            .exposure(
                tree.text("internet")
                    .map(internet -> internet.equals("true") ? Exposure.INTERNET : Exposure.UNKNOWN)
                    .orElse(Exposure.UNKNOWN))
            .stores(Intake.refs(tree, "data_assets_stored"))
            .processes(Intake.refs(tree, "data_assets_processed"))
            .tags(tree.texts("tags"))
            .property("encryption", tree.text("encryption"))
            .property("machine", tree.text("machine"))
            .property("multi-tenant", tree.text("multi_tenant"))
            .property("redundant", tree.text("redundant"))
            .property("custom-developed", tree.text("custom_developed_parts"))
            .property("out-of-scope", tree.text("out_of_scope").filter("true"::equals))
            .property("out-of-scope-reason", tree.text("justification_out_of_scope"))
            .property(
                "data-formats", Optional.of(String.join(", ", tree.texts("data_formats_accepted"))))
            .property("technology", Optional.of(String.join(", ", technologies(tree).toList())))
            .property("confidentiality", tree.text("confidentiality"))
            .property("integrity", tree.text("integrity"))
            .property("availability", tree.text("availability"));
    // The technology "ai" says too little to tell a model from an agent: tags and the name decide.
    List<String> types =
        Stream.concat(
                technologies(tree).filter(word -> !word.equals("ai")), tree.texts("tags").stream())
            .toList();
    intake.component(component, types, entry.key());
  }

  private static Stream<String> technologies(Tree tree) {
    return Stream.concat(tree.texts("technology").stream(), tree.texts("technologies").stream());
  }

  private static void link(Tree.Entry from, Tree.Entry link, Intake intake) {
    Tree tree = link.value();
    Optional<Ref> target = Intake.ref(tree, "target");
    if (target.isEmpty()) {
      intake.error(
          Codes.MISSING,
          link.keyPlace(),
          "the communication link '" + link.key() + "' has no target",
          "Name the id of a technical asset.");
      return;
    }
    Ref source = idOf(from);
    Optional<String> protocol = tree.text("protocol");
    Stream<Ref> carried =
        Stream.concat(
            Intake.refs(tree, "data_assets_sent").stream(),
            Intake.refs(tree, "data_assets_received").stream());
    intake
        .draft()
        .flow(
            new FlowDraft(
                    new Ref(source.name() + "." + link.key(), link.keyPlace()),
                    link.key(),
                    source,
                    target.get())
                .description(tree.text("description").orElse(""))
                .assets(carried.toList())
                .bothWays(!Intake.refs(tree, "data_assets_received").isEmpty())
                .protocol(protocol)
                .encrypted(
                    protocol.map(word ->
                        word.matches(".*(https|wss|-encrypted|ssh|tls|ssl|ftps|sftp|ldaps).*")))
                .authenticated(tree.text("authentication").map(word -> !word.equals("none")))
                .tags(tree.texts("tags"))
                .property("authentication", tree.text("authentication"))
                .property("authorization", tree.text("authorization"))
                .property("vpn", tree.text("vpn").filter("true"::equals))
                .property("ip-filtered", tree.text("ip_filtered").filter("true"::equals))
                .property("read-only", tree.text("readonly").filter("true"::equals)));
  }

  private static void left(Tree top, Intake intake) {
    intake.left(
        "shared_runtimes",
        top.entries("shared_runtimes").count(),
        "a map does not say what runs on one machine");
    intake.left(
        "individual_risk_categories",
        top.entries("individual_risk_categories").count(),
        "a map holds no threats; they are derived from it");
    intake.left(
        "risk_tracking",
        top.entries("risk_tracking").count(),
        "decisions on Threagile's own risks do not carry over");
    intake.left("abuse_cases", top.entries("abuse_cases").count(), "a map holds no threats");
    intake.left(
        "security_requirements",
        top.entries("security_requirements").count(),
        "a map holds no controls");
    intake.left("questions", top.entries("questions").count(), "a map holds no questions");
  }
}
