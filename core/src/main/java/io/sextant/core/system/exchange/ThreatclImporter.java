package io.sextant.core.system.exchange;

import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads threatcl (formerly hcltm): information assets and data-flow diagrams.
final class ThreatclImporter implements Importer {
  private static final List<String> COUNTED =
      List.of(
          "control",
          "data_flow_diagram_v2",
          "data_store",
          "external_element",
          "flow",
          "information_asset",
          "process",
          "threat",
          "threatmodel",
          "trust_zone",
          "usecase");

  @Override
  public MapFormat format() {
    return MapFormat.THREATCL;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.name().endsWith(".hcl");
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    List<HclBlock> top = HclReader.read(file.text(), intake);
    List<HclBlock> all = top.stream().flatMap(HclBlock::all).toList();
    for (String type : COUNTED) {
      intake.count(type, all.stream().filter(block -> block.type().equals(type)).count());
    }
    List<HclBlock> models =
        top.stream().filter(block -> block.type().equals("threatmodel")).toList();
    Optional<HclBlock> first = models.stream().findFirst();
    intake
        .draft()
        .system(
            "",
            first.map(HclBlock::label).orElse(file.title()),
            first.flatMap(model -> model.text("description")).orElse(""))
        .owner(first.flatMap(model -> model.text("author")));
    for (HclBlock model : models) {
      model
          .text("including")
          .ifPresent(other ->
              intake
                  .log()
                  .warning(
                      Codes.INCLUDE,
                      model.place(),
                      "the model includes '" + other + "', which is not followed",
                      "Import that file too."));
      model.blocks("information_asset").forEach(block -> asset(block, intake));
      Stream.concat(model.blocks("data_flow_diagram"), model.blocks("data_flow_diagram_v2"))
          .forEach(block -> diagram(block, intake));
    }
    for (String type :
        List.of("threat", "control", "usecase", "exclusion", "third_party_dependency")) {
      intake.left(
          type,
          all.stream().filter(block -> block.type().equals(type)).count(),
          "a map has no place for it");
    }
  }

  private static Ref ref(HclBlock block) {
    return new Ref(block.label(), block.place());
  }

  private static void asset(HclBlock block, Intake intake) {
    String word = block.text("information_classification").orElse("").toLowerCase(Locale.ROOT);
    intake
        .draft()
        .asset(
            ref(block),
            block.label(),
            block.text("description").orElse(""),
            Sensitivity.of(word).orElse(Sensitivity.UNKNOWN),
            Optional.empty());
  }

  private static void diagram(HclBlock diagram, Intake intake) {
    parts(diagram, Optional.empty(), intake);
    diagram
        .blocks("trust_zone")
        .forEach(zone -> {
          intake.draft().boundary(ref(zone), zone.label(), "", Optional.empty(), Optional.empty());
          parts(zone, Optional.of(ref(zone)), intake);
        });
    diagram
        .blocks("flow")
        .forEach(flow -> {
          Optional<String> from = flow.text("from");
          Optional<String> to = flow.text("to");
          if (from.isEmpty() || to.isEmpty()) {
            intake.error(
                Codes.MISSING,
                flow.place(),
                "a flow needs 'from' and 'to'",
                "Name two elements of the diagram.");
            return;
          }
          Ref id = new Ref(from.get() + " to " + to.get() + ": " + flow.label(), flow.place());
          intake
              .draft()
              .flow(
                  new FlowDraft(
                          id,
                          flow.label(),
                          new Ref(from.get(), flow.place()),
                          new Ref(to.get(), flow.place()))
                      .protocol(flow.text("protocol")));
        });
  }

  private static void parts(HclBlock holder, Optional<Ref> zone, Intake intake) {
    for (String type : List.of("process", "data_store", "external_element")) {
      holder
          .blocks(type)
          .forEach(block -> {
            Optional<Ref> within =
                zone.or(() ->
                    block
                        .text("trust_zone")
                        .filter(intake.draft()::hasBoundary)
                        .map(name -> new Ref(name, block.place())));
            List<Ref> holds =
                block
                    .text("information_asset")
                    .filter(intake.draft()::hasAsset)
                    .map(name -> new Ref(name, block.place()))
                    .stream()
                    .toList();
            boolean named = KindWords.ofName(block.label()).isPresent();
            intake.component(
                new ComponentDraft(ref(block), block.label()).within(within).stores(holds),
                named ? List.of() : List.of(type.equals("external_element") ? "service" : type),
                block.label());
          });
    }
  }
}
