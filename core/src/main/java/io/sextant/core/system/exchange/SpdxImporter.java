package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    UnaryOperator<Ref> ids = ids(graph);
    graph.stream()
        .filter(tree -> type(tree).anyMatch(ON_THE_MAP::contains))
        .forEach(tree -> component(tree, ids, intake));
    long outside = 0;
    for (Tree tree : graph) {
      if (type(tree).anyMatch(each -> each.endsWith("Relationship"))) {
        outside += relationship(tree, ids, intake);
      }
    }
    intake.left("relationships", outside, "licences, files and evidence are not on a map");
    intake.left(
        "software_File",
        graph.stream().filter(tree -> is(tree, "software_File")).count(),
        "files are not on a map");
  }

  private static Stream<String> type(Tree tree) {
    return Stream.of("type", "@type")
        .flatMap(key -> tree.texts(key).stream())
        .map(SpdxImporter::term);
  }

  private static boolean is(Tree tree, String wanted) {
    return type(tree).anyMatch(wanted::equals);
  }

  /// The short name of a class that is written out as an IRI, `…/terms/AI/AIPackage`.
  private static String term(String type) {
    int at = type.indexOf("/terms/");
    if (at < 0) {
      return type;
    }
    String[] parts = type.substring(at + "/terms/".length()).split("/", -1);
    return parts.length == 2 && !parts[0].equals("Core")
        ? parts[0].toLowerCase(Locale.ROOT) + "_" + parts[1]
        : parts[parts.length - 1];
  }

  private static String shortName(String iri) {
    return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
  }

  private static Ref own(Tree tree) {
    return Intake.ref(tree, "spdxId", tree.text("@id").orElse("package"));
  }

  /// Short ids for IRIs: the last part, or the whole where several end alike.
  private static UnaryOperator<Ref> ids(List<Tree> graph) {
    Map<String, Set<String>> alike =
        graph.stream()
            .filter(tree -> type(tree).anyMatch(ON_THE_MAP::contains))
            .map(tree -> own(tree).name())
            .collect(
                Collectors.groupingBy(SpdxImporter::shortName, HashMap::new, Collectors.toSet()));
    return ref -> {
      String last = shortName(ref.name());
      return new Ref(
          alike.getOrDefault(last, Set.of()).size() > 1 ? ref.name() : last, ref.place());
    };
  }

  private static void component(Tree tree, UnaryOperator<Ref> ids, Intake intake) {
    String name = tree.text("name").orElse("");
    Ref id = ids.apply(own(tree));
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
  private static long relationship(Tree tree, UnaryOperator<Ref> ids, Intake intake) {
    String kind = tree.text("relationshipType").orElse("");
    Optional<Ref> from = reference(tree.get("from").stream()).map(ids).findFirst();
    if (!FLOWS.contains(kind)
        || from.isEmpty()
        || !intake.draft().hasComponent(from.get().name())) {
      return 1;
    }
    boolean used = false;
    for (Ref to :
        reference(tree.get("to").stream().flatMap(SpdxImporter::each)).map(ids).toList()) {
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

  private static Stream<Tree> each(Tree tree) {
    return tree instanceof Tree.Sequence ? tree.items().stream() : Stream.of(tree);
  }

  /// Elements are named by their IRI, or stand as an object with one.
  private static Stream<Ref> reference(Stream<Tree> trees) {
    return trees.flatMap(tree ->
        tree
            .text()
            .map(text -> new Ref(text, tree.place()))
            .or(() -> Intake.ref(tree, "spdxId"))
            .or(() -> Intake.ref(tree, "@id"))
            .stream());
  }
}
