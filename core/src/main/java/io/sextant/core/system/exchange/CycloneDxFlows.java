package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What flows according to a CycloneDX BOM: its dependencies, where services say their data comes
/// from and goes to, and what models say they were trained on.
final class CycloneDxFlows {
  private final Intake intake;
  private long outside;

  CycloneDxFlows(Intake intake) {
    this.intake = intake;
  }

  /// How many ends of data flows lead to what is not on the map.
  long outside() {
    return outside;
  }

  /// @return how many of its targets are not on the map
  long dependency(Tree tree) {
    Optional<Ref> from = Intake.ref(tree, "ref").filter(this::known);
    List<Ref> targets =
        Stream.concat(
                Intake.refs(tree, "dependsOn").stream(), Intake.refs(tree, "provides").stream())
            .toList();
    if (from.isEmpty()) {
      return targets.size();
    }
    for (Ref to : targets) {
      if (known(to)) {
        intake
            .draft()
            .flow(
                new FlowDraft(
                        new Ref(from.get().name() + "-uses-" + to.name(), to.place()),
                        "uses",
                        from.get(),
                        to)
                    .bothWays(true)
                    .property(
                        "read-from",
                        Optional.of("a dependency, which does not say what goes over it")));
      }
    }
    return targets.stream().filter(to -> !known(to)).count();
  }

  /// The data sets that a model and those inside it name by reference.
  void training(Tree tree) {
    Optional<Ref> model = Intake.ref(tree, "bom-ref").filter(this::known);
    Stream<Tree> sets =
        tree.at("modelCard", "modelParameters").stream()
            .flatMap(each -> each.list("datasets").stream());
    sets.flatMap(set -> Intake.ref(set, "ref").stream())
        .map(CycloneDxFlows::plain)
        .filter(this::known)
        .forEach(set ->
            model.ifPresent(to ->
                flow(
                    new Ref(set.name() + "-trains-" + to.name(), set.place()), "trains", set, to)));
    tree.list("components").forEach(this::training);
  }

  /// Where the data of a service and those inside it comes from and goes to.
  void data(Tree service) {
    Optional<Ref> own =
        Intake.ref(service, "bom-ref").or(() -> Intake.ref(service, "name")).filter(this::known);
    own.ifPresent(self -> {
      int number = 0;
      for (Tree data : service.list("data")) {
        String name = data.text("name").or(() -> data.text("classification")).orElse("data");
        for (Ref source : ends(data, "source")) {
          flow(id(self, ++number, source), name, source, self);
        }
        for (Ref destination : ends(data, "destination")) {
          flow(id(self, ++number, destination), name, self, destination);
        }
      }
    });
    service.list("services").forEach(this::data);
  }

  private static Ref id(Ref service, int number, Ref end) {
    return new Ref(service.name() + ".data-" + number, end.place());
  }

  private List<Ref> ends(Tree data, String key) {
    List<Ref> named =
        data.get(key).stream()
            .flatMap(
                each -> each instanceof Tree.Sequence ? each.items().stream() : Stream.of(each))
            .flatMap(each -> each.text().map(text -> new Ref(text, each.place())).stream())
            .map(CycloneDxFlows::plain)
            .toList();
    List<Ref> here = named.stream().filter(this::known).toList();
    outside += named.size() - here.size();
    return here;
  }

  /// A BOM-Link to an element, `urn:cdx:SERIAL/VERSION#REF`, as the element's reference.
  private static Ref plain(Ref ref) {
    return ref.name().startsWith("urn:cdx:") && ref.name().contains("#")
        ? new Ref(ref.name().substring(ref.name().indexOf('#') + 1), ref.place())
        : ref;
  }

  private boolean known(Ref ref) {
    return intake.draft().hasComponent(ref.name());
  }

  private void flow(Ref id, String name, Ref from, Ref to) {
    intake.draft().flow(new FlowDraft(id, name, from, to));
  }
}
