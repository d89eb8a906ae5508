package io.sextant.core.publish;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.layer.LayerDocument;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A layer of the Navigator as tables: its cells, and the techniques of the release that it leaves
/// untouched.
public final class LayerReport {
  private final ReleaseIndex index;

  private LayerReport(ReleaseIndex index) {
    this.index = index;
  }

  /// @param index the release whose names the cells get; ids that it does not have stay bare
  /// @param written the date of the report
  public static Report of(LayerDocument layer, ReleaseIndex index, Instant written) {
    LayerReport report = new LayerReport(index);
    Tree tree = Documents.read(layer.json(), new IssueLog(layer.name(), layer.json())).getFirst();
    List<Tree> cells = tree.list("techniques");
    String about = tree.text("description").orElse("");
    List<Block> blocks = new ArrayList<>();
    if (!about.isBlank()) {
      blocks.add(Block.paragraph(about));
    }
    blocks.add(report.cells(cells));
    return new Report(
        layer.name(),
        "Layer of " + layer.domain() + ", against ATLAS " + index.release().id(),
        written,
        List.of(
            new Section("cells", "Cells", blocks),
            new Section("untouched", "Untouched techniques", List.of(report.untouched(cells)))));
  }

  private Table cells(List<Tree> cells) {
    return new Table(
        "Cells",
        List.of(
            Column.text("technique"),
            Column.text("name"),
            Column.text("tactic"),
            Column.number("score"),
            Column.text("color"),
            Column.text("enabled"),
            Column.text("comment"),
            Column.text("links"),
            Column.text("metadata")),
        cells.stream().map(this::row).toList());
  }

  private List<Cell> row(Tree cell) {
    Optional<Technique> technique = technique(cell);
    return List.of(
        technique
            .map(ReleaseReport::id)
            .orElseGet(() -> Cell.of(cell.text("techniqueID").orElse(""))),
        Cell.of(technique.map(Technique::fullName).orElse("")),
        Cell.of(cell.text("tactic").orElse("")),
        cell.text("score").map(text -> Cell.of(Double.parseDouble(text))).orElseGet(Cell::empty),
        Cell.of(cell.text("color").orElse("")),
        Cell.of(cell.text("enabled").orElse("true")),
        Cell.of(cell.text("comment").orElse("")),
        Cell.of(pairs(cell, "links", "label", "url")),
        Cell.of(pairs(cell, "metadata", "name", "value")));
  }

  private Table untouched(List<Tree> cells) {
    Set<TechniqueId> touched =
        cells.stream()
            .flatMap(cell -> technique(cell).stream())
            .map(Technique::id)
            .collect(Collectors.toSet());
    return new Table(
        "Untouched techniques",
        List.of(Column.text("technique"), Column.text("name"), Column.text("tactics")),
        index.release().techniques().stream()
            .filter(technique -> !touched.contains(technique.id()))
            .map(technique ->
                List.of(
                    ReleaseReport.id(technique),
                    Cell.of(technique.fullName()),
                    Cell.of(
                        technique.tactics().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("; ")))))
            .toList());
  }

  private Optional<Technique> technique(Tree cell) {
    return cell.text("techniqueID")
        .flatMap(AtlasId::parse)
        .flatMap(index::object)
        .filter(Technique.class::isInstance)
        .map(Technique.class::cast);
  }

  private static String pairs(Tree cell, String key, String first, String second) {
    return cell.list(key).stream()
        .filter(item -> item.get("divider").isEmpty())
        .map(item -> item.text(first).orElse("") + ": " + item.text(second).orElse(""))
        .collect(Collectors.joining("\n"));
  }
}
