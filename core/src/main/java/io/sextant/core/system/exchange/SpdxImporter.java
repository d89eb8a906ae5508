package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads SPDX 3.0 in JSON-LD: AI packages, data sets, and how they hang together.
final class SpdxImporter implements Importer {
  private static final Set<String> ON_THE_MAP =
      Set.of("ai_AIPackage", "dataset_DatasetPackage", "software_Package");
  private static final Set<String> FLOWS =
      Set.of(
          "trainedOn",
          "testedOn",
          "dependsOn",
          "usesTool",
          "generates",
          "hasInput",
          "hasOutput",
          "finetunedOn",
          "validatedOn");

  @Override
  public MapFormat format() {
    return MapFormat.SPDX;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("@graph")
        && file.document()
            .flatMap(top -> top.get("@context"))
            .map(context -> context.toString().contains("spdx.org"))
            .orElse(false);
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    List<Tree> graph = file.document().orElseThrow().list("@graph");
    Intake.tally(graph.stream().flatMap(SpdxImporter::type))
        .forEach((type, number) -> intake.count(type, (long) number));
    Optional<Tree> document = graph.stream().filter(tree -> is(tree, "SpdxDocument")).findFirst();
    intake
        .draft()
        .system(
            "",
            document.flatMap(tree -> tree.text("name")).orElse(file.title()),
            document.flatMap(tree -> tree.text("description")).orElse(""));
    graph.stream()
        .filter(tree -> type(tree).anyMatch(ON_THE_MAP::contains))
        .forEach(tree -> component(tree, intake));
    long outside = 0;
    for (Tree tree : graph) {
      if (type(tree).anyMatch(each -> each.endsWith("Relationship"))) {
        outside += relationship(tree, intake);
      }
    }
    intake.left("relationships", outside, "licences, files and evidence are not on a map");
    intake.left(
        "software_File",
        graph.stream().filter(tree -> is(tree, "software_File")).count(),
        "files are not on a map");
  }

  private static java.util.stream.Stream<String> type(Tree tree) {
    return tree.text("type").or(() -> tree.text("@type")).stream();
  }

  private static boolean is(Tree tree, String wanted) {
    return type(tree).anyMatch(wanted::equals);
  }

  private static String shortName(String iri) {
    return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
  }

  private static Ref own(Tree tree) {
    Ref full = Intake.ref(tree, "spdxId", tree.text("@id").orElse("package"));
    return new Ref(shortName(full.name()), full.place());
  }

  private static void component(Tree tree, Intake intake) {
    String name = tree.text("name").orElse("");
    Ref id = own(tree);
    ComponentDraft component =
        new ComponentDraft(id, name)
            .description(tree.text("description").orElse(""))
            .property("version", tree.text("software_packageVersion"))
            .property("autonomy", tree.text("ai_autonomyType"))
            .property("model-types", joined(tree, "ai_typeOfModel"))
            .property("domains", joined(tree, "ai_domain"))
            .property("safety-risk", tree.text("ai_safetyRiskAssessment"))
            .property(
                "personal-information",
                tree.text("ai_useSensitivePersonalInformation")
                    .or(() -> tree.text("dataset_hasSensitivePersonalInformation")))
            .property("training", tree.text("ai_informationAboutTraining"))
            .property("data-types", joined(tree, "dataset_datasetType"))
            .property("availability", tree.text("dataset_datasetAvailability"))
            .property("download", tree.text("software_downloadLocation"));
    if (is(tree, "dataset_DatasetPackage")) {
      Ref data = new Ref(id.name() + ".data", id.place());
      intake
          .draft()
          .asset(
              data,
              name,
              "",
              sensitivity(tree.text("dataset_confidentialityLevel")),
              Optional.empty());
      component.stores(List.of(data));
    }
    List<String> types =
        type(tree)
            .map(each ->
                each.equals("software_Package")
                    ? ""
                    : each.replace("dataset_DatasetPackage", "dataset"))
            .toList();
    intake.component(component, types, name);
  }

  private static Optional<String> joined(Tree tree, String key) {
    return Optional.of(String.join(", ", tree.texts(key)));
  }

  private static Sensitivity sensitivity(Optional<String> level) {
    return switch (level.orElse("")) {
      case "clear" -> Sensitivity.PUBLIC;
      case "green" -> Sensitivity.INTERNAL;
      case "amber" -> Sensitivity.CONFIDENTIAL;
      case "red" -> Sensitivity.RESTRICTED;
      default -> Sensitivity.UNKNOWN;
    };
  }

  /// @return 1 when it is left
  private static long relationship(Tree tree, Intake intake) {
    String kind = tree.text("relationshipType").orElse("");
    Optional<Ref> from =
        Intake.ref(tree, "from").map(ref -> new Ref(shortName(ref.name()), ref.place()));
    if (!FLOWS.contains(kind)
        || from.isEmpty()
        || !intake.draft().hasComponent(from.get().name())) {
      return 1;
    }
    boolean used = false;
    for (Ref target : Intake.refs(tree, "to")) {
      Ref to = new Ref(shortName(target.name()), target.place());
      if (intake.draft().hasComponent(to.name())) {
        used = true;
        // Data goes from what a model was trained on to the model.
        boolean inward = kind.endsWith("On");
        intake
            .draft()
            .flow(
                new FlowDraft(
                    new Ref(from.get().name() + "-" + kind + "-" + to.name(), tree.place()),
                    kind,
                    inward ? to : from.get(),
                    inward ? from.get() : to));
      }
    }
    return used ? 0 : 1;
  }
}
