import type { Matrix } from "../api/schema";
import { visibleCells, type Column } from "../atlas/matrixModel";
import { cellColour } from "./colour";
import { noteOf, shownScore, scoreWord, type Layer } from "./layer";
import type { Sheet, SheetCell } from "./spreadsheet";

const HEADER = ["tactic_id", "tactic", "technique_id", "technique", "maturity", "platforms", "rules", "score", "color", "comment", "enabled", "links"] as const;

/** A row for every cell of the columns, annotated or not, so that gaps can be worked on. */
export function layerRows(layer: Layer, columns: readonly Column[]): (string | number)[][] {
  const rows = columns.flatMap((column) =>
    column.cells
      .flatMap((cell) => [cell, ...cell.subs])
      .map(({ key, technique }) => {
        const note = noteOf(layer, key);
        return [
          column.tactic.id,
          column.tactic.name,
          technique.id,
          technique.fullName,
          technique.maturity ?? "",
          technique.platforms.join("; "),
          technique.rules,
          note.score ?? "",
          note.color,
          note.comment,
          note.enabled ? "yes" : "no",
          note.links.map((link) => `${link.label} ${link.url}`.trim()).join("; "),
        ];
      }),
  );
  return [[...HEADER], ...rows];
}

/** The matrix as it looks, and a table of all its cells. */
export function layerSheets(layer: Layer, columns: readonly Column[], matrix: Matrix): Sheet[] {
  const grid = columns.map(visibleCells);
  const height = Math.max(0, ...grid.map((cells) => cells.length));
  const heads: SheetCell[] = columns.map((column) => ({ value: column.tactic.name, bold: true }));
  const rows = Array.from({ length: height }, (_, y) =>
    grid.map((cells): SheetCell => {
      const cell = cells[y];
      if (!cell) return { value: "" };
      const folded = cell.unfolded ? [] : cell.subs.map((sub) => sub.key);
      const score = shownScore(layer, cell.key, folded);
      const fill = noteOf(layer, cell.key).enabled ? cellColour(layer, cell.key, folded) : "#d0d0d0";
      return { value: `${cell.sub ? "  " : ""}${cell.technique.id} ${cell.technique.name}${score === undefined ? "" : ` (${scoreWord(score)})`}`, ...(fill !== "" && { fill }) };
    }),
  );
  const [header = [], ...body] = layerRows(layer, columns);
  return [
    { name: layer.name, rows: [heads, ...rows], widths: columns.map(() => 26) },
    {
      name: `${layer.name.slice(0, 20)} table`,
      rows: [header.map((value) => ({ value, bold: true })), ...body.map((row) => row.map((value) => ({ value }))), [], [{ value: `ATLAS ${matrix.release}` }]],
      widths: [14, 22, 16, 40, 14, 30, 8, 8, 10, 50, 8, 40],
    },
  ];
}
