package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads OWASP Threat Dragon, versions 1 (`diagramJson.cells`) and 2 (`cells`).
///
/// The format draws: a cell belongs to the smallest boundary box that its centre lies in. Boundary
/// curves are lines without an inside and are left.
final class ThreatDragonImporter implements Importer {
  @Override
  public MapFormat format() {
    return MapFormat.THREAT_DRAGON;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return (file.has("summary") || file.has("summarize"))
        && file.has("detail")
        && file.document()
            .flatMap(top -> top.get("detail"))
            .filter(Tree.Mapping.class::isInstance)
            .isPresent();
  }

  /// One cell of a diagram, of either version.
  private record Cell(Tree tree, Tree data, String type, String id) {
    static Cell of(Tree tree, PageIds ids) {
      Tree data = tree.get("data").filter(Tree.Mapping.class::isInstance).orElse(tree);
      return new Cell(
          tree,
          data,
          data.text("type").or(() -> tree.text("type")).orElse(""),
          ids.of(tree.text("id").orElse("")));
    }

    String name() {
      return data.text("name")
          .or(() -> tree.at("attrs", "text", "text").flatMap(Tree::text))
          .or(() -> tree.at("attrs", "label", "text").flatMap(Tree::text))
          .or(() -> tree.list("labels").stream().findFirst().flatMap(ThreatDragonImporter::label))
          .map(name -> name.replaceAll("\\s+", " ").strip())
          .orElse("");
    }

    Optional<Box> box() {
      Optional<Double> x = number(tree, "position", "x");
      Optional<Double> y = number(tree, "position", "y");
      Optional<Double> width = number(tree, "size", "width");
      Optional<Double> height = number(tree, "size", "height");
      return x.isPresent() && y.isPresent() && width.isPresent() && height.isPresent()
          ? Optional.of(new Box(x.get(), y.get(), width.get(), height.get()))
          : Optional.empty();
    }
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    intake
        .draft()
        .system(
            "",
            top.at("summary", "title")
                .or(() -> top.at("summarize", "title"))
                .flatMap(Tree::text)
                .orElse(file.title()),
            top.at("summary", "description").flatMap(Tree::text).orElse(""))
        .owner(top.at("summary", "owner").flatMap(Tree::text));
    List<Tree> diagrams = top.at("detail").orElse(top).list("diagrams");
    if (top.at("detail", "diagrams").isEmpty()) {
      intake.error(
          Codes.MISSING,
          top.get("detail").orElse(top).place(),
          "'detail' holds no 'diagrams'",
          "Save the model again with Threat Dragon.");
    }
    List<Cell> all = new ArrayList<>();
    PageIds ids = new PageIds();
    for (Tree diagram : diagrams) {
      List<Tree> cells =
          diagram
              .get("diagramJson")
              .map(json -> json.list("cells"))
              .orElseGet(() -> diagram.list("cells"));
      List<Cell> drawn = cells.stream().map(cell -> Cell.of(cell, ids)).toList();
      diagram(drawn, ids, intake);
      all.addAll(drawn);
      ids.turn();
    }
    ids.tell(intake);
    intake.sorts("cells", all.stream().map(Cell::type).filter(type -> !type.isEmpty()));
    intake.count("diagrams", diagrams.size());
    long threats = all.stream().mapToLong(cell -> cell.data.list("threats").size()).sum();
    intake.count("threats", threats);
    intake.count("version", top.text("version"));
    intake.left("threats", threats, "a map holds no threats; they are derived from it");
    intake.left(
        "tm.Boundary",
        count(all, "tm.Boundary"),
        "a boundary curve has no inside; draw a box, or add boundaries to the map");
    intake.left("tm.Text", count(all, "tm.Text"), "a map holds no notes on the drawing");
  }

  private static long count(List<Cell> cells, String type) {
    return cells.stream().filter(cell -> cell.type.equals(type)).count();
  }

  private static void diagram(List<Cell> cells, PageIds ids, Intake intake) {
    List<Placed> boxes = boxes(cells);
    for (Placed box : boxes) {
      intake
          .draft()
          .boundary(
              new Ref(box.cell.id, box.cell.tree.place()),
              box.cell.name(),
              box.cell.data.text("description").orElse(""),
              Optional.empty(),
              around(box.box, box.cell.id, boxes));
    }
    Set<String> components = new HashSet<>();
    for (Cell cell : cells) {
      if (isComponent(cell)) {
        components.add(cell.id);
        ids.drawn(cell.name());
        component(cell, boxes, intake);
      }
    }
    cells.stream()
        .filter(cell -> cell.type.equals("tm.Flow"))
        .forEach(cell -> flow(cell, components, ids, intake));
  }

