import type { Matrix, TechniqueCell } from "../api/schema";
import { placesOf } from "../atlas/matrixModel";

export interface Link {
  label: string;
  url: string;
}

/** What is written on one cell. A note that says nothing is not kept. */
export interface Note {
  score?: number;
  /** chosen by hand: it goes before the colour of the score; empty: none */
  color: string;
  comment: string;
  enabled: boolean;
  links: readonly Link[];
  metadata: readonly { name: string; value: string }[];
}

export interface Gradient {
  colors: readonly string[];
  min: number;
  max: number;
}

export interface LegendItem {
  label: string;
  color: string;
}

export const AGGREGATES = ["none", "max", "min", "average", "sum"] as const;
/** How a folded technique scores for its sub-techniques too. */
export type Aggregate = (typeof AGGREGATES)[number];

/** Notes on the matrix of one release. Never changed in place. */
export interface Layer {
  name: string;
  description: string;
  domain: string;
  release: string;
  gradient: Gradient;
  legend: readonly LegendItem[];
  aggregate: Aggregate;
  /** by the key of the cell: tactic and technique */
  cells: Readonly<Record<string, Note>>;
  /** entries of a file that the release has no cell for; they are written out again as they came */
  strays: readonly unknown[];
}

export const ATLAS_DOMAIN = "atlas-atlas";
export const BLANK: Note = { color: "", comment: "", enabled: true, links: [], metadata: [] };

export function newLayer(name: string, release: string, part: Partial<Layer> = {}): Layer {
  return {
    name,
    description: "",
    domain: ATLAS_DOMAIN,
    release,
    gradient: { colors: ["#fff4cc", "#f29b4b", "#b3261e"], min: 0, max: 100 },
    legend: [],
    aggregate: "none",
    cells: {},
    strays: [],
    ...part,
  };
}

export function noteOf(layer: Layer, key: string): Note {
  return layer.cells[key] ?? BLANK;
}

export function saysNothing(note: Note): boolean {
  return note.score === undefined && note.color === "" && note.comment === "" && note.enabled && note.links.length === 0 && note.metadata.length === 0;
}

/** The layer with `change` made to the notes of these cells. */
export function annotate(layer: Layer, keys: Iterable<string>, change: (note: Note, key: string) => Note): Layer {
  const cells: Record<string, Note> = { ...layer.cells };
  for (const key of keys) {
    const next = change(noteOf(layer, key), key);
    if (saysNothing(next)) delete cells[key];
    else cells[key] = next;
  }
  return { ...layer, cells };
}

export function withScore(note: Note, score: number | undefined): Note {
  const { score: _before, ...rest } = note;
  return score === undefined ? rest : { ...rest, score };
}

const techniqueOf = (key: string): string => key.slice(key.indexOf("/") + 1);

/** These cells, and those of the same techniques under other tactics. */
export function acrossTactics(keys: Iterable<string>, places: ReadonlyMap<string, readonly string[]>): string[] {
  const techniques = new Set([...keys].map(techniqueOf));
  return [...techniques].flatMap((id) => places.get(id) ?? []);
}

/** A layer with a score for each technique that has one, and the gradient to fit. */
export function scoredLayer(name: string, matrix: Matrix, scores: (technique: TechniqueCell) => number | undefined, part: Partial<Layer> = {}): Layer {
  const places = placesOf(matrix);
  const cells: Record<string, Note> = {};
  let most = 0;
  for (const technique of matrix.techniques) {
    const score = scores(technique);
    if (score === undefined) continue;
    most = Math.max(most, score);
    for (const key of places.get(technique.id) ?? []) cells[key] = { ...BLANK, score };
  }
  const layer = newLayer(name, matrix.release, part);
  return { ...layer, cells, gradient: { ...layer.gradient, min: 0, max: Math.max(1, most) } };
}

/** The score that a box shows: its own, or that of its folded-in sub-techniques with it. */
export function shownScore(layer: Layer, key: string, folded: readonly string[]): number | undefined {
  const own = layer.cells[key]?.score;
  if (layer.aggregate === "none" || folded.length === 0) return own;
  const scores = [key, ...folded].map((each) => layer.cells[each]?.score).filter((each) => each !== undefined);
  if (scores.length === 0) return undefined;
  switch (layer.aggregate) {
    case "max":
      return Math.max(...scores);
    case "min":
      return Math.min(...scores);
    case "sum":
      return scores.reduce((sum, each) => sum + each, 0);
    case "average":
      return scores.reduce((sum, each) => sum + each, 0) / scores.length;
  }
}

/** A figure short enough for a cell. */
export function scoreWord(score: number): string {
  return String(Math.abs(score) >= 1_000 ? Math.round(score) : Math.round(score * 100) / 100);
}
