package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import io.sextant.core.system.Sensitivity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the JSON of OWASP pytm, its input and its output. Names are the references.
final class PytmImporter implements Importer {
  @Override
  public MapFormat format() {
    return MapFormat.PYTM;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("elements")
        && file.has("flows")
        && (file.has("boundaries") || file.has("isOrdered"));
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    for (String part : List.of("actors", "assets", "boundaries", "elements", "findings", "flows")) {
      intake.count(part, top.list(part).size());
    }
    intake
        .draft()
        .system("", top.text("name").orElse(file.title()), top.text("description").orElse(""));
    top.list("boundaries")
        .forEach(tree ->
            intake
                .draft()
                .boundary(
                    Intake.ref(tree, "name", "boundary"),
                    "",
                    tree.text("description").orElse(""),
                    Optional.empty(),
                    named(tree, "inBoundary")));
    top.list("data")
        .forEach(tree ->
            intake
                .draft()
                .asset(
                    Intake.ref(tree, "name", "data"),
                    "",
                    tree.text("description").orElse(""),
                    sensitivity(tree.text("classification")),
                    Optional.empty()));
    // The output lists elements again under actors and assets, and boundaries and flows among them.
    Stream.of("elements", "actors", "assets")
        .flatMap(part -> top.list(part).stream())
        .forEach(tree -> element(tree, intake));
    top.list("flows").forEach(tree -> flow(tree, intake));
    intake.left(
        "findings",
        top.list("findings").size(),
        "a map holds no threats; they are derived from it");
    intake.left("assumptions", top.list("assumptions").size(), "a map holds no assumptions");
  }

  private static Optional<Ref> named(Tree tree, String key) {
    return Intake.ref(tree, key).or(() -> tree.get(key).flatMap(each -> Intake.ref(each, "name")));
  }

  private static Sensitivity sensitivity(Optional<String> classification) {
    return switch (classification.orElse("").replaceFirst("^.*\\.", "").toUpperCase(Locale.ROOT)) {
      case "PUBLIC" -> Sensitivity.PUBLIC;
      case "RESTRICTED" -> Sensitivity.INTERNAL;
      case "SENSITIVE" -> Sensitivity.CONFIDENTIAL;
      case "SECRET", "TOP_SECRET" -> Sensitivity.RESTRICTED;
      default -> Sensitivity.UNKNOWN;
    };
  }

  private static void element(Tree tree, Intake intake) {
    String sort = tree.text("__class__").orElse("");
    Ref id = Intake.ref(tree, "name", "element");
    if (sort.equals("Boundary")
        || sort.equals("Dataflow")
        || intake.draft().hasComponent(id.name())) {
      return;
    }
    List<String> types =
        switch (sort) {
          case "Actor" -> List.of("human");
          case "Agent" -> List.of("agent");
          case "LLM" -> List.of("llm");
          case "Datastore" ->
              KindWords.ofName(id.name()).isPresent() ? List.of() : List.of("datastore");
          case "ExternalEntity" ->
              KindWords.ofName(id.name()).isPresent() ? List.of() : List.of("service");
          default -> List.of(sort);
        };
    ComponentDraft component =
        new ComponentDraft(id, "")
            .description(tree.text("description").orElse(""))
            .within(named(tree, "inBoundary"))
            .property("pytm.class", Optional.of(sort))
            .property("in-scope", tree.text("inScope").filter("false"::equals))
            .property("operating-system", tree.text("OS"))
            .property("port", tree.text("port").filter(port -> !port.equals("-1")));
    tree.entries("controls")
        .filter(entry -> entry.value().text().filter("true"::equals).isPresent())
        .forEach(entry -> component.property(entry.key(), entry.value().text()));
    intake.component(component, types, id.name());
  }

  private static void flow(Tree tree, Intake intake) {
    Optional<Ref> from = named(tree, "source");
    Optional<Ref> to = named(tree, "sink");
    if (from.isEmpty() || to.isEmpty()) {
      intake.error(
          Codes.MISSING, tree.place(), "a flow needs a source and a sink", "Name two elements.");
      return;
    }
    List<Ref> data =
        tree.list("data").stream()
            .flatMap(each ->
                each
                    .text()
                    .map(text -> new Ref(text, each.place()))
                    .or(() -> Intake.ref(each, "name"))
                    .stream())
            .filter(ref -> intake.draft().hasAsset(ref.name()))
            .toList();
    Ref name = Intake.ref(tree, "name", "flow");
    // Several flows may bear one name: only with its ends is it theirs alone.
    Ref id =
        new Ref(from.get().name() + " to " + to.get().name() + ": " + name.name(), name.place());
    intake
        .draft()
        .flow(
            new FlowDraft(id, name.name(), from.get(), to.get())
                .description(tree.text("note").or(() -> tree.text("description")).orElse(""))
                .assets(data)
                .protocol(tree.text("protocol"))
                .encrypted(
                    tree.at("controls", "isEncrypted")
                        .or(() -> tree.get("isEncrypted"))
                        .flatMap(Tree::text)
                        .map(Boolean::valueOf)));
  }
}