  private static boolean isComponent(Cell cell) {
    return switch (cell.type) {
      case "tm.Actor", "tm.Process", "tm.Store" -> true;
      default -> false;
    };
  }

  private record Placed(Cell cell, Box box) {}

  private static List<Placed> boxes(List<Cell> cells) {
    return cells.stream()
        .filter(cell -> cell.type.equals("tm.BoundaryBox"))
        .flatMap(cell -> cell.box().map(box -> new Placed(cell, box)).stream())
        .toList();
  }

  private static Optional<Ref> around(Box inner, String self, List<Placed> boxes) {
    return boxes.stream()
        .filter(placed -> !placed.cell.id.equals(self))
        .filter(placed -> placed.box.area() > inner.area() && placed.box.holdsCentreOf(inner))
        .min(java.util.Comparator.comparingDouble(placed -> placed.box.area()))
        .map(placed -> new Ref(placed.cell.id, placed.cell.tree.place()));
  }

  private static void component(Cell cell, List<Placed> boxes, Intake intake) {
    String name = cell.name();
    Optional<Box> own = cell.box();
    own.ifPresent(box ->
        boxes.stream()
            .filter(placed -> placed.box.cuts(box))
            .findFirst()
            .ifPresent(placed ->
                intake
                    .log()
                    .warning(
                        Codes.AMBIGUOUS,
                        cell.tree.place(),
                        "'"
                            + name
                            + "' lies across the edge of the boundary '"
                            + placed.cell.name()
                            + "'",
                        "Its centre decided; check 'within' in the map.")));
    Tree data = cell.data;
    String description = data.text("description").orElse("");
    ComponentDraft component =
        new ComponentDraft(new Ref(cell.id, cell.tree.place()), name)
            .description(KindLine.without(description))
            .within(own.flatMap(box -> around(box, cell.id, boxes)))
            .property("out-of-scope", data.text("outOfScope").filter("true"::equals))
            .property("out-of-scope-reason", data.text("reasonOutOfScope"))
            .property("stores-credentials", data.text("storesCredentials").filter("true"::equals))
            .property("encrypted-at-rest", data.text("isEncrypted").filter("true"::equals))
            .property("log", data.text("isALog").filter("true"::equals))
            .property("privilege", data.text("privilegeLevel"));
    intake.component(component, types(cell, name, description), name);
  }

  /// What our own export wrote, else what the name tells, else what the cell is drawn as.
  private static List<String> types(Cell cell, String name, String description) {
    List<String> written = KindLine.kinds(description);
    if (!written.isEmpty()) {
      return written;
    }
    return KindWords.ofName(name).filter(guess -> guess.kind() != ComponentKind.SERVER).isPresent()
        ? List.of()
        : List.of(cell.type);
  }

  private static void flow(Cell cell, Set<String> components, PageIds ids, Intake intake) {
    Optional<Ref> from = end(cell, "source", ids);
    Optional<Ref> to = end(cell, "target", ids);
    if (from.isEmpty()
        || to.isEmpty()
        || !components.contains(from.get().name())
        || !components.contains(to.get().name())) {
      intake.error(
          Codes.DANGLING,
          cell.tree.place(),
          "the flow '" + cell.name() + "' does not end at two components",
          "Connect both of its ends in Threat Dragon.");
      return;
    }
    intake
        .draft()
        .flow(
            new FlowDraft(new Ref(cell.id, cell.tree.place()), cell.name(), from.get(), to.get())
                .description(cell.data.text("description").orElse(""))
                .bothWays(cell.data.holds("isBidirectional"))
                .protocol(cell.data.text("protocol"))
                .encrypted(cell.data.text("isEncrypted").map(Boolean::valueOf))
                .property(
                    "public-network", cell.data.text("isPublicNetwork").filter("true"::equals)));
  }

  private static Optional<Ref> end(Cell cell, String which, PageIds ids) {
    Optional<Tree> end = cell.tree.get(which);
    return end.flatMap(tree -> Intake.ref(tree, "cell").or(() -> Intake.ref(tree, "id")))
        .map(ref -> new Ref(ids.of(ref.name()), ref.place()));
  }

  private static Optional<String> label(Tree label) {
    return label
        .text()
        .or(() -> label.at("attrs", "label", "text").flatMap(Tree::text))
        .or(() -> label.at("attrs", "text", "text").flatMap(Tree::text));
  }

  private static Optional<Double> number(Tree tree, String outer, String inner) {
    return tree.at(outer, inner)
        .flatMap(Tree::text)
        .filter(text -> text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"))
        .map(Double::valueOf);
  }
}
