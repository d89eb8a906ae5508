package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the OWASP Threat Model Library's schema, versions 1.0.x.
final class TmLibraryImporter implements Importer {
  private static final List<String> PARTS =
      List.of(
          "actors",
          "assumptions",
          "components",
          "controls",
          "data_flows",
          "data_sets",
          "data_stores",
          "risks",
          "threat_personas",
          "threats",
          "trust_boundaries",
          "trust_zones");

  @Override
  public MapFormat format() {
    return MapFormat.TM_LIBRARY;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("scope")
        && (file.has("trust_zones") || file.has("data_flows") || file.has("data_stores"));
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    PARTS.forEach(part -> intake.count(part, top.list(part).size()));
    intake
        .draft()
        .system(
            "",
            top.at("scope", "title").flatMap(Tree::text).orElse(file.title()),
            top.at("scope", "description").flatMap(Tree::text).orElse(""));
    Exposure exposure =
        top.at("scope", "exposure")
            .flatMap(Tree::text)
            .filter("external"::equals)
            .map(_ -> Exposure.INTERNET)
            .orElse(Exposure.UNKNOWN);
    top.list("trust_zones")
        .forEach(zone ->
            intake
                .draft()
                .boundary(
                    Intake.ref(zone, "symbolic_name", zone.text("title").orElse("zone")),
                    zone.text("title").orElse(""),
                    zone.text("description").orElse(""),
                    Optional.empty(),
                    Optional.empty()));
    Map<String, List<Ref>> placed = dataSets(top, intake);
    top.list("actors").forEach(tree -> part(tree, "actor", List.of(), Exposure.UNKNOWN, intake));
    top.list("components").forEach(tree -> part(tree, "", List.of(), exposure, intake));
    top.list("data_stores")
        .forEach(tree ->
            part(
                tree,
                "data store",
                placed.getOrDefault(tree.text("symbolic_name").orElse(""), List.of()),
                Exposure.UNKNOWN,
                intake));
    top.list("data_flows").forEach(tree -> flow(tree, intake));
    intake.left(
        "trust_boundaries",
        top.list("trust_boundaries").size(),
        "a map says what lies in a zone, not what stands between two");
    intake.left(
        "threats", top.list("threats").size(), "a map holds no threats; they are derived from it");
    intake.left("threat_personas", top.list("threat_personas").size(), "a map holds no attackers");
    intake.left("controls", top.list("controls").size(), "a map holds no controls");
    intake.left("risks", top.list("risks").size(), "a map holds no risks");
    intake.left("assumptions", top.list("assumptions").size(), "a map holds no assumptions");
    intake.left("diagrams", top.list("diagrams").size(), "a map holds no drawing");
  }

  /// @return what each data store holds
  private static Map<String, List<Ref>> dataSets(Tree top, Intake intake) {
    Map<String, List<Ref>> placed = new HashMap<>();
    for (Tree set : top.list("data_sets")) {
      Ref own = Intake.ref(set, "symbolic_name", set.text("title").orElse("data"));
      intake
          .draft()
          .asset(
              own,
              set.text("title").orElse(""),
              set.text("description").orElse(""),
              sensitivity(set.texts("data_sensitivity")),
              Optional.empty());
      set.list("placements").stream()
          .flatMap(placement -> placement.text("data_store").stream())
          .forEach(store -> placed.computeIfAbsent(store, _ -> new ArrayList<>()).add(own));
    }
    return placed;
  }

  private static Sensitivity sensitivity(List<String> words) {
    if (words.stream().anyMatch(word -> word.matches("phi|pci|fin|secret|cred.*"))) {
      return Sensitivity.RESTRICTED;
    }
    return words.stream().anyMatch(word -> word.matches("pii|biz|ip|confidential"))
        ? Sensitivity.CONFIDENTIAL
        : words.contains("public") ? Sensitivity.PUBLIC : Sensitivity.UNKNOWN;
  }

  private static void part(
      Tree tree, String type, List<Ref> holds, Exposure exposure, Intake intake) {
    String name = tree.text("title").orElse("");
    // "public" is a zone of the schema that needs no definition.
    Optional<Ref> zone = Intake.ref(tree, "trust_zone");
    zone.filter(each -> each.name().equals("public") && !intake.draft().hasBoundary("public"))
        .ifPresent(
            each -> intake.draft().boundary(each, "Public", "", Optional.of(0), Optional.empty()));
    List<String> types =
        type.equals("actor") && tree.text("type").filter("system"::equals).isPresent()
            ? List.of("service")
            : type.isEmpty() ? List.of() : List.of(type);
    boolean named = type.equals("data store") && KindWords.ofName(name).isPresent();
    intake.component(
        new ComponentDraft(Intake.ref(tree, "symbolic_name", name), name)
            .description(tree.text("description").orElse(""))
            .within(zone)
            .partOf(Intake.ref(tree, "parent_component"))
            .exposure(exposure)
            .stores(holds)
            .property("vendor", tree.text("vendor"))
            .property("product", tree.text("product"))
            .property("permissions", tree.text("permissions")),
        named ? List.of() : types,
        name);
  }

  private static void flow(Tree tree, Intake intake) {
    Optional<Ref> from = tree.get("source").flatMap(TmLibraryImporter::end);
    Optional<Ref> to = tree.get("destination").flatMap(TmLibraryImporter::end);
    if (from.isEmpty() || to.isEmpty()) {
      intake.error(
          Codes.MISSING,
          tree.place(),
          "a data flow needs a source and a destination",
          "Name two objects of the model.");
      return;
    }
    intake
        .draft()
        .flow(
            new FlowDraft(
                    Intake.ref(tree, "symbolic_name", "flow"),
                    tree.text("title").orElse(""),
                    from.get(),
                    to.get())
                .description(tree.text("description").orElse(""))
                .encrypted(tree.text("encrypted").map(Boolean::valueOf))
                .property("sensitive-data", tree.text("has_sensitive_data")));
  }

  private static Optional<Ref> end(Tree end) {
    return Intake.ref(end, "object").or(() -> end.text().map(text -> new Ref(text, end.place())));
  }
}
