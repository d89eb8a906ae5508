import { BLANK, newLayer, saysNothing, withScore, type Layer, type Note } from "./layer";
import type { Expression } from "./expression";

/** The name of a layer in expressions: a, b, c, … after the order of the tabs. */
export const letterOf = (at: number): string => String.fromCodePoint(97 + at);

/** As many layers as there are letters. */
export const MOST_LAYERS = 26;

/** Whose comments, colours, links and states the combined layer takes over. */
export interface Taken {
  /** the places of the layers whose comments and links are joined */
  comments: readonly number[];
  /** the layer whose colours and enabled states are taken; undefined: none */
  states: number | undefined;
}

/** A new layer whose scores are the expression's results. */
export function combine(name: string, written: string, expression: Expression, layers: readonly Layer[], taken: Taken): Layer {
  const [first] = layers;
  const cells: Record<string, Note> = {};
  const scores: number[] = [];
  for (const key of new Set(layers.flatMap((layer) => Object.keys(layer.cells)))) {
    const score = expression.run(layers.map((layer) => layer.cells[key]?.score));
    if (score !== undefined) scores.push(score);
    const note = withScore(takenOver(key, layers, taken), score);
    if (!saysNothing(note)) cells[key] = note;
  }
  const layer = newLayer(name, first?.release ?? "", { domain: first?.domain ?? "", description: `${written}, where ${legend(expression, layers)}.`, cells });
  if (scores.length === 0) return layer;
  const min = scores.reduce((least, each) => Math.min(least, each), 0);
  const max = scores.reduce((most, each) => Math.max(most, each), 0);
  return { ...layer, gradient: { ...layer.gradient, min, max: max === min ? min + 1 : max } };
}

function takenOver(key: string, layers: readonly Layer[], taken: Taken): Note {
  const state = taken.states === undefined ? undefined : layers[taken.states]?.cells[key];
  const noted = taken.comments.map((at) => layers[at]?.cells[key]).filter((each) => each !== undefined);
  return {
    ...BLANK,
    color: state?.color ?? "",
    enabled: state?.enabled ?? true,
    comment: [...new Set(noted.map((each) => each.comment).filter((comment) => comment !== ""))].join("\n"),
    links: noted.flatMap((each) => each.links),
  };
}

function legend(expression: Expression, layers: readonly Layer[]): string {
  return [...expression.used].sort((a, b) => a - b).map((at) => `${letterOf(at)} is “${layers[at]?.name ?? ""}”`).join(", ");
}
