import { visibleCells, type Column } from "../atlas/matrixModel";

/** How a box was picked. */
export interface Pick {
  /** from the last picked box to this one */
  range: boolean;
  /** added to what is selected, or taken from it */
  toggle: boolean;
}

export interface Selection {
  keys: ReadonlySet<string>;
  /** where a range begins */
  anchor: string;
}

export const NOTHING: Selection = { keys: new Set(), anchor: "" };

/** The selection after a pick; `same` gives the boxes that go together with one. */
export function picked(selection: Selection, key: string, how: Pick, columns: readonly Column[], same: (key: string) => readonly string[]): Selection {
  if (how.range && selection.anchor !== "") {
    const range = rangeOf(columns, selection.anchor, key).flatMap(same);
    return { keys: new Set(how.toggle ? [...selection.keys, ...range] : range), anchor: selection.anchor };
  }
  const keys = same(key);
  if (how.toggle) {
    const next = new Set(selection.keys);
    if (selection.keys.has(key)) for (const each of keys) next.delete(each);
    else for (const each of keys) next.add(each);
    return { keys: next, anchor: key };
  }
  const alone = selection.keys.size === keys.length && keys.every((each) => selection.keys.has(each));
  return alone ? { keys: new Set(), anchor: key } : { keys: new Set(keys), anchor: key };
}

/** Within a column all boxes between the two; across columns the rectangle that they span. */
export function rangeOf(columns: readonly Column[], from: string, to: string): string[] {
  const grid = columns.map((column) => visibleCells(column).map((cell) => cell.key));
  const place = (key: string) => {
    const x = grid.findIndex((keys) => keys.includes(key));
    return x < 0 ? undefined : { x, y: grid[x]?.indexOf(key) ?? 0 };
  };
  const [a, b] = [place(from), place(to)];
  if (!a || !b) return b ? [to] : [];
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return grid.slice(left, right + 1).flatMap((keys) => keys.slice(top, bottom + 1));
}
