import type { Heat, Matrix, Tactic, TechniqueCell, TechniqueDetail } from "../api/schema";
import type { MatrixView, Measure } from "./matrixView";

/** One box of the matrix. A technique under several tactics has one in each. */
export interface Cell {
  /** tactic and technique: unique on the page */
  key: string;
  technique: TechniqueCell;
  /** what the box counts: its own figure, and that of its sub-techniques while they are folded in */
  count: number;
  /** the figure of this id alone */
  own: number;
  last: string | undefined;
  /** sub-techniques that pass the filter, whether folded out or not */
  subs: readonly Cell[];
  unfolded: boolean;
  /** rules that name what the box stands for */
  rules: number;
  sub: boolean;
}

export interface Column {
  tactic: Tactic;
  cells: readonly Cell[];
  /** techniques of the tactic, whatever the filter */
  total: number;
  /** of these, how many were seen themselves or through a sub-technique */
  seen: number;
}

/** What a cell must fulfil besides the filter. */
export type Admits = (key: string, technique: TechniqueCell) => boolean;

/** The boxes to show, in the release's order. */
export function columnsOf(matrix: Matrix, heat: ReadonlyMap<string, Heat>, view: MatrixView, admits: Admits = () => true): Column[] {
  const techniques = new Map(matrix.techniques.map((each) => [each.id, each]));
  const fits = filterOf(view, heat);
  const cellOf = (tactic: string, technique: TechniqueCell): Cell | undefined => {
    const passes = (each: TechniqueCell) => fits(each) && admits(`${tactic}/${each.id}`, each);
    const subs = subsUnder(technique, tactic, techniques)
      .filter(passes)
      .map((each) => plainCell(tactic, each, heat, view.measure));
    if (subs.length === 0 && !passes(technique)) return undefined;
    const unfolded = subs.length > 0 && (view.unfolded === "all" || view.unfolded.includes(technique.id) || !passes(technique));
    const own = plainCell(tactic, technique, heat, view.measure);
    const folded = unfolded ? [] : subs;
    return {
      ...own,
      count: own.own + folded.reduce((sum, each) => sum + each.own, 0),
      last: newest([own, ...folded]),
      rules: folded.reduce((sum, each) => sum + each.rules, own.rules),
      subs,
      unfolded,
      sub: false,
    };
  };
  return matrix.tactics.map((tactic) => {
    const all = tactic.techniques.map((id) => techniques.get(id)).filter((each) => each !== undefined);
    return {
      tactic,
      cells: all.map((each) => cellOf(tactic.id, each)).filter((each) => each !== undefined),
      total: all.length,
      seen: all.filter((each) => [each.id, ...each.subtechniques].some((id) => heat.has(id))).length,
    };
  });
}

/** The keys of every cell of each technique: one under each tactic where it stands. */
export function placesOf(matrix: Matrix): Map<string, string[]> {
  const techniques = new Map(matrix.techniques.map((each) => [each.id, each]));
  const places = new Map<string, string[]>();
  const add = (tactic: string, id: string) => places.set(id, [...(places.get(id) ?? []), `${tactic}/${id}`]);
  for (const tactic of matrix.tactics) {
    for (const id of tactic.techniques) {
      add(tactic.id, id);
      const technique = techniques.get(id);
      if (technique) for (const sub of subsUnder(technique, tactic.id, techniques)) add(tactic.id, sub.id);
    }
  }
  return places;
}

/** A sub-technique stands under its parent; where it names tactics of its own, only in those columns. */
function subsUnder(parent: TechniqueCell, tactic: string, techniques: ReadonlyMap<string, TechniqueCell>): TechniqueCell[] {
  return parent.subtechniques
    .map((id) => techniques.get(id))
    .filter((each) => each !== undefined)
    .filter((each) => each.tactics.includes(tactic) || !each.tactics.some((own) => parent.tactics.includes(own)));
}

function plainCell(tactic: string, technique: TechniqueCell, heat: ReadonlyMap<string, Heat>, measure: Measure): Cell {
  const own = heat.get(technique.id)?.[measure] ?? 0;
  const last = heat.get(technique.id)?.last;
  return { key: `${tactic}/${technique.id}`, technique, count: own, own, last, subs: [], unfolded: false, rules: technique.rules, sub: true };
}

function newest(cells: readonly Cell[]): string | undefined {
  return cells
    .map((each) => each.last)
    .filter((each) => each !== undefined)
    .reduce<string | undefined>((best, each) => (best === undefined || Date.parse(each) > Date.parse(best) ? each : best), undefined);
}

