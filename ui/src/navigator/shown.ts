import type { Matrix } from "../api/schema";
import { columnsOf, type Column } from "../atlas/matrixModel";
import { noteOf, type Layer } from "./layer";
import { matrixViewOf, type NavigatorView } from "./view";

/** The boxes that the filter and the layer let through. */
export function shownColumns(matrix: Matrix, layer: Layer, view: NavigatorView): Column[] {
  return columnsOf(matrix, new Map(), matrixViewOf(view), (key, technique) => {
    if (view.lifecycle.length > 0 && !technique.lifecycle.some((phase) => view.lifecycle.includes(phase))) return false;
    if (view.sectors.length > 0 && !technique.sectors.some((sector) => view.sectors.includes(sector))) return false;
    switch (view.shown) {
      case "all":
        return true;
      case "annotated":
        return layer.cells[key] !== undefined;
      case "unannotated":
        return layer.cells[key] === undefined;
      case "enabled":
        return noteOf(layer, key).enabled;
    }
  });
}

/** What is folded out after folding this technique, or the parent of this sub-technique, the other way. */
export function folded(unfolded: NavigatorView["unfolded"], technique: string, columns: readonly Column[]): readonly string[] {
  const parents = columns.flatMap((column) => column.cells).filter((cell) => cell.subs.length > 0);
  const parent = parents.find((cell) => cell.technique.id === technique || cell.subs.some((sub) => sub.technique.id === technique))?.technique.id;
  const open = unfolded === "all" ? [...new Set(parents.map((cell) => cell.technique.id))] : unfolded;
  if (parent === undefined) return open;
  return open.includes(parent) ? open.filter((each) => each !== parent) : [...open, parent];
}
