import type { CaseStudyDetail } from "../api/schema";

export type Step = CaseStudyDetail["steps"][number];

export interface Lane {
  id: string;
  name: string;
  x: number;
}

export interface Node {
  step: Step;
  x: number;
  y: number;
}

export interface StudyPath {
  width: number;
  height: number;
  lanes: Lane[];
  nodes: Node[];
  /** the lines between steps */
  edges: { key: string; path: string; branch: boolean }[];
}

const LANE = 158;
const ROW = 58;
const TOP = 54;
export const BOX = { width: 146, height: 44 };

/** The steps of a study over the columns of the matrix that it goes through, in the matrix' order, one row for each step. */
export function studyPath(steps: readonly Step[], tactics: readonly string[]): StudyPath {
  const used = new Map(steps.map((step) => [step.tactic.id, step.tactic.name]));
  const order = [...tactics.filter((id) => used.has(id)), ...[...used.keys()].filter((id) => !tactics.includes(id))];
  const lanes = order.map((id, at) => ({ id, name: used.get(id) || id, x: at * LANE + LANE / 2 }));
  const xOf = new Map(lanes.map((lane) => [lane.id, lane.x]));
  const nodes = steps.map((step, at) => ({ step, x: xOf.get(step.tactic.id) ?? 0, y: TOP + at * ROW + BOX.height / 2 }));
  const byNumber = new Map(nodes.map((node) => [node.step.number, node]));
  const edges = nodes.flatMap((from) =>
    from.step.next
      .map((number) => byNumber.get(number))
      .filter((to) => to !== undefined)
      .map((to) => ({ key: `${from.step.number}-${to.step.number}`, path: line(from, to), branch: from.step.next.length > 1 })),
  );
  return { width: Math.max(1, lanes.length) * LANE, height: TOP + steps.length * ROW, lanes, nodes, edges };
}

function line(from: Node, to: Node): string {
  const start = from.y + BOX.height / 2;
  const end = to.y - BOX.height / 2;
  if (to.y > from.y) {
    const half = (start + Math.max(end, start)) / 2;
    // A line past the steps between swings out, so that it does not run through their boxes.
    const swing = to.step.number - from.step.number > 1 && Math.abs(from.x - to.x) < 1 ? BOX.width / 2 + 6 : 0;
    if (swing > 0) return `M${from.x} ${start} C${from.x + swing} ${start + 20} ${to.x + swing} ${end - 20} ${to.x} ${end}`;
    return `M${from.x} ${start} C${from.x} ${half} ${to.x} ${half} ${to.x} ${end}`;
  }
  return `M${from.x + BOX.width / 2} ${from.y} C${from.x + BOX.width} ${from.y} ${to.x + BOX.width} ${to.y} ${to.x + BOX.width / 2} ${to.y}`;
}

/** A text cut to what fits a box. */
export function short(text: string, most = 20): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