function filterOf(view: MatrixView, heat: ReadonlyMap<string, Heat>): (technique: TechniqueCell) => boolean {
  const words = view.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return (technique) => {
    if (view.platforms.length > 0 && !technique.platforms.some((each) => view.platforms.includes(each))) return false;
    if (view.maturity.length > 0 && !(technique.maturity && view.maturity.includes(technique.maturity))) return false;
    if (view.seenOnly && !heat.has(technique.id)) return false;
    if (view.withRules && technique.rules === 0) return false;
    const text = `${technique.id} ${technique.fullName} ${technique.summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** The boxes of a column from top to bottom, as the eye and the arrow keys meet them. */
export function visibleCells(column: Column): Cell[] {
  return column.cells.flatMap((cell) => (cell.unfolded ? [cell, ...cell.subs] : [cell]));
}

/** Where an arrow key leads from the box `key`; the same key when it leads nowhere. */
export function moveFrom(columns: readonly Column[], key: string, arrow: string): string {
  const grid = columns.map(visibleCells);
  const x = grid.findIndex((cells) => cells.some((cell) => cell.key === key));
  const column = grid[x];
  if (!column) return grid.find((cells) => cells.length > 0)?.[0]?.key ?? key;
  const y = column.findIndex((cell) => cell.key === key);
  const sideways = (step: 1 | -1) => {
    for (let at = x + step; at >= 0 && at < grid.length; at += step) {
      const cells = grid[at];
      if (cells && cells.length > 0) return cells[Math.min(y, cells.length - 1)]?.key ?? key;
    }
    return key;
  };
  switch (arrow) {
    case "ArrowDown":
      return column[y + 1]?.key ?? key;
    case "ArrowUp":
      return column[y - 1]?.key ?? key;
    case "ArrowLeft":
      return sideways(-1);
    case "ArrowRight":
      return sideways(1);
    case "Home":
      return column[0]?.key ?? key;
    case "End":
      return column.at(-1)?.key ?? key;
    default:
      return key;
  }
}

/** Lowest figure of each heat step above zero: fixed, so that one colour always means the same. */
export const HEAT_STEPS = [1, 2, 5, 20, 100] as const;

/** 0 for nothing, then 1 to 5. */
export function heatStep(count: number): number {
  return HEAT_STEPS.filter((least) => count >= least).length;
}

/** What was seen of a technique itself and of its sub-techniques, as the matrix counts it. */
export function heatWithSubs(detail: TechniqueDetail): Pick<Heat, "open" | "occurrences" | "last"> | undefined {
  const all = [detail.heat, ...detail.subtechniques.map((each) => each.heat)].filter((each) => each !== undefined);
  return all.reduce<Pick<Heat, "open" | "occurrences" | "last"> | undefined>(
    (sum, each) =>
      sum === undefined
        ? each
        : {
            open: sum.open + each.open,
            occurrences: sum.occurrences + each.occurrences,
            last: Date.parse(each.last) > Date.parse(sum.last) ? each.last : sum.last,
          },
    undefined,
  );
}

/** The technique with a newer figure of it or of one of its sub-techniques. */
export function withHeat(detail: TechniqueDetail, heat: Heat): TechniqueDetail {
  if (heat.technique === detail.technique.id) return { ...detail, heat };
  if (!detail.subtechniques.some((each) => each.id === heat.technique)) return detail;
  return { ...detail, subtechniques: detail.subtechniques.map((each) => (each.id === heat.technique ? { ...each, heat } : each)) };
}

/** 1,234 as "1.2k", so that a badge stays small. */
export function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  const [size, unit] = count < 1_000_000 ? [1_000, "k"] : [1_000_000, "M"];
  const scaled = count / size;
  return `${scaled < 10 ? (Math.floor(scaled * 10) / 10).toString() : Math.floor(scaled)}${unit}`;
}

/** The rows of the CSV export: every shown box once. */
export function matrixRows(columns: readonly Column[], heat: ReadonlyMap<string, Heat>, release: string): (string | number)[][] {
  const header = ["release", "tactic_id", "tactic", "technique_id", "technique", "maturity", "platforms", "rules", "findings", "open", "occurrences", "last_seen"];
  const rows = columns.flatMap((column) =>
    column.cells.flatMap((cell) => [cell, ...cell.subs]).map(({ technique }) => {
      const seen = heat.get(technique.id);
      return [
        release,
        column.tactic.id,
        column.tactic.name,
        technique.id,
        technique.fullName,
        technique.maturity ?? "",
        technique.platforms.join("; "),
        technique.rules,
        seen?.findings ?? 0,
        seen?.open ?? 0,
        seen?.occurrences ?? 0,
        seen?.last ?? "",
      ];
    }),
  );
  return [header, ...rows];
}
